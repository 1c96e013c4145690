import type Stripe from 'stripe';
import type {
  CurrentSubscription,
  LiveSubscription,
  PlanOfPrice,
} from '../payments/subscriptions.js';
import { type PlanId, subscriptionId, type TenantId, type WalletId } from '../wallet/ids.js';
import { type Instant, instant } from '../wallet/instant.js';
import { ifKnown } from './client.js';
import { referenceOf } from './order-metadata.js';
import { planOfOwnPrice } from './plan-price.js';
import {
  type Kept,
  keptIn,
  orderTraceOf,
  planAfterEnd,
  referenceOfSubscription,
} from './subscription-metadata.js';

const PAST_DUE: readonly string[] = ['past_due', 'unpaid'];
const LIVE: readonly string[] = ['active', 'trialing', ...PAST_DUE];

/** The live subscriptions of a client's customer, the first that was made first. What does not carry our own metadata is none. */
export const liveSubscriptions = async (
  stripe: Stripe,
  walletId: WalletId,
  customer: string,
): Promise<readonly Stripe.Subscription[]> => {
  const params = { customer, limit: 100, expand: ['data.latest_invoice'] };
  const list = await ifKnown(stripe.subscriptions.list(params));
  return (list?.data ?? [])
    .filter(({ status }) => LIVE.includes(status))
    .filter((each) => referenceOfSubscription(each) === referenceOf(walletId))
    .toSorted((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
};

type Reading = {
  readonly tenantId: TenantId;
  readonly live: boolean;
  readonly planOfPrice: PlanOfPrice;
};

/** What live subscriptions come to: the first counts. */
export const currentOf = async (
  [first, ...others]: readonly Stripe.Subscription[],
  reading: Reading,
): Promise<CurrentSubscription> => {
  if (!first) return { outcome: 'none' };
  const subscription = await readSubscription(first, reading);
  if ('mismatch' in subscription) return { outcome: 'mismatch', reason: subscription.mismatch };
  return { outcome: 'live', subscription, surplus: others.map(({ id }) => subscriptionId(id)) };
};

/** The item that a subscription is for; those of ours have one. */
export const itemOf = ({ id, items }: Stripe.Subscription): Stripe.SubscriptionItem => {
  const [item, ...others] = items.data;
  if (!item || others.length > 0) throw new Error(`${id} is not for one plan`);
  return item;
};

/** What is kept over the price that stands there already, as long as the period lasts that it was paid for. */
export const keptNow = (subscription: Stripe.Subscription): Kept | undefined => {
  const { current_period_end: end, price } = itemOf(subscription);
  const kept = keptIn(subscription.metadata, price.id);
  return kept && kept.until >= end ? kept : undefined;
};

const readSubscription = async (
  subscription: Stripe.Subscription,
  { live, planOfPrice, tenantId }: Reading,
): Promise<LiveSubscription | { readonly mismatch: string }> => {
  const { customer, id, items, livemode } = subscription;
  if (livemode !== live) return { mismatch: livemode ? 'it is live' : 'it is a test' };
  if (items.data.length !== 1) return { mismatch: 'it is not for one plan' };
  const { current_period_end: end, price } = itemOf(subscription);
  const planId = planOfOwnPrice(price, tenantId) ?? (await planOfPrice(price.id));
  if (!planId) return { mismatch: 'its price is of no plan' };
  const kept = keptNow(subscription);
  const orderTraceId = orderTraceOf(subscription);
  return {
    id: subscriptionId(id),
    customerId: typeof customer === 'string' ? customer : customer.id,
    ...(orderTraceId && { orderTraceId }),
    planId: kept?.planId ?? planId,
    periodEnd: at(end),
    ...pastDue(subscription),
    ...scheduled(subscription, kept && { planId, at: at(kept.until) }),
  };
};

const at = (seconds: number): Instant => instant(seconds * 1000);

/** An end comes before whatever else was to come: they are both at the end of the period. */
const scheduled = (
  subscription: Stripe.Subscription,
  next: { readonly planId: PlanId; readonly at: Instant } | undefined,
): Pick<LiveSubscription, 'next'> => {
  const end = endOf(subscription);
  if (end === undefined) return next ? { next } : {};
  const planId = planAfterEnd(subscription.metadata);
  return { next: { at: at(end), ...(planId && { planId }) } };
};

/** When it ends by itself, in Unix seconds. */
const endOf = (subscription: Stripe.Subscription): number | undefined => {
  const { cancel_at, cancel_at_period_end } = subscription;
  return cancel_at ?? (cancel_at_period_end ? itemOf(subscription).current_period_end : undefined);
};

/** A renewal is owed from the beginning of its period, which is before its invoice was made; anything else from its invoice on. */
const pastDue = (
  subscription: Stripe.Subscription,
): Pick<LiveSubscription, 'pastDueSince' | 'payUrl'> => {
  if (!PAST_DUE.includes(subscription.status)) return {};
  const { current_period_start: began } = itemOf(subscription);
  const invoice = invoiceOf(subscription);
  const isRenewal = invoice === undefined || invoice.billing_reason === 'subscription_cycle';
  const payUrl = invoice?.hosted_invoice_url;
  return { pastDueSince: at(isRenewal ? began : invoice.created), ...(payUrl && { payUrl }) };
};

export const invoiceOf = ({
  latest_invoice: invoice,
}: Stripe.Subscription): Stripe.Invoice | undefined =>
  invoice && typeof invoice !== 'string' ? invoice : undefined;
