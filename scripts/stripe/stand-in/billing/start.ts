import { changed, created, type Env } from '../env.js';
import { newId } from '../ids.js';
import type { Invoice, Subscription } from '../objects/objects.js';
import { itemList, newSubscription, newSubscriptionItem } from '../objects/subscription.js';
import { invalid } from '../refusal.js';
import { issue } from './invoices.js';
import {
  costOf,
  everyOf,
  lineOfItem,
  lineOnce,
  type Ordered,
  orderedAs,
  periodOf,
} from './lines.js';
import { cycleAt, type Every, later, type Period, partFrom } from './period.js';

export type Terms = {
  /** When a whole cycle begins; the start itself, if absent. */
  readonly anchor?: number | undefined;
  /** Whether the time until then is charged. */
  readonly prorate: boolean;
  /** Until when it is free. */
  readonly trialEnd?: number | undefined;
};

type First = {
  readonly period: Period;
  readonly anchor: number;
  /** What an amount for a whole cycle is in the first period. */
  readonly part: (amount: number) => number;
};

/** The first period of what starts now. @throws Refusal where the anchor is too late */
export const firstPeriod = (
  env: Env,
  every: Every,
  { anchor, prorate, trialEnd }: Terms,
): First => {
  const { now } = env;
  if (trialEnd !== undefined) {
    if (trialEnd <= now) throw invalid('A trial ends in the future.', { param: 'trial_end' });
    return { period: { start: now, end: trialEnd }, anchor: trialEnd, part: () => 0 };
  }
  if (anchor === undefined || anchor <= now) {
    const period = cycleAt(anchor ?? now, every, now);
    return { period, anchor: anchor ?? now, part: (amount) => amount };
  }
  const natural = later(now, every, 1);
  if (anchor > natural) {
    const param = 'billing_cycle_anchor';
    throw invalid(`${param} cannot be later than next natural billing date (${natural}).`, {
      param,
    });
  }
  const cycle = { start: later(anchor, every, -1), end: anchor };
  const part = (amount: number) => (prorate ? partFrom(amount, now, cycle) : 0);
  return { period: { start: now, end: anchor }, anchor, part };
};

/** The interval that all recurring prices share. @throws Refusal */
export const sharedInterval = (ordered: readonly Ordered[]): Every => {
  const recurring = ordered.filter(({ price }) => price.recurring);
  const [first, ...others] = recurring.map(({ price }) => everyOf(price));
  if (!first) throw invalid('A subscription needs a recurring price.');
  const differs = others.some(
    ({ interval, interval_count: count }) =>
      interval !== first.interval || count !== first.interval_count,
  );
  if (differs) throw invalid('The stand-in bills all items of a subscription at one interval.');
  return first;
};

type Wanted = {
  readonly customer: string;
  readonly ordered: readonly Ordered[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly description: string | null;
  readonly terms: Terms;
};

/** Starts a subscription with its first invoice, which is open unless nothing is due: it is incomplete so long. */
export const startSubscription = (
  env: Env,
  { customer, description, metadata, ordered, terms }: Wanted,
): { readonly subscription: Subscription; readonly invoice: Invoice } => {
  const { anchor, part, period } = firstPeriod(env, sharedInterval(ordered), terms);
  const id = newId('sub');
  const items = ordered
    .filter(({ price }) => price.recurring)
    .map((line) => newSubscriptionItem(newId('si', 14), id, line, period));
  const currency = ordered[0]?.price.currency ?? '';
  const trial = terms.trialEnd === undefined ? null : period;
  const started = created(
    env,
    'subscription',
    {
      ...newSubscription({ id, created: env.now, currency, customer }),
      billing_cycle_anchor: anchor,
      description,
      items: itemList(id, items),
      metadata,
      status: trial ? 'trialing' : 'incomplete',
      trial_end: trial?.end ?? null,
      trial_start: trial?.start ?? null,
    },
    'customer.subscription.created',
  );
  const invoice = firstInvoice(env, started, ordered, part);
  const subscription = changed(env, 'subscription', started, { latest_invoice: invoice.id });
  return { subscription, invoice };
};

/** For the first period, and for what is bought once with it. */
const firstInvoice = (
  env: Env,
  subscription: Subscription,
  ordered: readonly Ordered[],
  part: First['part'],
): Invoice => {
  const { currency, customer, items } = subscription;
  const now = { start: env.now, end: env.now };
  const once = ordered.filter(({ price }) => !price.recurring);
  const lines = [
    ...items.data.map((item) =>
      lineOfItem(env, item, periodOf(item), part(costOf(orderedAs(item)))),
    ),
    ...once.map((line) => lineOnce(env, line, now)),
  ];
  const reason = 'subscription_create';
  return issue(env, { currency, customer, lines, period: now, reason, subscription });
};
