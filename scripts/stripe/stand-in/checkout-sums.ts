import type { Env } from './env.js';
import { withAdjustments } from './line-items.js';
import type { LineItem, Session } from './objects/objects.js';
import { invalid } from './refusal.js';

type Sums = Pick<Session, 'amount_subtotal' | 'amount_total' | 'total_details'>;

/** What lines cost together. */
export const sumsOf = (lines: readonly LineItem[]): Sums => {
  const sum = (of: (line: LineItem) => number) => lines.reduce((all, line) => all + of(line), 0);
  return {
    amount_subtotal: sum((line) => line.amount_subtotal),
    amount_total: sum((line) => line.amount_total),
    total_details: {
      amount_discount: sum((line) => line.amount_discount),
      amount_shipping: 0,
      amount_tax: sum((line) => line.amount_tax),
    },
  };
};

/** Gives an open session a discount and a tax, as coupons and Stripe Tax would. */
export const adjustTotals = (
  env: Env,
  session: Session,
  adjustments: { readonly discount: number; readonly tax: number },
): Session => {
  const order = env.store.get('order', session.id);
  if (session.status !== 'open' || session.mode !== 'payment' || !order) {
    throw invalid('Only an open session in payment mode can be adjusted.');
  }
  if (adjustments.discount > (session.amount_subtotal ?? 0)) {
    throw invalid('A discount can take away what there is to pay, and no more.');
  }
  const lineItems = withAdjustments(order.lineItems, adjustments);
  env.store.put('order', { ...order, lineItems });
  const adjusted = { ...session, ...sumsOf(lineItems) };
  env.store.put('checkout.session', adjusted);
  return adjusted;
};
