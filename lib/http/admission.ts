import { actingAsOperator, type Caller } from './caller.js';
import type { Identify } from './identify.js';
import { Problem, unauthenticated, unavailable } from './problem.js';
import type { RateLimits } from './rate-limits.js';
import type { Answer, Route } from './route.js';
import type { Duty, Visit } from './visit.js';

/** What it takes to tell who is at the door, and whether they may come in. */
export type Door = {
  readonly identify: Identify;
  /** Whether any operator is known: a machine by its secret, or a person by name. */
  readonly operators: { readonly machines: boolean; readonly people: boolean };
  readonly limit: RateLimits;
};

/** The caller who may come in, or the answer at the door; with the headers that tell of a limit. */
type Admission = {
  readonly admitted?: Caller;
  readonly answer?: Answer | Problem;
  readonly headers: Readonly<Record<string, string>>;
};

const PUBLIC: Caller = { kind: 'stranger' };

/** Looks at the credentials, at how often this caller came, and at whom the route lets in, in this order. */
export const admit = async <App extends Door>(
  app: App,
  { admits, toStrangers, unlimited }: Route<App>,
  request: Request,
  visit: Visit,
): Promise<Admission> => {
  if (admits === 'everybody') {
    const limited = unlimited ? {} : await app.limit(PUBLIC, request.headers);
    // What is public may be kept by caches, for which one caller's limit means nothing.
    return {
      ...(limited instanceof Problem ? { answer: limited } : { admitted: PUBLIC }),
      headers: {},
    };
  }
  const caller = await app.identify(request.headers);
  visit.principal = principalOf(caller);
  const limited = await app.limit(caller, request.headers);
  if (limited instanceof Problem) return { answer: limited, headers: {} };
  if ('may' in admits) {
    const operator = operatorIn(caller, admits, app, request, visit);
    return operator instanceof Problem
      ? { answer: operator, headers: limited }
      : { admitted: operator, headers: limited };
  }
  if (caller instanceof Problem) return { answer: caller, headers: limited };
  const answer = caller.kind === 'stranger' ? toStrangers?.(app) : undefined;
  if (answer) return { answer, headers: limited };
  if (admits.includes(caller.kind)) return { admitted: caller, headers: limited };
  const refusal =
    caller.kind === 'stranger'
      ? unauthenticated('send Authorization: Bearer <session token>')
      : new Problem('forbidden', `this is not for callers of the kind ${caller.kind}`);
  return { answer: refusal, headers: limited };
};

const principalOf = (caller: Caller | Problem): string => {
  if (caller instanceof Problem) return 'refused';
  if (caller.kind === 'service') return `service:${caller.name}`;
  return caller.kind === 'admin' ? `admin:${caller.who}` : caller.kind;
};

/** The caller, where that is an operator who may do this. */
const operatorIn = (
  caller: Caller | Problem,
  duty: Duty,
  { operators }: Pick<Door, 'operators'>,
  request: Request,
  visit: Visit,
): Caller | Problem => {
  const isMachine = request.headers.has('x-cz-registry-admin');
  if (isMachine ? !operators.machines : !operators.machines && !operators.people) {
    const detail = 'no operator is configured (CZ_REGISTRY_ADMIN_SECRET, CZ_ADMIN_USERS)';
    return unavailable('not_configured', detail, 60);
  }
  if (caller instanceof Problem) {
    const isWrongSecret = isMachine && caller.code === 'unauthenticated';
    return isWrongSecret ? new Problem('forbidden', caller.detail) : caller;
  }
  if (caller.kind === 'stranger') {
    const detail = 'send the header x-cz-registry-admin, or the session token of an operator';
    return unauthenticated(detail);
  }
  const operator = actingAsOperator(caller, visit, duty);
  return operator instanceof Problem ? operator : caller;
};
