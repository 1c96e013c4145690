import type { Credits } from '../credits/app.js';
import type { Payments } from '../payments/payments.js';
import { type Problem, unavailable } from './problem.js';

/** The provider of payments, or why nobody can pay here. */
export const paymentsOf = async ({ payments }: Credits): Promise<Payments | Problem> =>
  payments
    ? payments()
    : unavailable('not_configured', 'payment is not configured (STRIPE_SECRET_KEY)', 3600);
