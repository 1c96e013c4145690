import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { answered, operations, unknownUrl } from './api.js';
import type { Disturbance, Disturbances } from './disturbance.js';
import { parseForm } from './form.js';
import type { Operation } from './operation.js';
import { cancelCheckout, payCheckout, showCheckout, type Visit } from './pages/checkout.js';
import { payInvoice, showInvoice } from './pages/invoice.js';
import { changeInPortal, showPortal } from './pages/portal.js';
import { Refusal } from './refusal.js';
import { jsonReply, type Reply } from './reply.js';
import { testsOfBilling } from './test-endpoints/billing.js';
import { testsOfPayments } from './test-endpoints/payments.js';
import type { TestEndpoint } from './test-endpoints/test-endpoint.js';
import { type DeliveryDisturbance, deliveryDisturbance } from './webhooks.js';
import { transact, type Works } from './works.js';

type Incoming = Context<{ Bindings: HttpBindings }>;

export type Listener = {
  readonly works: Works;
  readonly disturbances: Disturbances;
  readonly disturbDeliveries: (disturbance: DeliveryDisturbance) => void;
  readonly counted: (call: string) => void;
  /** Does what has fallen due before anybody is answered. */
  readonly catchUp: () => void;
};

/** All that the stand-in answers: the API, its pages, and what tests do in place of time and people. */
export const server = (listener: Listener): Hono<{ Bindings: HttpBindings }> => {
  const { works } = listener;
  const hono = new Hono<{ Bindings: HttpBindings }>();
  hono.use('*', async (_, next) => {
    listener.catchUp();
    await next();
  });
  for (const operation of operations) {
    hono.on(operation.method, operation.path, (c) => apiCall(listener, operation, c));
  }
  hono.all('/v1/*', (c) => sent(unknownUrl(c.req.method, c.req.path)));
  hono.get('/pay/:id', async (c) => sent(await showCheckout(works, await visit(c))));
  hono.post('/pay/:id/pay', async (c) => sent(await payCheckout(works, await visit(c))));
  hono.post('/pay/:id/cancel', async (c) => sent(await cancelCheckout(works, await visit(c))));
  hono.get('/invoice/:id', async (c) => sent(await showInvoice(works, await visit(c))));
  hono.post('/invoice/:id/pay', async (c) => sent(await payInvoice(works, await visit(c))));
  hono.get('/portal/:id', async (c) => sent(await showPortal(works, await visit(c))));
  hono.post('/portal/:id/:subscription/:change{cancel|resume}', async (c) => {
    const { change, subscription } = c.req.param();
    return sent(await changeInPortal(works, await visit(c), subscription, change === 'cancel'));
  });
  hono.post('/_test/deliveries', async (c) => {
    const wanted = deliveryDisturbance.safeParse(await dataOf(c).catch(() => 'malformed'));
    if (!wanted.success) return sent(jsonReply(400, { error: z.prettifyError(wanted.error) }));
    listener.disturbDeliveries(wanted.data);
    return sent(jsonReply(200, wanted.data));
  });
  for (const endpoint of [...testsOfPayments, ...testsOfBilling]) {
    hono.post(`/_test/${endpoint.name}`, (c) => testCall(works, endpoint, c));
  }
  return hono.notFound((c) =>
    sent(jsonReply(404, { error: `The stand-in has nothing at ${c.req.path}.` })),
  );
};

const sent = ({ body, headers, status }: Reply): Response =>
  new Response(body, { status, headers });

/** What a page or a test endpoint was sent: JSON or a form. @throws SyntaxError */
const dataOf = async (c: Incoming): Promise<unknown> => {
  const body = await c.req.text();
  const isJson = c.req.header('content-type')?.includes('json') ?? false;
  return isJson ? JSON.parse(body || '{}') : parseForm(body);
};

const visit = async (c: Incoming): Promise<Visit> => ({
  id: c.req.param('id') ?? '',
  data: await dataOf(c).catch(() => 'malformed'),
  wantsJson:
    (c.req.header('content-type')?.includes('json') ?? false) ||
    (c.req.header('accept')?.includes('application/json') ?? false),
});

const testCall = async (works: Works, endpoint: TestEndpoint, c: Incoming): Promise<Response> => {
  try {
    const data = await dataOf(c);
    return sent(
      jsonReply(
        200,
        transact(works, (env) => endpoint.perform(env, data)),
      ),
    );
  } catch (error) {
    if (error instanceof Refusal) return sent(jsonReply(error.status, { error: error.message }));
    if (error instanceof z.ZodError) return sent(jsonReply(400, { error: z.prettifyError(error) }));
    if (error instanceof SyntaxError) return sent(jsonReply(400, { error: 'That is not JSON.' }));
    throw error;
  }
};

const apiCall = async (
  listener: Listener,
  operation: Operation,
  c: Incoming,
): Promise<Response> => {
  const { disturbances, works } = listener;
  const call = `${operation.method} ${operation.path}`;
  listener.counted(call);
  const query = c.req.url.split('?')[1] ?? '';
  const idempotencyKey = c.req.header('idempotency-key');
  const request = {
    path: c.req.path,
    id: c.req.param('id') ?? '',
    form: parseForm([query, await c.req.text()].filter((part) => part !== '').join('&')),
    authorization: c.req.header('authorization'),
    idempotencyKey,
  };
  const disturbance = disturbances.next(call);
  if (disturbance?.kind === 'slow' && idempotencyKey !== undefined) {
    if (works.inFlight.has(idempotencyKey)) return sent(answered(works, operation, request));
    works.inFlight.add(idempotencyKey);
    await sleep(disturbance.ms);
    works.inFlight.delete(idempotencyKey);
  } else if (disturbance?.kind === 'slow') {
    await sleep(disturbance.ms);
  }
  const answer = () => sent(answered(works, operation, request));
  return disturbance ? disturbed(c, disturbance, answer) : answer();
};

/** Answers a call, or fails to. */
const disturbed = (
  c: Incoming,
  disturbance: Disturbance,
  answer: () => Response,
): Response | Promise<Response> => {
  if (disturbance.kind === 'slow') return answer();
  if (disturbance.work === 'done') answer();
  switch (disturbance.kind) {
    case 'error':
      return sent(jsonReply(disturbance.status, { error: ERRORS[disturbance.status] }));
    case 'hang':
      return new Promise(() => {});
    case 'drop':
      c.env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
  }
};

const ERRORS = {
  402: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' },
  429: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' },
  500: { type: 'api_error', message: 'An unknown error occurred.' },
};
