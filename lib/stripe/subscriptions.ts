import Stripe from 'stripe';
import type { LiveSubscription, Subscriber, Subscriptions } from '../payments/subscriptions.js';
import type { TenantId, WalletId } from '../wallet/ids.js';
import { keep, scheduleCheaper, scheduleEnd, upgrade } from './change-subscription.js';
import { asked, ifKnown } from './client.js';
import { currentOf, liveSubscriptions } from './current-subscription.js';
import { type Customers, referenceOfCustomer } from './customer.js';
import { type CheckoutTerms, isMissingCustomer } from './open-checkout.js';
import { openSubscription } from './open-subscription.js';
import { walletOf } from './order-metadata.js';
import { priceOf } from './plan-price.js';
import { referenceOfSubscription } from './subscription-metadata.js';
import { undoSubscription } from './undo-subscription.js';

type Terms = CheckoutTerms & { readonly tenantId: TenantId; readonly live: boolean };

/** Stripe, as what plans are paid with. */
export const stripeSubscriptions = (
  stripe: Stripe,
  customers: Customers,
  terms: Terms,
): Subscriptions => {
  const { tenantId } = terms;
  const priceFor = (plan: Parameters<typeof priceOf>[2]) => priceOf(stripe, tenantId, plan);
  return {
    subscriberOf: (subscriber) => asked(subscriberOf(stripe, tenantId, subscriber)),
    current: async (walletId, planOfPrice, known) => {
      const live = await asked(liveOf(stripe, customers, walletId, known));
      return currentOf(live, { ...terms, planOfPrice });
    },
    subscribe: (walletId, plan, asking) =>
      asked(
        (async () => {
          const price = await priceFor(plan);
          if ('mismatch' in price) return { outcome: 'mismatch', reason: price.mismatch } as const;
          const open = (customer: string) =>
            openSubscription(stripe, terms, { walletId, customer, ...asking, ...price });
          return forCustomer(customers, walletId, open);
        })(),
      ),
    upgrade: async (subscription, plan) =>
      asked(upgrade(stripe, subscription, await asked(priceFor(plan)))),
    schedule: async (subscription, later) =>
      later.kind === 'ends'
        ? asked(scheduleEnd(stripe, subscription, later.planId))
        : asked(scheduleCheaper(stripe, subscription, await asked(priceFor(later.plan)))),
    keep: (subscription) => asked(keep(stripe, subscription)),
    undo: (id) => asked(undoSubscription(stripe, id)),
    portalUrl: (subscription) => asked(portalUrl(stripe, terms, subscription)),
  };
};

/** Of a customer who was deleted, a subscription still tells whose they were. */
const subscriberOf = async (
  stripe: Stripe,
  tenantId: TenantId,
  { customerId, subscriptionId }: Subscriber,
): Promise<WalletId | undefined> => {
  const customer = await ifKnown(stripe.customers.retrieve(customerId));
  const subscription =
    (!customer || customer.deleted) && subscriptionId !== undefined
      ? await ifKnown(stripe.subscriptions.retrieve(subscriptionId))
      : undefined;
  const reference = subscription
    ? referenceOfSubscription(subscription)
    : customer && !customer.deleted && referenceOfCustomer(customer);
  const walletId = walletOf(reference || null);
  return walletId?.tenantId === tenantId ? walletId : undefined;
};

/** Search is asked last: it lags behind, and stands only so many questions. */
const liveOf = async (
  stripe: Stripe,
  customers: Customers,
  walletId: WalletId,
  known: Partial<Subscriber>,
): Promise<readonly Stripe.Subscription[]> => {
  const seen = new Set<string>();
  for (const find of [
    () => [known.customerId ?? []].flat(),
    () => [customers.known(walletId) ?? []].flat(),
    () => customersOf(stripe, known.subscriptionId),
    () => customers.search(walletId),
  ]) {
    for (const customer of await find()) {
      const live = seen.has(customer) ? [] : await liveSubscriptions(stripe, walletId, customer);
      if (live.length > 0) return live;
      seen.add(customer);
    }
  }
  return [];
};

const customersOf = async (
  stripe: Stripe,
  subscriptionId: string | undefined,
): Promise<readonly string[]> => {
  if (subscriptionId === undefined) return [];
  const subscription = await ifKnown(stripe.subscriptions.retrieve(subscriptionId));
  if (!subscription) return [];
  const { customer } = subscription;
  return [typeof customer === 'string' ? customer : customer.id];
};

/** Somebody may have deleted the customer in Stripe: then it is another one. */
const forCustomer = async <Result>(
  customers: Customers,
  walletId: WalletId,
  work: (customer: string) => Promise<Result>,
): Promise<Result> => {
  const customer = await customers.of(walletId);
  try {
    return await work(customer);
  } catch (error) {
    if (!isMissingCustomer(error)) throw error;
    return work(await customers.replace(walletId, customer));
  }
};

/** Where no portal is configured, Stripe refuses to open one. */
const portalUrl = async (
  stripe: Stripe,
  { appUrl }: CheckoutTerms,
  { customerId }: LiveSubscription,
): Promise<string | undefined> => {
  const params = { customer: customerId, return_url: new URL('/account#plan', appUrl).href };
  try {
    return (await stripe.billingPortal.sessions.create(params)).url;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return undefined;
    throw error;
  }
};
