import type Stripe from 'stripe';
import type { Order } from '../payments/order.js';
import type { Found, Payment } from '../payments/payments.js';
import { idempotencyKey, type TenantId, type WalletId } from '../wallet/ids.js';
import { ifKnown } from './client.js';
import { orderFrom, walletOf } from './order-metadata.js';

export type Ours = {
  readonly tenantId: TenantId;
  readonly live: boolean;
  /** Any of these may have sealed an order: two while one is rotated. */
  readonly sealSecrets: readonly string[];
};

/**
 * A session as it is now, and whether it is what was ordered: whose it is, what it is for, and at which price. The total
 * may differ from the price by tax and discounts, and by nothing else.
 */
export const findPayment = async (
  stripe: Stripe,
  ours: Ours,
  sessionId: string,
): Promise<Found> => {
  const asked = stripe.checkout.sessions.retrieve(sessionId, { expand: ['line_items'] });
  const session = await ifKnown(asked);
  const walletId = walletOf(session?.client_reference_id ?? null);
  if (session?.mode !== 'payment' || walletId?.tenantId !== ours.tenantId) {
    return { outcome: 'not ours' };
  }
  const order = orderFrom(session.metadata ?? {}, ours.sealSecrets);
  const reason =
    'mismatch' in order ? order.mismatch : differenceOf(session, order, walletId, ours.live);
  if ('mismatch' in order || reason !== undefined) {
    return { outcome: 'mismatch', sessionId, walletId, reason: reason ?? 'it has no order' };
  }
  return { outcome: 'found', payment: paymentOf(session, order) };
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

const paymentOf = (session: Stripe.Checkout.Session, order: Order): Payment => {
  const { amount_total, id, payment_intent: intent } = session;
  const intentId = typeof intent === 'string' ? intent : intent?.id;
  return {
    key: idempotencyKey(id),
    order,
    status: statusOf(session),
    total: { amountMinor: amount_total ?? 0, currency: order.price.currency },
    ...(intentId !== undefined && { intentId }),
  };
};

/** A discount of everything leaves nothing to pay. */
const statusOf = ({ payment_status, status }: Stripe.Checkout.Session): Payment['status'] => {
  if (status === 'complete') return payment_status === 'unpaid' ? 'unpaid' : 'paid';
  return status === 'expired' ? 'expired' : 'open';
};
