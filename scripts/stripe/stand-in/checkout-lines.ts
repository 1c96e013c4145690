import { costOf, type Ordered } from './billing/lines.js';
import { firstPeriod, sharedInterval, type Terms } from './billing/start.js';
import type { Env } from './env.js';
import { lineItem } from './line-items.js';
import type { LineItem, Order } from './objects/objects.js';

/** What is ordered, as it costs now: a subscription's first period may be a part of a cycle, or free. */
export const linesFor = (
  env: Env,
  ordered: readonly Ordered[],
  terms: Terms | undefined,
): readonly LineItem[] => {
  const part = terms
    ? firstPeriod(env, sharedInterval(ordered), terms).part
    : (amount: number) => amount;
  return ordered.map((line) => {
    const { price, quantity } = line;
    const name = env.store.get('product', price.product)?.name ?? price.product;
    return lineItem(price, quantity, name, price.recurring ? part(costOf(line)) : costOf(line));
  });
};

export const orderedIn = ({ lineItems }: Order): readonly Ordered[] =>
  lineItems.flatMap(({ price, quantity }) => (price ? [{ price, quantity: quantity ?? 1 }] : []));
