import { changed, type Env } from '../env.js';
import { newId } from '../ids.js';
import type {
  Invoice,
  InvoiceLine,
  Price,
  Subscription,
  SubscriptionItem,
} from '../objects/objects.js';
import { itemList, newSubscriptionItem } from '../objects/subscription.js';
import { cardDeclined, invalid } from '../refusal.js';
import { collect, dropPending } from './collection.js';
import { charge, issue } from './invoices.js';
import {
  everyOf,
  leavePending,
  lineOfItem,
  orderedAs,
  remainingTime,
  takePending,
  unusedTime,
} from './lines.js';
import { cycleAt, type Period } from './period.js';
import { sharedInterval } from './start.js';

/** What an item is to be; without an id it is a further one. */
export type ItemChange = {
  readonly id?: string | undefined;
  readonly deleted?: boolean | undefined;
  readonly price?: Price | undefined;
  readonly quantity?: number | undefined;
};

export type Change = {
  readonly items: readonly ItemChange[];
  /** Whether a whole cycle begins now. */
  readonly startOver: boolean;
  readonly proration: 'create_prorations' | 'none' | 'always_invoice';
  readonly payment: 'allow_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete';
  /** Members that nothing is charged for. */
  readonly members: Partial<Subscription>;
  /** From when on it counts: now, unless Stripe is told otherwise. */
  readonly prorationDate?: number | undefined;
};

/** Changes a subscription, and charges or credits the difference as it is asked to. @throws Refusal */
export const updateSubscription = (
  env: Env,
  before: Subscription,
  change: Change,
): Subscription => {
  const items = itemsAfter(before, change.items, env.now);
  const cycleEnds = startsOver(before, items, change);
  const moved = cycleEnds ? items.map((item) => withPeriod(item, cycleFrom(item, env.now))) : items;
  const lines =
    change.proration === 'none' ? [] : prorations(env, before, items, change, cycleEnds);
  const whole = cycleEnds ? moved.map((item) => lineOfItem(env, item, periodOf(item))) : [];
  const members: Partial<Subscription> = {
    ...change.members,
    items: itemList(before.id, moved),
    ...(cycleEnds && { billing_cycle_anchor: env.now }),
    ...(cycleEnds && before.status === 'trialing' && { status: 'active', trial_end: env.now }),
  };
  const atOnce = cycleEnds || change.proration === 'always_invoice';
  if (!atOnce) leavePending(env, before, lines);
  const due = atOnce ? [...takePending(env, before), ...lines, ...whole] : [];
  if (due.length === 0) {
    return changed(env, 'subscription', before, members, 'customer.subscription.updated');
  }
  return charged(env, dropPending(env, before), members, due, change.payment);
};

/** Has a change paid for, as it is asked to when that fails. */
const charged = (
  env: Env,
  before: Subscription,
  members: Partial<Subscription>,
  lines: readonly InvoiceLine[],
  payment: Change['payment'],
): Subscription => {
  const { currency, customer } = before;
  const period = { start: env.now, end: env.now };
  const reason = 'subscription_update';
  const invoice = issue(env, { currency, customer, lines, period, reason, subscription: before });
  const withInvoice = { ...members, latest_invoice: invoice.id };
  if (payment === 'pending_if_incomplete') return whenPaid(env, before, withInvoice, invoice);
  const after = changed(env, 'subscription', before, withInvoice, 'customer.subscription.updated');
  const tried = collect(env, invoice);
  if (payment === 'error_if_incomplete' && tried.status !== 'paid') throw cardDeclined();
  return env.store.get('subscription', after.id) ?? after;
};

const HOUR = 60 * 60;

/** The change is made when its invoice is paid: now, or while it waits. */
const whenPaid = (
  env: Env,
  before: Subscription,
  members: Partial<Subscription>,
  invoice: Invoice,
): Subscription => {
  const type = 'customer.subscription.updated';
  if (charge(env, invoice).status === 'paid') {
    return changed(env, 'subscription', before, members, type);
  }
  env.store.put('pending_change', { id: before.id, invoice: invoice.id, members });
  const ends = before.items.data.map((item) => item.current_period_end);
  const pending: Subscription['pending_update'] = {
    billing_cycle_anchor: members.billing_cycle_anchor ?? null,
    cancel_at_period_end: members.cancel_at_period_end ?? null,
    discount: null,
    discounts: null,
    expires_at: Math.min(env.now + 23 * HOUR, ...ends),
    metadata: null,
    subscription_items: members.items?.data ?? null,
    trial_end: null,
    trial_from_plan: null,
  };
  const waiting = { pending_update: pending, latest_invoice: invoice.id };
  return changed(env, 'subscription', before, waiting, type);
};

const itemsAfter = (
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

const periodOf = (item: SubscriptionItem): Period => ({
  start: item.current_period_start,
  end: item.current_period_end,
});

const withPeriod = (item: SubscriptionItem, { end, start }: Period): SubscriptionItem => ({
  ...item,
  current_period_start: start,
  current_period_end: end,
});

const cycleFrom = ({ price }: SubscriptionItem, now: number): Period =>
  cycleAt(now, everyOf(price), now);

/** Another interval begins a cycle of its own. */
const startsOver = (
  before: Subscription,
  items: readonly SubscriptionItem[],
  { startOver }: Change,
): boolean => {
  const interval = ({ price }: SubscriptionItem) => JSON.stringify(everyOf(price));
  const [was, is] = [before.items.data[0], items[0]];
  return startOver || (was !== undefined && is !== undefined && interval(was) !== interval(is));
};

/** Credits for what is not used any more, and charges for what is used instead until the period's end. */
const prorations = (
  env: Env,
  before: Subscription,
  items: readonly SubscriptionItem[],
  { prorationDate = env.now }: Change,
  cycleEnds: boolean,
): readonly InvoiceLine[] => {
  if (before.status === 'trialing') return [];
  const old = before.items.data;
  const isSame = (a: SubscriptionItem) => (b: SubscriptionItem) =>
    a.id === b.id && a.price.id === b.price.id && a.quantity === b.quantity;
  const gone = cycleEnds ? old : old.filter((item) => !items.some(isSame(item)));
  const come = cycleEnds ? [] : items.filter((item) => !old.some(isSame(item)));
  return [
    ...gone.map((item) => unusedTime(env, item, prorationDate)),
    ...come.map((item) => remainingTime(env, item, prorationDate)),
  ];
};
