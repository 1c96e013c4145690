import type { Notice } from '../payments/notice.js';
import type { Payments } from '../payments/payments.js';
import type { Fate } from '../payments/received-event.js';
import { assertNever } from '../wallet/brand.js';
import type { ClientId, TraceId } from '../wallet/ids.js';
import type { Credits } from './app.js';
import { type Follower, followSubscription } from './follow-subscription.js';
import { settlePayment } from './settle-payment.js';

/** What became of a message, and whom it was about. */
export type Heeded = {
  readonly fate: Exclude<Fate, 'failed'>;
  readonly clientId?: ClientId;
  readonly reason?: string;
};

/** Does what a message of the payment provider's asks for. When it returns, the ledger has it. */
export const heedNotice = async (
  app: Credits,
  payments: Payments,
  { subject }: Notice,
  traceId: TraceId,
): Promise<Heeded> => {
  switch (subject?.kind) {
    case undefined:
      return { fate: 'ignored' };
    case 'checkout':
      return heedCheckout(app, payments, subject.sessionId, traceId);
    case 'payment': {
      const [sessionId] = await payments.sessionsOf(subject.intentId);
      if (sessionId === undefined) return { fate: 'ignored', reason: 'no checkout of ours' };
      return heedCheckout(app, payments, sessionId, traceId);
    }
    case 'customer': {
      const walletId = await payments.subscriptions.subscriberOf(subject);
      if (!walletId) return { fate: 'ignored', reason: 'no customer of ours' };
      const { customerId } = subject;
      return heedSubscription(app, payments, { walletId, customerId, traceId });
    }
    default:
      return assertNever(subject);
  }
};

const heedCheckout = async (
  app: Credits,
  payments: Payments,
  sessionId: string,
  traceId: TraceId,
): Promise<Heeded> => {
  const found = await payments.find(sessionId);
  if (found.outcome === 'not ours') return { fate: 'ignored', reason: 'no checkout of ours' };
  if (found.outcome === 'plan') {
    const { status, walletId, customerId } = found.checkout;
    return status === 'complete'
      ? heedSubscription(app, payments, { walletId, customerId, traceId })
      : { fate: 'ignored', clientId: walletId.clientId, reason: `the checkout is ${status}` };
  }
  const { payment } = found;
  const { clientId } = payment.walletId;
  if (payment.status !== 'paid') {
    return { fate: 'ignored', clientId, reason: `the checkout is ${payment.status}` };
  }
  const settled = await settlePayment(app, payments, payment, traceId);
  return settled.outcome === 'mismatch'
    ? { fate: 'refused', clientId, reason: settled.reason }
    : { fate: 'handled', clientId };
};

const heedSubscription = async (
  app: Credits,
  payments: Payments,
  follower: Follower,
): Promise<Heeded> => {
  const { clientId } = follower.walletId;
  const followed = await followSubscription(app, payments, follower);
  if (followed.outcome === 'mismatch') {
    return { fate: 'refused', clientId, reason: followed.reason };
  }
  return followed.changed || followed.subscription
    ? { fate: 'handled', clientId }
    : { fate: 'ignored', clientId, reason: 'there is no subscription' };
};
