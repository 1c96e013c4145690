import type { Credits } from '../credits/app.js';
import type { Payments } from '../payments/payments.js';
import type { TraceId } from '../wallet/ids.js';
import { Problem, unavailable } from './problem.js';
import type { Served } from './serve.js';

/** The provider of payments, or why nobody can pay here. */
export const paymentsOf = async ({ payments }: Credits): Promise<Payments | Problem> =>
  payments
    ? payments()
    : unavailable('not_configured', 'payment is not configured (STRIPE_SECRET_KEY)', 3600);

/** Something that was paid is not what was ordered: nothing follows from it, and operators hear of it. */
export const mismatch = (
  { log }: Pick<Served, 'log'>,
  reason: string,
  traceId: TraceId,
  about: Readonly<Record<string, string>>,
): Problem => {
  log({ level: 'error', message: 'a payment is not credited', traceId, ...about, reason });
  const detail = 'this payment is not what was ordered: show the trace id to support';
  return new Problem('payment_mismatch', detail, about);
};
