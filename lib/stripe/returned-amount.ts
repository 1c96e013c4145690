import type Stripe from 'stripe';

/**
 * What of a payment has gone back to the payer by now, in minor units: refunds that succeeded, and disputes whose money was
 * withdrawn, less what of it was reinstated. An inquiry moves no money, nor does a refund that is pending.
 */
export const returnedAmount = async (stripe: Stripe, intentId: string): Promise<number> => {
  let returned = 0;
  for await (const refund of stripe.refunds.list({ payment_intent: intentId, limit: 100 })) {
    if (refund.status === 'succeeded') returned += refund.amount;
  }
  for await (const dispute of stripe.disputes.list({ payment_intent: intentId, limit: 100 })) {
    returned += withdrawnBy(dispute);
  }
  return returned;
};

/**
 * Stripe shows the movements in the currency of the account's balance, at the rates of two days where that is another one
 * than the payment's. Then a reinstatement counts as one of the whole.
 */
const withdrawnBy = ({ amount, balance_transactions, currency }: Stripe.Dispute): number => {
  const withdrawals = balance_transactions.filter((moved) => moved.amount < 0);
  const reinstatements = balance_transactions.filter((moved) => moved.amount > 0);
  if (withdrawals.length === 0) return 0;
  if (reinstatements.length === 0) return amount;
  if (balance_transactions.some((moved) => moved.currency !== currency)) return 0;
  return Math.max(0, amount - sum(reinstatements));
};

const sum = (moved: readonly Stripe.BalanceTransaction[]): number =>
  moved.reduce((total, { amount }) => total + amount, 0);
