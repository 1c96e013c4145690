import type Stripe from 'stripe';
import type { Order } from '../payments/order.js';
import type { Found, Payment, PlanCheckout, Standing } from '../payments/payments.js';
import { idempotencyKey, type TenantId, type WalletId } from '../wallet/ids.js';
import { instant } from '../wallet/instant.js';
import { ifKnown } from './client.js';
import { orderFrom, walletOf } from './order-metadata.js';

export type Ours = {
  readonly tenantId: TenantId;
  readonly live: boolean;
  /** Any of these may have sealed an order: two while one is rotated. */
  readonly sealSecrets: readonly string[];
};

/** A checkout as it is now. */
export const findPayment = async (
  stripe: Stripe,
  ours: Ours,
  sessionId: string,
): Promise<Found> => {
  const asked = stripe.checkout.sessions.retrieve(sessionId, { expand: ['line_items'] });
  const session = await ifKnown(asked);
  return session ? foundIn(session, ours) : { outcome: 'not ours' };
};

/** A session, with its line items. */
export const foundIn = (session: Stripe.Checkout.Session, ours: Ours): Found => {
  const walletId = walletOf(session.client_reference_id);
  if (walletId?.tenantId !== ours.tenantId) return { outcome: 'not ours' };
  if (session.mode === 'subscription') {
    return { outcome: 'plan', checkout: planCheckoutOf(session, walletId) };
  }
  if (session.mode !== 'payment') return { outcome: 'not ours' };
  const order = orderOf(session, walletId, ours);
  const key = idempotencyKey(session.id);
  return { outcome: 'found', payment: { key, walletId, order, ...standingOf(session) } };
};

/**
 * What a session was ordered as, if it is that: whose it is, what it is for, and at which price. The total may differ from
 * the price by tax and discounts, and by nothing else.
 */
const orderOf = (
  session: Stripe.Checkout.Session,
  payer: WalletId,
  { live, sealSecrets }: Ours,
): Payment['order'] => {
  const order = orderFrom(session.metadata ?? {}, sealSecrets);
  if ('mismatch' in order) return order;
  const mismatch = differenceOf(session, order, payer, live);
  return mismatch === undefined ? order : { mismatch };
};

const differenceOf = (
  session: Stripe.Checkout.Session,
  { price, walletId }: Order,
  payer: WalletId,
  live: boolean,
): string | undefined => {
  if (session.livemode !== live) return session.livemode ? 'it is live' : 'it is a test';
  if (walletId.tenantId !== payer.tenantId || walletId.clientId !== payer.clientId) {
    return 'its order is of another client';
  }
  if (session.currency !== price.currency) {
    return `it is in ${session.currency}, and ${price.currency} was ordered`;
  }
  const [item, ...others] = session.line_items?.data ?? [];
  const amounts = [session.amount_subtotal, item?.amount_subtotal];
  if (others.length > 0 || item?.quantity !== 1) return 'it is not for one pack';
  return amounts.every((amount) => amount === price.amountMinor)
    ? undefined
    : `it is for ${amounts.join(' and ')}, and ${price.amountMinor} was ordered`;
};

const standingOf = (session: Stripe.Checkout.Session): Standing => {
  const { amount_total, created, currency, payment_intent: intent } = session;
  const intentId = typeof intent === 'string' ? intent : intent?.id;
  return {
    status: statusOf(session),
    total: { amountMinor: amount_total ?? 0, currency: currency ?? '' },
    openedAt: instant(created * 1000),
    ...(intentId !== undefined && { intentId }),
  };
};

const planCheckoutOf = (session: Stripe.Checkout.Session, walletId: WalletId): PlanCheckout => {
  const { customer, id, status, subscription } = session;
  const customerId = typeof customer === 'string' ? customer : customer?.id;
  const subscriptionId = typeof subscription === 'string' ? subscription : subscription?.id;
  return {
    sessionId: id,
    walletId,
    status: isOver(status) ? status : 'open',
    ...(customerId !== undefined && { customerId }),
    ...(subscriptionId !== undefined && { subscriptionId }),
  };
};

const isOver = (status: Stripe.Checkout.Session.Status | null): status is 'complete' | 'expired' =>
  status === 'complete' || status === 'expired';

/** A discount of everything leaves nothing to pay. */
const statusOf = ({ payment_status, status }: Stripe.Checkout.Session): Standing['status'] => {
  if (status === 'complete') return payment_status === 'unpaid' ? 'unpaid' : 'paid';
  return status === 'expired' ? 'expired' : 'open';
};
