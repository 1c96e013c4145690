import { changed, created, type Env } from './env.js';
import { newId } from './ids.js';
import type { Charge, PaymentIntent } from './objects/objects.js';
import { newBalanceTransaction, newCharge, newPaymentIntent } from './objects/payment.js';

type Wanted = {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly description: string | null;
};

/** What is to be paid. Nothing is, yet. */
export const intend = (env: Env, { description, metadata, ...payment }: Wanted): PaymentIntent => {
  const id = newId('pi');
  const intent = {
    ...newPaymentIntent({ ...payment, id, created: env.now }),
    client_secret: newId(`${id}_secret`),
    description,
    metadata,
  };
  return created(env, 'payment_intent', intent, 'payment_intent.created');
};

const chargeOf = (env: Env, intent: PaymentIntent): Charge => ({
  ...newCharge({ ...paymentOf(intent), id: newId('ch'), created: env.now }, intent.id, newId('pm')),
  description: intent.description,
  metadata: intent.metadata,
});

const paymentOf = ({ amount, currency, customer }: PaymentIntent) => ({
  amount,
  currency,
  customer,
});

/** Charges by card: whether it worked is what the intent's status says afterwards. */
export const pay = (
  env: Env,
  intent: PaymentIntent,
  works = paymentMethodWorks(env, intent.customer),
): PaymentIntent =>
  works
    ? succeed(env, intent, chargeOf(env, intent))
    : decline(env, intent, chargeOf(env, intent), 'card_declined', 'Your card was declined.');

/** Charges by a method that takes days, such as a direct debit. */
export const payLater = (env: Env, intent: PaymentIntent): PaymentIntent => {
  const charge: Charge = {
    ...chargeOf(env, intent),
    amount_captured: 0,
    paid: false,
    payment_method_details: { type: 'sepa_debit' },
    status: 'pending',
  };
  created(env, 'charge', charge, 'charge.pending');
  return changed(
    env,
    'payment_intent',
    intent,
    { status: 'processing', latest_charge: charge.id, payment_method: charge.payment_method },
    'payment_intent.processing',
  );
};

/** Ends a payment that takes days. */
export const settle = (env: Env, intent: PaymentIntent, worked: boolean): PaymentIntent => {
  const charge = latestChargeOf(env, intent);
  if (charge?.status !== 'pending') return intent;
  return worked
    ? succeed(env, intent, { ...charge, amount_captured: charge.amount, paid: true })
    : decline(env, intent, charge, 'payment_intent_payment_attempt_failed', 'The payment failed.');
};

export const latestChargeOf = (env: Env, intent: PaymentIntent): Charge | undefined =>
  intent.latest_charge === null ? undefined : env.store.get('charge', intent.latest_charge);

export const paymentMethodWorks = (env: Env, customer: string | null): boolean =>
  customer === null || (env.store.get('test_payment_method', customer)?.works ?? true);

const succeed = (env: Env, intent: PaymentIntent, charge: Charge): PaymentIntent => {
  const movement = newBalanceTransaction({
    id: newId('txn'),
    amount: charge.amount,
    currency: charge.currency,
    created: env.now,
    source: charge.id,
    type: 'charge',
    reporting_category: 'charge',
    description: 'Payment',
  });
  env.store.put('balance_transaction', movement);
  const paid: Charge = { ...charge, status: 'succeeded', balance_transaction: movement.id };
  created(env, 'charge', paid, 'charge.succeeded');
  return changed(
    env,
    'payment_intent',
    intent,
    {
      amount_received: intent.amount,
      last_payment_error: null,
      latest_charge: charge.id,
      payment_method: charge.payment_method,
      status: 'succeeded',
    },
    'payment_intent.succeeded',
  );
};

const decline = (
  env: Env,
  intent: PaymentIntent,
  charge: Charge,
  code: 'card_declined' | 'payment_intent_payment_attempt_failed',
  message: string,
): PaymentIntent => {
  const failed: Charge = {
    ...charge,
    amount_captured: 0,
    captured: false,
    failure_code: code,
    failure_message: message,
    outcome: null,
    paid: false,
    status: 'failed',
  };
  created(env, 'charge', failed, 'charge.failed');
  return changed(
    env,
    'payment_intent',
    intent,
    {
      last_payment_error: { type: 'card_error', code, message, charge: charge.id },
      latest_charge: charge.id,
      payment_method: null,
      status: 'requires_payment_method',
    },
    'payment_intent.payment_failed',
  );
};
