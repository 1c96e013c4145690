import type { Env } from './env.js';
import { newId } from './ids.js';
import { listed } from './listing.js';
import type { LineItem, Price } from './objects/objects.js';

/** So many of a price, without taxes and discounts. */
export const lineItem = (
  price: Price,
  quantity: number,
  description: string,
  amount: number,
): LineItem => ({
  id: newId('li'),
  object: 'item',
  adjustable_quantity: null,
  amount_discount: 0,
  amount_subtotal: amount,
  amount_tax: 0,
  amount_total: amount,
  currency: price.currency,
  description,
  metadata: {},
  price,
  quantity,
});

/** What was ordered in a session, in the order in which it was. */
export const lineItemsOf = (env: Env, session: string, page = {}) => {
  const items = env.store.get('order', session)?.lineItems ?? [];
  return listed(`/v1/checkout/sessions/${session}/line_items`, [...items].reverse(), page);
};

/** The lines with a discount and a tax shared out by what each costs; what is left by rounding is the last one's. */
export const withAdjustments = (
  lines: readonly LineItem[],
  { discount, tax }: { readonly discount: number; readonly tax: number },
): readonly LineItem[] => {
  const subtotal = lines.reduce((sum, { amount_subtotal }) => sum + amount_subtotal, 0);
  let before = 0;
  return lines.map((line) => {
    const until = before + line.amount_subtotal;
    const share = (whole: number) => shareOf(whole, before, until, subtotal);
    const [off, taxed] = [share(discount), share(tax)];
    before = until;
    return {
      ...line,
      amount_discount: off,
      amount_tax: taxed,
      amount_total: line.amount_subtotal - off + taxed,
    };
  });
};

/** Shares of one whole add up to it. */
const shareOf = (whole: number, from: number, until: number, of: number): number =>
  of === 0 ? 0 : Math.round((whole * until) / of) - Math.round((whole * from) / of);
