import { z } from 'zod';
import { chargeOfIntent } from '../api/payments.js';
import { intentOf } from '../checkout-payment.js';
import type { Env } from '../env.js';
import type { Charge } from '../objects/objects.js';
import { Refusal } from '../refusal.js';

/** Something that time or people do at Stripe, done by a test: `POST /_test/<name>`. */
export type TestEndpoint = {
  readonly name: string;
  /** @throws Refusal or ZodError where what is asked for makes no sense */
  readonly perform: (env: Env, data: unknown) => object;
};

export const testEndpoint = <Data>(
  name: string,
  schema: z.ZodType<Data>,
  work: (env: Env, data: Data) => object,
): TestEndpoint => ({ name, perform: (env, data) => work(env, schema.parse(data)) });

/** An amount in the smallest unit of its currency; a number, or its text in a form. */
export const minor = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,12}$/, 'expected a whole number')
    .transform(Number),
]);

/** What a payment is named by. */
export const payment = {
  paymentIntent: z.string().optional(),
  sessionId: z.string().optional(),
};

/** @throws Refusal where there is no such payment */
export const chargeNamed = (
  env: Env,
  {
    paymentIntent,
    sessionId,
  }: { paymentIntent?: string | undefined; sessionId?: string | undefined },
): Charge => {
  if (paymentIntent !== undefined) return chargeOfIntent(env, paymentIntent);
  if (sessionId === undefined)
    throw notFound('Name a payment, by paymentIntent or by sessionId.', 400);
  const session = env.store.get('checkout.session', sessionId);
  if (!session) throw notFound(`There is no session ${sessionId}.`);
  const intent = intentOf(env, session);
  if (!intent) throw notFound(`Nobody paid in the session ${sessionId}.`, 409);
  return chargeOfIntent(env, intent.id);
};

export const notFound = (message: string, status = 404): Refusal =>
  new Refusal(status, { type: 'invalid_request_error', message });
