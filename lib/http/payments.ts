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

type Told = { readonly message: string; readonly detail: string };

/** What follows from what the provider has instead of what was ordered or published: nothing, and operators hear of it. */
export const mismatch = (
  { log }: Pick<Served, 'log'>,
  { detail, message }: Told,
  { reason, traceId, ...about }: Readonly<Record<string, string>> & { readonly traceId: TraceId },
): Problem => {
  log({ level: 'error', message, traceId, ...about, reason });
  return new Problem('payment_mismatch', detail, about);
};
