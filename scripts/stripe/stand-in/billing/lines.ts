import type { Env } from '../env.js';
import { newId } from '../ids.js';
import { money } from '../money.js';
import { newInvoiceLine } from '../objects/invoice.js';
import type { InvoiceLine, Price, Subscription, SubscriptionItem } from '../objects/objects.js';
import { type Every, later, type Period, partFrom } from './period.js';

/** A price, so many times. */
export type Ordered = { readonly price: Price; readonly quantity: number };

export const costOf = ({ price, quantity }: Ordered): number => (price.unit_amount ?? 0) * quantity;

/** How often a price is billed. */
export const everyOf = ({ recurring }: Price): Every => ({
  interval: recurring?.interval ?? 'month',
  interval_count: recurring?.interval_count ?? 1,
});

const priceOnLine = ({ id, product, unit_amount_decimal: decimal }: Price) => ({
  id,
  product,
  decimal,
});

const nameOf = (env: Env, { product }: Price): string =>
  env.store.get('product', product)?.name ?? product;

/** What is bought once, on the first invoice. */
export const lineOnce = (
  env: Env,
  ordered: Ordered,
  period: Period,
  amount = costOf(ordered),
): InvoiceLine =>
  newInvoiceLine({
    id: newId('il'),
    amount,
    currency: ordered.price.currency,
    description: nameOf(env, ordered.price),
    item: null,
    period,
    price: priceOnLine(ordered.price),
    quantity: ordered.quantity,
  });

/** An item for a period: a whole cycle, unless it costs another amount. */
export const lineOfItem = (
  env: Env,
  item: SubscriptionItem,
  period: Period,
  amount = costOf(orderedAs(item)),
): InvoiceLine => {
  const { currency, recurring, unit_amount: unit } = item.price;
  const each = money(unit ?? 0, currency);
  return newInvoiceLine({
    id: newId('il'),
    amount,
    currency,
    description: `${item.quantity ?? 1} × ${nameOf(env, item.price)} (at ${each} / ${recurring?.interval})`,
    item: { id: item.id, subscription: item.subscription, proration: false },
    period,
    price: priceOnLine(item.price),
    quantity: item.quantity ?? 1,
  });
};

export const orderedAs = ({ price, quantity = 1 }: SubscriptionItem): Ordered => ({
  price,
  quantity,
});

/** The period that an item is in. */
export const periodOf = (item: SubscriptionItem): Period => ({
  start: item.current_period_start,
  end: item.current_period_end,
});

/** The whole cycle that an item's period ends: the first may have begun in the middle. */
const wholeCycle = ({ current_period_end: end, price }: SubscriptionItem): Period => ({
  start: later(end, everyOf(price), -1),
  end,
});

/** The credit for what is left of an item's period. */
export const unusedTime = (env: Env, item: SubscriptionItem, from: number): InvoiceLine =>
  proration(env, item, from, -1, 'Unused time on');

/** The charge for the rest of an item's period. */
export const remainingTime = (env: Env, item: SubscriptionItem, from: number): InvoiceLine =>
  proration(env, item, from, 1, 'Remaining time on');

const proration = (
  env: Env,
  item: SubscriptionItem,
  from: number,
  sign: 1 | -1,
  what: string,
): InvoiceLine => {
  const day = new Date(from * 1_000).toISOString().slice(0, 10);
  return newInvoiceLine({
    id: newId('il'),
    amount: sign * partFrom(costOf(orderedAs(item)), from, wholeCycle(item)),
    currency: item.price.currency,
    description: `${what} ${nameOf(env, item.price)} after ${day}`,
    item: { id: item.id, subscription: item.subscription, proration: true },
    period: { start: from, end: item.current_period_end },
    price: priceOnLine(item.price),
    quantity: item.quantity ?? 1,
  });
};

/** Takes what waits for a subscription's next invoice. */
export const takePending = (env: Env, { id }: Subscription): readonly InvoiceLine[] => {
  const pending = env.store.all('pending_line').filter(({ subscription }) => subscription === id);
  for (const { id: line } of pending) env.store.remove('pending_line', line);
  return pending.map(({ line }) => line);
};

/** Leaves lines for a subscription's next invoice. */
export const leavePending = (
  env: Env,
  { id }: Subscription,
  lines: readonly InvoiceLine[],
): void => {
  for (const line of lines) {
    env.store.put('pending_line', { id: newId('ii'), subscription: id, line });
  }
};
