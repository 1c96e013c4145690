import type { AuditTrail } from '../audit/audit-trail.js';
import type { Credits } from '../credits/app.js';
import { LedgerUnavailable } from '../ledger/ledger.js';
import { PaymentsUnavailable } from '../payments/payments.js';
import { clientId, PATTERNS, type TraceId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import { admit, type Door } from './admission.js';
import { corsHeaders, preflightHeaders } from './cors.js';
import type { Find, Found } from './paths.js';
import { Problem, unavailable } from './problem.js';
import { type RequestLine, requestLine } from './request-line.js';
import { respond } from './respond.js';
import type { Answer, Params, Route } from './route.js';
import { traceOf } from './trace.js';
import { Visit } from './visit.js';
import { watched } from './watched.js';

/** What serving needs of the application behind it. */
export type Served = Credits &
  Door & {
    readonly allowedOrigins: readonly string[];
    readonly log: (record: Readonly<Record<string, unknown>>) => void;
    /** Absent where nobody wants to know of each request. */
    readonly logRequest?: (line: RequestLine) => void;
    /** The time that tokens and signatures live in, wherever the wallets' clock stands. */
    readonly realNow: () => Instant;
    /** Absent where there is no database to keep one in. */
    readonly auditTrail?: AuditTrail;
  };

/** One request on its way. */
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
  const visit = new Visit();
  const { pathname } = new URL(request.url);
  const found = find(pathname);
  const answer = await visit.whole.time(() =>
    found ? answerAt(found, { app, request, traceId, visit }) : nothingAt(pathname),
  );
  app.logRequest?.(requestLine(request, found?.path ?? 'nothing', { answer, traceId, visit }));
  const headers = corsHeaders(request, app.allowedOrigins);
  return respond(answer, traceId, headers, request.method === 'HEAD');
};

const nothingAt = async (pathname: string): Promise<Problem> =>
  new Problem('not_found', `there is nothing at ${pathname.slice(0, 200)}`);

const answerAt = async <App extends Served>(
  { params, routes }: Found<App>,
  given: Omit<Passing<App>, 'params'>,
): Promise<Answer | Problem> => {
  const { app, request, traceId } = given;
  const allowed = allowedMethods(routes);
  if (request.method === 'OPTIONS') return { status: 204, headers: preflightHeaders(allowed) };
  const route = routeFor(routes, request.method);
  if (!route) {
    return new Problem('method_not_allowed', `use one of ${allowed}`, {}, { allow: allowed });
  }
  const passing = { ...given, params };
  const { clientId: named = '' } = params;
  if (PATTERNS.clientId.test(named)) given.visit.clientId = clientId(named);
  try {
    const answer = await answerBy(route, passing).catch((error: unknown) =>
      failure(error, app, traceId),
    );
    await audit(passing, answer.status);
    return answer;
  } catch (error) {
    return failure(error, app, traceId);
  }
};

const answerBy = async <App extends Served>(
  route: Route<App>,
  passing: Passing<App>,
): Promise<Answer | Problem> => {
  const { app, request, visit } = passing;
  const { admitted, answer, headers } = await admit(app, route, request, visit);
  if (answer) return withHeaders(answer, headers);
  if (!admitted) throw new Error('who is not admitted is answered at the door');
  const seen = watched(app, visit, () => audit(passing, UNDER_WAY));
  return withHeaders(await route.answer({ ...passing, app: seen, caller: admitted }), headers);
};

const withHeaders = (
  answer: Answer | Problem,
  headers: Readonly<Record<string, string>>,
): Answer | Problem => {
  if (Object.keys(headers).length === 0) return answer;
  const all = { ...headers, ...answer.headers };
  return answer instanceof Problem
    ? new Problem(answer.code, answer.detail, answer.members, all)
    : { ...answer, headers: all };
};

/** HTTP's own number for a request that is being carried out: the trail has it before an operator's request writes. */
const UNDER_WAY = 102;

/** What operators do is taken down before they see the answer: there is no access without a trace of it. */
const audit = async <App extends Served>(
  { app, request, traceId, visit: { clientId, duty } }: Passing<App>,
  status: number,
): Promise<void> => {
  if (!duty) return;
  const { pathname, search } = new URL(request.url);
  const access = {
    tenantId: app.tenantId,
    at: app.realNow(),
    who: duty.who,
    doing: duty.doing,
    request: `${request.method} ${pathname}${search}`.slice(0, 500),
    ...(clientId && { clientId }),
    status,
    traceId,
  };
  if (app.auditTrail) await app.auditTrail.record(access);
  else app.log({ level: 'info', message: 'an operator was here', ...access });
};

const allowedMethods = <App>(routes: Found<App>['routes']): string =>
  [...(routes.GET ? ['GET', 'HEAD'] : []), ...(routes.POST ? ['POST'] : []), 'OPTIONS'].join(', ');

const routeFor = <App>(routes: Found<App>['routes'], method: string): Route<App> | undefined => {
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
