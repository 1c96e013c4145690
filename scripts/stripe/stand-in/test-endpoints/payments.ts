import { z } from 'zod';
import { settleSession } from '../checkout-payment.js';
import { adjustTotals } from '../checkout-sums.js';
import { closeDispute, dispute, openDisputeOf } from '../disputes.js';
import type { Env } from '../env.js';
import type { Dispute, Refund, Session } from '../objects/objects.js';
import { failRefund, refund, succeedRefund } from '../refunds.js';
import {
  chargeNamed,
  minor,
  notFound,
  payment,
  type TestEndpoint,
  testEndpoint,
} from './test-endpoint.js';

/** All that the three of refunds and disputes know, since they are called alike. */
const movement = z.strictObject({
  ...payment,
  amountMinor: minor.refine((value) => value >= 1, 'expected 1 or more').optional(),
  dispute: z.string().optional(),
  inquiry: z.union([z.boolean(), z.stringbool()]).optional(),
  outcome: z.enum(['won', 'lost']).default('lost'),
  status: z.enum(['pending', 'succeeded']).default('succeeded'),
});

const refundNamed = (env: Env, id: string): Refund => {
  const found = env.store.get('refund', id);
  if (!found) throw notFound(`There is no refund ${id}.`);
  return found;
};

const disputeNamed = (env: Env, wanted: z.output<typeof movement>): Dispute => {
  const found =
    wanted.dispute === undefined
      ? openDisputeOf(env, chargeNamed(env, wanted))
      : env.store.get('dispute', wanted.dispute);
  if (!found) throw notFound('There is no open dispute of that.');
  return found;
};

const sessionNamed = (env: Env, id: string): Session => {
  const found = env.store.get('checkout.session', id);
  if (!found) throw notFound(`There is no session ${id}.`);
  return found;
};

const amount = minor.refine((value) => value >= 0, 'expected 0 or more').default(0);

export const testsOfPayments: readonly TestEndpoint[] = [
  testEndpoint('refund', movement, (env, { amountMinor, status, ...which }) =>
    refund(env, chargeNamed(env, which), { amount: amountMinor, status }),
  ),
  testEndpoint('refund-succeed', z.strictObject({ refund: z.string() }), (env, { refund: id }) =>
    succeedRefund(env, refundNamed(env, id)),
  ),
  testEndpoint('refund-fail', z.strictObject({ refund: z.string() }), (env, { refund: id }) =>
    failRefund(env, refundNamed(env, id)),
  ),
  testEndpoint('dispute', movement, (env, { amountMinor, inquiry, ...which }) =>
    dispute(env, chargeNamed(env, which), { amount: amountMinor, inquiry }),
  ),
  testEndpoint('dispute-close', movement, (env, wanted) =>
    closeDispute(env, disputeNamed(env, wanted), wanted.outcome),
  ),
  testEndpoint(
    'async-payment',
    z.strictObject({ sessionId: z.string(), outcome: z.enum(['succeeded', 'failed']) }),
    (env, { outcome, sessionId }) =>
      settleSession(env, sessionNamed(env, sessionId), outcome === 'succeeded'),
  ),
  testEndpoint(
    'checkout-totals',
    z.strictObject({ sessionId: z.string(), discountMinor: amount, taxMinor: amount }),
    (env, { discountMinor: discount, sessionId, taxMinor: tax }) =>
      adjustTotals(env, sessionNamed(env, sessionId), { discount, tax }),
  ),
  testEndpoint(
    'payment-method',
    z.strictObject({ customer: z.string(), works: z.union([z.boolean(), z.stringbool()]) }),
    (env, { customer, works }) => {
      if (!env.store.get('customer', customer)) throw notFound(`There is no customer ${customer}.`);
      env.store.put('test_payment_method', { id: customer, works });
      return { customer, works };
    },
  ),
];
