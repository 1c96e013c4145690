import { settleInvoice } from './billing/collection.js';
import { intentOfInvoice } from './billing/invoices.js';
import { completed, type Outcome } from './checkout-completion.js';
import { customerFor } from './checkout-customer.js';
import { invoiceAfterwards } from './checkout-invoice.js';
import { subscribe } from './checkout-subscription.js';
import { type Env, emit } from './env.js';
import type { Order, PaymentIntent, Session } from './objects/objects.js';
import { intend, pay, payLater, settle } from './payments.js';
import { Refusal } from './refusal.js';

/** Somebody presses Pay. Pressing it again changes nothing. */
export const payInSession = (env: Env, session: Session, later: boolean): Outcome => {
  if (session.status === 'expired') return { kind: 'expired', session };
  if (session.status === 'complete') return { kind: 'complete', session };
  const order = env.store.get('order', session.id);
  if (session.mode === 'subscription' && order) return subscribe(env, session, order, later);
  const total = session.amount_total ?? 0;
  if (total === 0) return completed(env, session, { payment_status: 'no_payment_required' });
  const customer = customerOfPayment(env, session);
  const intent = intentOf(env, session) ?? intendFor(env, session, customer, order);
  const tried = later ? payLater(env, intent) : pay(env, intent);
  if (tried.status === 'requires_payment_method') {
    const declined = { ...session, customer, payment_intent: tried.id };
    env.store.put('checkout.session', declined);
    return { kind: 'declined', session: declined };
  }
  const members = { customer, payment_intent: tried.id };
  if (tried.status !== 'succeeded') {
    return completed(env, session, { ...members, payment_status: 'unpaid' });
  }
  const invoice = invoiceAfterwards(env, session, tried, order);
  return completed(env, session, { ...members, invoice, payment_status: 'paid' });
};

/** Somebody new, where the session is to make a customer of them. */
const customerOfPayment = (env: Env, session: Session): string | null =>
  session.customer ??
  (session.customer_creation === 'always' ? customerFor(env, session).id : null);

/** By what a session is paid; in subscription mode, its first invoice. */
export const intentOf = (
  env: Env,
  { invoice, payment_intent: id }: Session,
): PaymentIntent | undefined =>
  env.store.get('payment_intent', id ?? '') ?? intentOfInvoice(env, invoice ?? '');

const intendFor = (
  env: Env,
  session: Session,
  customer: string | null,
  order: Order | undefined,
): PaymentIntent =>
  intend(env, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    customer,
    metadata: order?.paymentMetadata ?? {},
    description: order?.description ?? null,
  });

/** A payment that takes days has succeeded or failed. */
export const settleSession = (env: Env, session: Session, worked: boolean): Session => {
  const intent = intentOf(env, session);
  if (session.payment_status !== 'unpaid' || intent?.status !== 'processing') {
    throw new Refusal(409, {
      type: 'invalid_request_error',
      message: `The session ${session.id} has no payment under way.`,
    });
  }
  settle(env, intent, worked);
  const invoice = env.store.get('invoice', session.invoice ?? '');
  if (invoice) settleInvoice(env, invoice, worked);
  const order = env.store.get('order', session.id);
  const settled: Session = {
    ...session,
    invoice: session.invoice ?? (worked ? invoiceAfterwards(env, session, intent, order) : null),
    payment_status: worked ? 'paid' : 'unpaid',
  };
  env.store.put('checkout.session', settled);
  emit(env, `checkout.session.async_payment_${worked ? 'succeeded' : 'failed'}`, settled);
  return settled;
};

/** Nobody can pay in it any more. */
export const expireSession = (env: Env, session: Session): Session => {
  const expired: Session = { ...session, status: 'expired', url: null };
  env.store.put('checkout.session', expired);
  emit(env, 'checkout.session.expired', expired);
  return expired;
};
