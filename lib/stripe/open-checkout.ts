import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import type { FormerOrder, OrderForm } from '../payments/order.js';
import type { Opened } from '../payments/payments.js';
import type { IdempotencyKey } from '../wallet/ids.js';
import { ifKnown } from './client.js';
import type { Customers } from './customer.js';
import { markOf, metadataOf, packOf, referenceOf, requestMark } from './order-metadata.js';

export type CheckoutTerms = {
  readonly sealSecret: string;
  /** Where the payer comes back to; nothing that a request says goes into it. */
  readonly appUrl: string;
  readonly automaticTax: boolean;
  readonly invoices: boolean;
};

/**
 * Opens a Checkout session for an order. Repeated with its key it is the same session; also when the price has changed in
 * between, or the trace: then Stripe refuses the key, and the session is looked up.
 */
export const openCheckout = async (
  stripe: Stripe,
  customers: Customers,
  terms: CheckoutTerms,
  order: OrderForm,
  key: IdempotencyKey,
): Promise<Opened> => {
  const mismatch = await priceMismatch(stripe, order);
  if (mismatch !== undefined) {
    const former = await formerCheckout(stripe, customers, terms, { ...order, key });
    return former ?? { outcome: 'mismatch', reason: mismatch };
  }
  const mark = requestMark(order.walletId, key);
  const customer = await customers.of(order.walletId);
  try {
    return await create(stripe, terms, order, mark, customer);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeIdempotencyError) {
      const former = await formerCheckout(stripe, customers, terms, { ...order, key });
      return former ?? { outcome: 'reused' };
    }
    if (!isMissingCustomer(error)) throw error;
    const another = await customers.replace(order.walletId, customer);
    return create(stripe, terms, order, mark, another);
  }
};

/** What would not be credited is not sold: a price that is kept in Stripe has to be the pack's. */
const priceMismatch = async (
  stripe: Stripe,
  { packId, price, priceId }: OrderForm,
): Promise<string | undefined> => {
  if (priceId === undefined) return undefined;
  const kept = await ifKnown(stripe.prices.retrieve(priceId));
  const isThePacks =
    kept?.active &&
    !kept.recurring &&
    kept.unit_amount === price.amountMinor &&
    kept.currency === price.currency;
  return isThePacks ? undefined : `the price that is configured for ${packId} is not the pack's`;
};

/** Somebody deleted the customer in Stripe. */
export const isMissingCustomer = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  error.code === 'resource_missing' &&
  error.param === 'customer';

const create = async (
  stripe: Stripe,
  terms: CheckoutTerms,
  order: OrderForm,
  mark: string,
  customer: string,
): Promise<Opened> => {
  const digest = createHash('sha256').update(`${mark} ${customer}`).digest('base64url');
  const session = await stripe.checkout.sessions.create(
    sessionParams(order, mark, customer, terms),
    { idempotencyKey: `cz-checkout-${digest}` },
  );
  const replayed = session.lastResponse.headers['idempotent-replayed'] === 'true';
  return opened(session, terms, replayed);
};

const sessionParams = (
  order: OrderForm,
  mark: string,
  customer: string,
  terms: CheckoutTerms,
): Stripe.Checkout.SessionCreateParams => {
  const metadata = { ...metadataOf(order, mark, terms.sealSecret) };
  return {
    mode: 'payment',
    customer,
    client_reference_id: referenceOf(order.walletId),
    line_items: [{ quantity: 1, ...priceOf(order) }],
    metadata,
    payment_intent_data: { metadata },
    success_url: returnUrl(terms, '{CHECKOUT_SESSION_ID}'),
    cancel_url: new URL('/account#top-up', terms.appUrl).href,
    // What is taken and given back is counted in the currency that the pack is priced in.
    adaptive_pricing: { enabled: false },
    ...(terms.automaticTax && {
      automatic_tax: { enabled: true },
      customer_update: { address: 'auto', name: 'auto' },
    }),
    ...(terms.invoices && { invoice_creation: { enabled: true, invoice_data: { metadata } } }),
  };
};

const priceOf = ({
  name,
  price,
  priceId,
}: OrderForm): Stripe.Checkout.SessionCreateParams.LineItem =>
  priceId
    ? { price: priceId }
    : {
        price_data: {
          currency: price.currency,
          unit_amount: price.amountMinor,
          product_data: { name },
        },
      };

/** The checkout that was opened under a key, as far as Stripe lists a client's in a page; undefined where there is none. */
export const formerCheckout = async (
  stripe: Stripe,
  customers: Customers,
  terms: Pick<CheckoutTerms, 'appUrl'>,
  { key, packId, walletId }: FormerOrder,
): Promise<Opened | undefined> => {
  const customer = await customers.find(walletId);
  if (customer === undefined) return undefined;
  const mark = requestMark(walletId, key);
  const { data } = await stripe.checkout.sessions.list({ customer, limit: 100 });
  const former = data.find(({ metadata }) => markOf(metadata ?? {}) === mark);
  if (!former) return undefined;
  return packOf(former.metadata ?? {}) === packId
    ? opened(former, terms, true)
    : { outcome: 'reused' };
};

/** A session that is over has no page of its own any more: the payer then sees what became of it. */
const opened = (
  { id, url }: Stripe.Checkout.Session,
  terms: Pick<CheckoutTerms, 'appUrl'>,
  replayed: boolean,
): Opened => ({
  outcome: 'opened',
  checkout: { sessionId: id, url: url ?? returnUrl(terms, id) },
  replayed,
});

const returnUrl = ({ appUrl }: Pick<CheckoutTerms, 'appUrl'>, sessionId: string): string =>
  new URL(`/account?payment=${sessionId}#top-up`, appUrl).href;
