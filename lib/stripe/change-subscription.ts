import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { LiveSubscription, Scheduled, Upgraded } from '../payments/subscriptions.js';
import type { PlanId } from '../wallet/ids.js';
import { invoiceOf, itemOf, keptNow } from './current-subscription.js';
import type { PriceFound } from './plan-price.js';
import { endingIn, keeping, nothingScheduled } from './subscription-metadata.js';

/**
 * Moves to a dearer price now, for the difference, and only once that is paid. Stripe's key is made of where the subscription
 * stands and where it is to go, so that any number of requests for the same end in one invoice.
 */
export const upgrade = async (
  stripe: Stripe,
  { id }: LiveSubscription,
  price: PriceFound,
): Promise<Upgraded> => {
  if ('mismatch' in price) return { outcome: 'mismatch', reason: price.mismatch };
  const { priceId } = price;
  const former = await retrieve(stripe, id);
  if (isPendingFor(former, priceId)) return unpaid(former);
  const before = await withoutPlans(stripe, former);
  const item = itemOf(before);
  if (item.price.id === priceId) return { outcome: 'upgraded' };
  const standing = [id, item.price.id, priceId, invoiceOf(before)?.id].join(' ');
  const after = await stripe.subscriptions.update(
    id,
    {
      items: [{ id: item.id, price: priceId }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
      expand: ['latest_invoice'],
    },
    {
      idempotencyKey: `cz-upgrade-${createHash('sha256').update(standing).digest('base64url')}`,
    },
  );
  return after.pending_update ? unpaid(after) : { outcome: 'upgraded' };
};

/** A cheaper price takes over with the next invoice; nothing is given back for the period that is paid for. */
export const scheduleCheaper = async (
  stripe: Stripe,
  { id, planId }: LiveSubscription,
  price: PriceFound,
): Promise<Scheduled> => {
  if ('mismatch' in price) return { outcome: 'mismatch', reason: price.mismatch };
  const before = await withoutPending(stripe, await retrieve(stripe, id));
  const item = itemOf(before);
  const kept = {
    planId,
    priceId: keptNow(before)?.priceId ?? item.price.id,
    until: item.current_period_end,
  };
  await stripe.subscriptions.update(id, {
    ...notEnding(before),
    items: [{ id: item.id, price: price.priceId }],
    proration_behavior: 'none',
    metadata: keeping(kept, price.priceId),
  });
  return { outcome: 'scheduled' };
};

/** A cheaper price that stands there already stays: there is no next invoice for it. */
export const scheduleEnd = async (
  stripe: Stripe,
  { id }: LiveSubscription,
  planId: PlanId,
): Promise<Scheduled> => {
  const before = await withoutPending(stripe, await retrieve(stripe, id));
  await stripe.subscriptions.update(before.id, {
    cancel_at_period_end: true,
    metadata: endingIn(planId),
  });
  return { outcome: 'scheduled' };
};

export const keep = async (stripe: Stripe, { id }: LiveSubscription): Promise<void> => {
  await withoutPlans(stripe, await retrieve(stripe, id));
};

const retrieve = (stripe: Stripe, id: string): Promise<Stripe.Subscription> =>
  stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });

/** With nothing to come: neither a cheaper price, nor an end, nor an upgrade that waits for its payment. */
const withoutPlans = async (
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<Stripe.Subscription> => {
  const before = await withoutPending(stripe, subscription);
  if (!keptNow(before) && !isEnding(before)) return before;
  return stripe.subscriptions.update(before.id, {
    ...atKeptPrice(before),
    ...notEnding(before),
    metadata: nothingScheduled,
    expand: ['latest_invoice'],
  });
};

/** An upgrade that nobody paid for yet goes with its invoice: otherwise it could still be paid later, and undo what follows. */
const withoutPending = async (
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<Stripe.Subscription> => {
  const invoice = invoiceOf(subscription);
  if (!subscription.pending_update || invoice?.status !== 'open') return subscription;
  await stripe.invoices.voidInvoice(invoice.id);
  return retrieve(stripe, subscription.id);
};

const isPendingFor = (subscription: Stripe.Subscription, priceId: string): boolean =>
  invoiceOf(subscription)?.status === 'open' &&
  subscription.pending_update?.subscription_items?.[0]?.price.id === priceId;

const unpaid = (subscription: Stripe.Subscription): Upgraded => {
  const payUrl = invoiceOf(subscription)?.hosted_invoice_url;
  return { outcome: 'unpaid', ...(payUrl && { payUrl }) };
};

const atKeptPrice = (subscription: Stripe.Subscription): Stripe.SubscriptionUpdateParams => {
  const kept = keptNow(subscription);
  if (!kept) return {};
  return {
    items: [{ id: itemOf(subscription).id, price: kept.priceId }],
    proration_behavior: 'none',
  };
};

const isEnding = ({ cancel_at, cancel_at_period_end }: Stripe.Subscription): boolean =>
  cancel_at_period_end || cancel_at !== null;

/** Stripe takes only one of the two. */
const notEnding = (subscription: Stripe.Subscription): Stripe.SubscriptionUpdateParams => {
  if (!isEnding(subscription)) return {};
  return subscription.cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: '' };
};
