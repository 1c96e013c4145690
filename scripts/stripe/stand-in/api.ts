import { checkoutSessions } from './api/checkout-sessions.js';
import { customers } from './api/customers.js';
import { events } from './api/events.js';
import { invoices } from './api/invoices.js';
import { payments } from './api/payments.js';
import { portalSessions } from './api/portal.js';
import { products } from './api/products.js';
import { subscriptions } from './api/subscriptions.js';
import { expanded } from './expand.js';
import { type Keyed, refuseMisuse } from './idempotency.js';
import { newId } from './ids.js';
import { canonical } from './json.js';
import type { Operation } from './operation.js';
import { Refusal } from './refusal.js';
import type { Reply } from './reply.js';
import { transact, type Works } from './works.js';

/** All calls of the API; one whose path is named stands before one whose path varies. */
export const operations: readonly Operation[] = [
  ...customers,
  ...checkoutSessions,
  ...payments,
  ...products,
  ...subscriptions,
  ...invoices,
  ...portalSessions,
  ...events,
];

export type ApiRequest = {
  readonly path: string;
  /** What varies in the path; empty where nothing does. */
  readonly id: string;
  /** Parameters of the query and of the body. */
  readonly form: unknown;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
};

/** Answers a request to the API as Stripe would. */
export const answered = (works: Works, operation: Operation, request: ApiRequest): Reply => {
  const requestId = newId('req', 14);
  try {
    refuseStrangers(works, request.authorization);
    const { idempotencyKey: key } = request;
    if (key === undefined || operation.method !== 'POST') {
      return performed(works, operation, request, requestId);
    }
    return repeatable(works, operation, request, { key, requestId });
  } catch (error) {
    return failure(error, requestId);
  }
};

/** @throws Refusal */
const refuseStrangers = ({ secretKey }: Works, authorization: string | undefined): void => {
  const [, scheme, credentials = ''] = /^(Bearer|Basic) (.+)$/i.exec(authorization ?? '') ?? [];
  const isBasic = scheme?.toLowerCase() === 'basic';
  const given = isBasic ? (atob(credentials).split(':')[0] ?? '') : credentials;
  if (given === secretKey) return;
  const message = given
    ? `Invalid API Key provided: ${given.slice(0, 8)}***`
    : 'You did not provide an API key.';
  throw new Refusal(401, { type: 'invalid_request_error', message });
};

/** What there is no operation for. */
export const unknownUrl = (method: string, path: string): Reply =>
  failure(
    new Refusal(404, {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${method}: ${path}). The stand-in does not know it.`,
    }),
    newId('req', 14),
  );

/** Answers the same again under the same key. */
const repeatable = (
  works: Works,
  operation: Operation,
  request: ApiRequest,
  { key, requestId }: { readonly key: string; readonly requestId: string },
): Reply => {
  const keyed: Keyed = { key, endpoint: request.path, params: canonical(request.form) };
  const given = works.store.get('given_answer', key);
  refuseMisuse(keyed, given, works.inFlight.has(key));
  if (given) {
    const replayed = { 'idempotent-replayed': 'true', 'original-request': given.requestId };
    const headers = { ...headersOf(requestId), ...replayed, 'idempotency-key': key };
    return { status: given.status, headers, body: given.body };
  }
  return performed(works, operation, request, requestId, keyed);
};

/** What is refused before its work begins is not kept under a key; what fails in it is. */
const performed = (
  works: Works,
  operation: Operation,
  request: ApiRequest,
  requestId: string,
  keyed?: Keyed,
): Reply => {
  const { expand, perform } = operation.prepare(request.form, request.id);
  const told = { id: requestId, idempotencyKey: keyed?.key ?? null };
  const keep = ({ body, status }: Reply) => {
    if (!keyed) return;
    const { key, ...of } = keyed;
    const at = Math.floor(works.now().getTime() / 1_000);
    works.store.put('given_answer', { ...of, id: key, requestId, status, body, at });
  };
  try {
    return transact(
      works,
      (env) => {
        const { body, status } = perform(env);
        const reply = replyOf(
          status,
          status === 200 ? expanded(env, body, expand) : body,
          requestId,
        );
        keep(reply);
        return reply;
      },
      told,
    );
  } catch (error) {
    const reply = failure(error, requestId);
    works.store.transact(() => keep(reply));
    return reply;
  }
};

const failure = (error: unknown, requestId: string): Reply => {
  if (error instanceof Refusal) {
    return replyOf(error.status, { error: error.body }, requestId);
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return replyOf(500, { error: { type: 'api_error', message } }, requestId);
};

const replyOf = (status: number, body: object, requestId: string): Reply => ({
  status,
  headers: headersOf(requestId),
  body: JSON.stringify(body, null, 2),
});

const headersOf = (requestId: string) => ({
  'content-type': 'application/json',
  'request-id': requestId,
});
