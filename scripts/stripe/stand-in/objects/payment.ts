import type { BalanceTransaction, Charge, PaymentIntent } from './objects.js';

type Payment = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly created: number;
};

/** Nobody has tried to pay. */
const NOTHING_TRIED = {
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic_async',
  client_secret: null,
  confirmation_method: 'automatic',
  customer_account: null,
  description: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  metadata: {},
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'requires_payment_method',
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<PaymentIntent>;

export const newPaymentIntent = (payment: Payment): PaymentIntent => ({
  ...NOTHING_TRIED,
  ...payment,
});

/** By a card, without a difficulty. */
const WORKED = {
  object: 'charge',
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
  calculated_statement_descriptor: 'STAND-IN',
  captured: true,
  description: null,
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  metadata: {},
  on_behalf_of: null,
  outcome: {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'approved_by_network',
    reason: null,
    risk_level: 'normal',
    risk_score: 5,
    seller_message: 'Payment complete.',
    type: 'authorized',
  },
  paid: true,
  receipt_email: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'succeeded',
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<Charge>;

/** A charge by a test card that worked. */
export const newCharge = (
  payment: Payment,
  paymentIntent: string,
  paymentMethod: string,
): Charge => ({
  ...WORKED,
  ...payment,
  amount_captured: payment.amount,
  payment_intent: paymentIntent,
  payment_method: paymentMethod,
  payment_method_details: { card: testCard(payment.amount), type: 'card' },
});

type Card = NonNullable<NonNullable<Charge['payment_method_details']>['card']>;

const testCard = (amount: number): Card => ({
  amount_authorized: amount,
  authorization_code: null,
  brand: 'visa',
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
  country: 'US',
  electronic_commerce_indicator: null,
  exp_month: 12,
  exp_year: 2034,
  fingerprint: 'standinstandin42',
  funding: 'credit',
  installments: null,
  last4: '4242',
  mandate: null,
  network: 'visa',
  network_token: { used: false },
  network_transaction_id: null,
  regulated_status: 'unregulated',
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
});

type Movement = {
  readonly id: string;
  /** Negative where money leaves us. */
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly source: string;
  readonly type: BalanceTransaction['type'];
  readonly reporting_category: string;
  readonly description: string;
};

const TWO_DAYS = 2 * 24 * 60 * 60;

/** Money that comes into our balance with Stripe, or leaves it, without fees. */
export const newBalanceTransaction = (movement: Movement): BalanceTransaction => ({
  ...movement,
  object: 'balance_transaction',
  available_on: movement.created + TWO_DAYS,
  balance_type: 'payments',
  exchange_rate: null,
  fee: 0,
  fee_details: [],
  net: movement.amount,
  status: 'pending',
});
