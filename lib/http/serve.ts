import type { AuditTrail } from '../audit/audit-trail.js';
import { LedgerUnavailable } from '../ledger/ledger.js';
import { PaymentsUnavailable } from '../payments/payments.js';
import type { TenantId, TraceId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import { actingAsOperator, type Caller } from './caller.js';
import { corsHeaders, preflightHeaders } from './cors.js';
import type { Identify } from './identify.js';
import type { Find, Routes } from './paths.js';
import { Problem, unauthenticated, unavailable } from './problem.js';
import { respond } from './respond.js';
import type { Answer, Params, Route } from './route.js';
import { traceOf } from './trace.js';
import type { Duty, Visit } from './visit.js';

/** What serving needs of the application behind it. */
export type Served = {
  readonly tenantId: TenantId;
  readonly identify: Identify;
  /** Whether any operator is known: a machine by its secret, or a person by name. */
  readonly operators: { readonly machines: boolean; readonly people: boolean };
  readonly allowedOrigins: readonly string[];
  readonly log: (record: Readonly<Record<string, unknown>>) => void;
  /** The time that tokens and signatures live in, wherever the wallets' clock stands. */
  readonly realNow: () => Instant;
  /** Absent where there is no database to keep one in. */
  readonly auditTrail?: AuditTrail;
};

/** One request on its way: what is known of it so far. */
type Passing<App> = {
  readonly app: App;
  readonly request: Request;
  readonly traceId: TraceId;
  readonly params: Params;
  readonly visit: Visit;
};

/** Serves one request. Whatever happens inside, the answer is one of the contract's, with a trace id on it. */
export const serve = async <App extends Served>(
  find: Find<App>,
  app: App,
  request: Request,
): Promise<Response> => {
  const traceId = traceOf(request.headers);
  const { pathname } = new URL(request.url);
  const found = find(pathname);
  const passing = { app, request, traceId, params: found?.params ?? {}, visit: {} };
  const answer = found
    ? await audited(passing, answerTo(found.routes, passing))
    : new Problem('not_found', `there is nothing at ${pathname.slice(0, 200)}`);
  const headers = corsHeaders(request, app.allowedOrigins);
  return respond(answer, traceId, headers, request.method === 'HEAD');
};

/** What operators do is taken down before they see the answer: there is no access without a trace of it. */
const audited = async <App extends Served>(
  passing: Passing<App>,
  answering: Promise<Answer | Problem>,
): Promise<Answer | Problem> => {
  const { app, request, traceId, visit } = passing;
  try {
    const answer = await answering.catch((error: unknown) => failure(error, app, traceId));
    const { clientId, duty } = visit;
    if (!duty) return answer;
    const { pathname, search } = new URL(request.url);
    const access = {
      tenantId: app.tenantId,
      at: app.realNow(),
      who: duty.who,
      doing: duty.doing,
      request: `${request.method} ${pathname}${search}`.slice(0, 500),
      ...(clientId && { clientId }),
      status: answer.status,
      traceId,
    };
    if (app.auditTrail) await app.auditTrail.record(access);
    else app.log({ level: 'info', message: 'an operator was here', ...access });
    return answer;
  } catch (error) {
    return failure(error, app, traceId);
  }
};

const answerTo = async <App extends Served>(
  routes: Routes<App>,
  passing: Passing<App>,
): Promise<Answer | Problem> => {
  const { app, request } = passing;
  const allowed = allowedMethods(routes);
  if (request.method === 'OPTIONS') return { status: 204, headers: preflightHeaders(allowed) };
  const route = routeFor(routes, request.method);
  if (!route) {
    return new Problem('method_not_allowed', `use one of ${allowed}`, {}, { allow: allowed });
  }
  const { admits } = route;
  if (admits === 'everybody') return route.answer({ ...passing, caller: { kind: 'stranger' } });
  const caller = await app.identify(request.headers);
  if ('may' in admits) {
    const admitted = operatorIn(caller, admits, passing);
    return admitted instanceof Problem ? admitted : route.answer({ ...passing, caller: admitted });
  }
  if (caller instanceof Problem) return caller;
  if (caller.kind === 'stranger') {
    const answer = route.toStrangers?.(app);
    if (answer) return answer;
  }
  if (admits.includes(caller.kind)) return route.answer({ ...passing, caller });
  return caller.kind === 'stranger'
    ? unauthenticated('send Authorization: Bearer <session token>')
    : new Problem('forbidden', `this is not for callers of the kind ${caller.kind}`);
};

/** The caller, where that is an operator who may do this. */
const operatorIn = <App extends Served>(
  caller: Caller | Problem,
  duty: Duty,
  { app: { operators }, request, visit }: Passing<App>,
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
    return unauthenticated(
      'send the header x-cz-registry-admin, or the session token of an operator',
    );
  }
  const operator = actingAsOperator(caller, visit, duty);
  return operator instanceof Problem ? operator : caller;
};

const allowedMethods = <App>(routes: Routes<App>): string =>
  [...(routes.GET ? ['GET', 'HEAD'] : []), ...(routes.POST ? ['POST'] : []), 'OPTIONS'].join(', ');

const routeFor = <App>(routes: Routes<App>, method: string): Route<App> | undefined => {
  if (method === 'GET' || method === 'HEAD') return routes.GET;
  return method === 'POST' ? routes.POST : undefined;
};

/** An error that nobody expected says nothing of the inside to the caller; the log has it under the same trace. */
const failure = (error: unknown, app: Served, traceId: TraceId): Problem => {
  const stack = error instanceof Error ? error.stack : String(error);
  app.log({ level: 'error', traceId, message: 'request failed', error: stack });
  if (error instanceof LedgerUnavailable) {
    const detail = 'send the same request with the same key again: it is carried out once';
    return unavailable('ledger_unavailable', detail, error.retryAfterSeconds);
  }
  if (error instanceof PaymentsUnavailable) {
    return new Problem('upstream_failed', 'the payment provider did not answer: try again');
  }
  return new Problem('internal', 'the trace id finds it in the log');
};
