import { type Env, emit } from './env.js';
import type { PaymentIntent, Session } from './objects/objects.js';
import { intend, pay, payLater, settle } from './payments.js';
import { Refusal } from './refusal.js';

/** What came of somebody's wish to pay. */
export type Outcome =
  | { readonly kind: 'complete'; readonly session: Session }
  | { readonly kind: 'declined'; readonly session: Session }
  | { readonly kind: 'expired'; readonly session: Session };

/** Somebody presses Pay. Pressing it again changes nothing. */
export const payInSession = (env: Env, session: Session, later: boolean): Outcome => {
  if (session.status === 'expired') return { kind: 'expired', session };
  if (session.status === 'complete') return { kind: 'complete', session };
  const total = session.amount_total ?? 0;
  if (total === 0) return completed(env, session, { payment_status: 'no_payment_required' });
  const intent = intentOf(env, session) ?? intendFor(env, session);
  const tried = later ? payLater(env, intent) : pay(env, intent);
  if (tried.status === 'requires_payment_method') {
    const declined = { ...session, payment_intent: tried.id };
    env.store.put('checkout.session', declined);
    return { kind: 'declined', session: declined };
  }
  return completed(env, session, {
    payment_intent: tried.id,
    payment_status: tried.status === 'succeeded' ? 'paid' : 'unpaid',
  });
};

const intentOf = (env: Env, { payment_intent: id }: Session): PaymentIntent | undefined =>
  id === null ? undefined : env.store.get('payment_intent', id);

const intendFor = (env: Env, session: Session): PaymentIntent => {
  const order = env.store.get('order', session.id);
  return intend(env, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    customer: session.customer,
    metadata: order?.paymentMetadata ?? {},
    description: order?.description ?? null,
  });
};

const completed = (env: Env, session: Session, members: Partial<Session>): Outcome => {
  const customer = env.store.get('customer', session.customer ?? '');
  const complete = {
    ...session,
    ...members,
    automatic_tax: {
      ...session.automatic_tax,
      ...(session.automatic_tax.enabled && { status: 'complete' as const }),
    },
    customer_details: {
      address: null,
      business_name: null,
      email: customer?.email ?? session.customer_email ?? 'somebody@example.com',
      individual_name: null,
      name: customer?.name ?? null,
      phone: null,
      tax_exempt: 'none' as const,
      tax_ids: [],
    },
    status: 'complete' as const,
    // Stripe gives the address of a session's page only while somebody can pay there.
    url: null,
  };
  env.store.put('checkout.session', complete);
  emit(env, 'checkout.session.completed', complete);
  return { kind: 'complete', session: complete };
};

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
  const settled: Session = { ...session, payment_status: worked ? 'paid' : 'unpaid' };
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
