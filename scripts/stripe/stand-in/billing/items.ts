import { newId } from '../ids.js';
import type { Price, Subscription, SubscriptionItem } from '../objects/objects.js';
import { newSubscriptionItem } from '../objects/subscription.js';
import { invalid } from '../refusal.js';
import { everyOf, orderedAs, periodOf } from './lines.js';
import { cycleAt, type Period } from './period.js';
import { sharedInterval } from './start.js';

/** What an item is to be; without an id it is a further one. */
export type ItemChange = {
  readonly id?: string | undefined;
  readonly deleted?: boolean | undefined;
  readonly price?: Price | undefined;
  readonly quantity?: number | undefined;
};

/** A subscription's items after changes to them. @throws Refusal */
export const itemsAfter = (
  { id, items: { data } }: Subscription,
  changes: readonly ItemChange[],
  now: number,
): readonly SubscriptionItem[] => {
  const after = new Map(data.map((item) => [item.id, item]));
  for (const change of changes) {
    const item = change.id === undefined ? undefined : after.get(change.id);
    if (change.id !== undefined && !item) {
      throw invalid(`No such subscription item: '${change.id}'`, {
        code: 'resource_missing',
        param: 'items',
      });
    }
    if (item && change.deleted) after.delete(item.id);
    else if (item) after.set(item.id, changedItem(item, change));
    else {
      const added = addedItem(id, change, data[0], now);
      after.set(added.id, added);
    }
  }
  const items = [...after.values()];
  sharedInterval(items.map(orderedAs));
  return items;
};

const changedItem = (item: SubscriptionItem, { price, quantity }: ItemChange): SubscriptionItem => {
  const ordered = { price: price ?? item.price, quantity: quantity ?? item.quantity ?? 1 };
  const renewed = newSubscriptionItem(item.id, item.subscription, ordered, periodOf(item));
  return { ...renewed, created: item.created };
};

const addedItem = (
  subscription: string,
  { price, quantity = 1 }: ItemChange,
  sibling: SubscriptionItem | undefined,
  now: number,
): SubscriptionItem => {
  if (!price)
    throw invalid('Missing required param: items[0][price].', { code: 'parameter_missing' });
  const period = sibling ? periodOf(sibling) : cycleAt(now, everyOf(price), now);
  const item = newSubscriptionItem(newId('si', 14), subscription, { price, quantity }, period);
  return { ...item, created: now };
};

export const withPeriod = (item: SubscriptionItem, { end, start }: Period): SubscriptionItem => ({
  ...item,
  current_period_start: start,
  current_period_end: end,
});

/** A whole cycle that begins now. */
export const cycleFrom = ({ price }: SubscriptionItem, now: number): Period =>
  cycleAt(now, everyOf(price), now);
