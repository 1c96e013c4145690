import type { Env } from '../env.js';
import type { InvoiceLine, Subscription, SubscriptionItem } from '../objects/objects.js';
import { everyOf, remainingTime, unusedTime } from './lines.js';

/** Another interval begins a cycle of its own. */
export const startsOver = (
  before: Subscription,
  items: readonly SubscriptionItem[],
  startOver: boolean,
): boolean => {
  const interval = ({ price }: SubscriptionItem) => JSON.stringify(everyOf(price));
  const [was, is] = [before.items.data[0], items[0]];
  return startOver || (was !== undefined && is !== undefined && interval(was) !== interval(is));
};

/** Credits for what is not used any more, and charges for what is used instead until the period's end. */
export const prorations = (
  env: Env,
  before: Subscription,
  items: readonly SubscriptionItem[],
  from: number,
  cycleEnds: boolean,
): readonly InvoiceLine[] => {
  if (before.status === 'trialing') return [];
  const old = before.items.data;
  const isSame = (a: SubscriptionItem) => (b: SubscriptionItem) =>
    a.id === b.id && a.price.id === b.price.id && a.quantity === b.quantity;
  const gone = cycleEnds ? old : old.filter((item) => !items.some(isSame(item)));
  const come = cycleEnds ? [] : items.filter((item) => !old.some(isSame(item)));
  return [
    ...gone.map((item) => unusedTime(env, item, from)),
    ...come.map((item) => remainingTime(env, item, from)),
  ];
};
