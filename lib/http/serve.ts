import { LedgerUnavailable } from '../ledger/ledger.js';
import { PaymentsUnavailable } from '../payments/payments.js';
import type { TraceId } from '../wallet/ids.js';
import { corsHeaders, preflightHeaders } from './cors.js';
import type { Identify } from './identify.js';
import { Problem, unauthenticated, unavailable } from './problem.js';
import type { Answer, Route } from './route.js';
import { traceOf } from './trace.js';

export type Routes<App> = Readonly<Partial<Record<'GET' | 'POST', Route<App>>>>;

/** What serving needs of the application behind it. */
export type Served = {
  readonly identify: Identify;
  readonly allowedOrigins: readonly string[];
  readonly log: (record: Readonly<Record<string, unknown>>) => void;
};

/** Serves one request. Whatever happens inside, the answer is one of the contract's, with a trace id on it. */
export const serve = async <App extends Served>(
  routes: Routes<App>,
  app: App,
  request: Request,
): Promise<Response> => {
  const traceId = traceOf(request.headers);
  const answer = await answerTo(routes, app, request, traceId).catch((error: unknown) =>
    failure(error, app, traceId),
  );
  const headers = corsHeaders(request, app.allowedOrigins);
  return respond(answer, traceId, headers, request.method === 'HEAD');
};

const answerTo = async <App extends Served>(
  routes: Routes<App>,
  app: App,
  request: Request,
  traceId: TraceId,
): Promise<Answer | Problem> => {
  const allowed = allowedMethods(routes);
  if (request.method === 'OPTIONS') return { status: 204, headers: preflightHeaders(allowed) };
  const route = routeFor(routes, request.method);
  if (!route) {
    return new Problem('method_not_allowed', `use one of ${allowed}`, {}, { allow: allowed });
  }
  if (route.admits === 'everybody') {
    return route.answer({ app, caller: { kind: 'stranger' }, request, traceId });
  }
  const caller = await app.identify(request.headers);
  if (caller instanceof Problem) return caller;
  if (caller.kind === 'stranger') {
    const answer = route.toStrangers?.(app);
    if (answer) return answer;
  }
  if (route.admits.includes(caller.kind)) return route.answer({ app, caller, request, traceId });
  return caller.kind === 'stranger'
    ? unauthenticated('send Authorization: Bearer <session token>')
    : new Problem('forbidden', `this is not for callers of the kind ${caller.kind}`);
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

export const respond = (
  answer: Answer | Problem,
  traceId: TraceId,
  headers: Readonly<Record<string, string>>,
  withoutBody = false,
): Response => {
  const isProblem = answer instanceof Problem;
  const body = isProblem ? answer.body(traceId) : answer.body;
  const type = isProblem ? 'application/problem+json' : 'application/json; charset=utf-8';
  return new Response(withoutBody || body === undefined ? null : JSON.stringify(body), {
    status: answer.status,
    headers: {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-trace-id': traceId,
      ...headers,
      ...(body !== undefined && { 'content-type': type }),
      ...answer.headers,
    },
  });
};
