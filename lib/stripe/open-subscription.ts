import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import type { Subscribing } from '../payments/subscriptions.js';
import type { TraceId, WalletId } from '../wallet/ids.js';
import { type Instant, milliseconds } from '../wallet/instant.js';
import { monthAfter, monthOf, startOf } from '../wallet/month.js';
import { liveSubscriptions } from './current-subscription.js';
import type { CheckoutTerms } from './open-checkout.js';
import { referenceOf } from './order-metadata.js';
import { ofOrder } from './subscription-metadata.js';

/** More pages than anybody opens in the day that Stripe remembers keys for. */
const MOST_PAGES = 200;

const HOUR_MS = 3_600_000;

/** What a page is for: by this it is found again. */
const PRICE = 'cz_price';

export type PlanOrder = {
  readonly walletId: WalletId;
  readonly priceId: string;
  readonly customer: string;
  readonly at: Instant;
  readonly traceId: TraceId;
};

type Session = Stripe.Checkout.Session;

/**
 * Opens a page to subscribe on, so that a client never has two that can be paid, whichever plans they are for. The pages of
 * a client are numbered, and a number is an idempotency key of Stripe's. Before a number is taken, every page that is open is
 * closed, and nobody takes one before its predecessor is taken: so what opened the predecessor was seen. A page lives for two
 * hours at most, and Stripe remembers keys for a day. Whoever paid on a page before it could be closed has a subscription,
 * and gets no other page.
 */
export const openSubscription = async (
  stripe: Stripe,
  terms: CheckoutTerms,
  order: PlanOrder,
): Promise<Subscribing> => {
  const params = sessionParams(order, terms);
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const open = await openPages(stripe, order.customer);
    const same = open.find(({ metadata }) => metadata?.[PRICE] === order.priceId);
    if (same?.url) return { outcome: 'opened', url: same.url, replayed: true };
    await Promise.all(open.map(({ id }) => close(stripe, id)));
    const live = await liveSubscriptions(stripe, order.walletId, order.customer);
    if (live.length > 0) return { outcome: 'subscribed' };
    const url = await create(stripe, params, keyOf(order, number));
    if (url) return { outcome: 'opened', url, replayed: false };
  }
  throw new Error('a client has opened more pages to subscribe on than there are numbers for them');
};

const keyOf = ({ customer, walletId }: PlanOrder, number: number): string => {
  const chain = `${referenceOf(walletId)} ${customer}`;
  return `cz-subscribe-${createHash('sha256').update(chain).digest('base64url')}-${number}`;
};

/** Undefined where somebody has taken that number before. */
const create = async (
  stripe: Stripe,
  params: Stripe.Checkout.SessionCreateParams,
  idempotencyKey: string,
): Promise<string | undefined> => {
  try {
    const session = await stripe.checkout.sessions.create(params, { idempotencyKey });
    const isReplayed = session.lastResponse.headers['idempotent-replayed'] === 'true';
    return isReplayed ? await stillOpen(stripe, session) : (session.url ?? undefined);
  } catch (error) {
    if (isTaken(error)) return undefined;
    throw error;
  }
};

/** A number that is in use this moment says nothing yet of the page that comes of it. */
const isTaken = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeIdempotencyError && error.statusCode !== 409;

const stillOpen = async (stripe: Stripe, { id }: Session): Promise<string | undefined> => {
  const { status, url } = await stripe.checkout.sessions.retrieve(id);
  return status === 'open' ? (url ?? undefined) : undefined;
};

const openPages = async (stripe: Stripe, customer: string): Promise<readonly Session[]> => {
  const { data } = await stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 });
  return data.filter(({ mode }) => mode === 'subscription');
};

/** One that is paid or over by now needs no closing; whether it was paid is looked up afterwards. */
const close = async (stripe: Stripe, id: string): Promise<void> => {
  try {
    await stripe.checkout.sessions.expire(id);
  } catch (error) {
    const { status } = await stripe.checkout.sessions.retrieve(id);
    if (status === 'open') throw error;
  }
};

/** The same within the hour for whoever repeats a request under its trace; another trace finds the page open. */
const sessionParams = (
  { at, customer, priceId, traceId, walletId }: PlanOrder,
  { appUrl, automaticTax }: CheckoutTerms,
): Stripe.Checkout.SessionCreateParams => ({
  mode: 'subscription',
  customer,
  client_reference_id: referenceOf(walletId),
  line_items: [{ price: priceId, quantity: 1 }],
  metadata: { ...ofOrder(walletId, traceId), [PRICE]: priceId },
  subscription_data: {
    metadata: ofOrder(walletId, traceId),
    // Paid on a page that outlives the month, it is charged from there on: Stripe sees to it.
    billing_cycle_anchor: milliseconds(startOf(monthAfter(monthOf(at)))) / 1000,
    proration_behavior: 'create_prorations',
  },
  expires_at: ((Math.floor(milliseconds(at) / HOUR_MS) + 2) * HOUR_MS) / 1000,
  success_url: new URL('/account?payment={CHECKOUT_SESSION_ID}#plan', appUrl).href,
  cancel_url: new URL('/account#plan', appUrl).href,
  ...(automaticTax && {
    automatic_tax: { enabled: true },
    customer_update: { address: 'auto', name: 'auto' },
  }),
});
