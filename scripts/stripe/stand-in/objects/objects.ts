import type Stripe from 'stripe';
import type { Terms } from '../billing/start.js';
import type { Wire } from './wire.js';

export type Customer = Wire<Stripe.Customer>;
export type DeletedCustomer = Wire<Stripe.DeletedCustomer>;
export type Session = Wire<Stripe.Checkout.Session>;
export type LineItem = Wire<Stripe.LineItem>;
export type PaymentIntent = Wire<Stripe.PaymentIntent>;
export type Charge = Wire<Stripe.Charge>;
export type Refund = Wire<Stripe.Refund>;
export type Dispute = Wire<Stripe.Dispute>;
export type BalanceTransaction = Wire<Stripe.BalanceTransaction>;
export type Product = Wire<Stripe.Product>;
export type Price = Wire<Stripe.Price>;
export type Subscription = Wire<Stripe.Subscription>;
export type SubscriptionItem = Wire<Stripe.SubscriptionItem>;
export type Invoice = Wire<Stripe.Invoice>;
export type InvoiceLine = Wire<Stripe.InvoiceLineItem>;
export type InvoicePayment = Wire<Stripe.InvoicePayment>;
export type PortalSession = Wire<Stripe.BillingPortal.Session>;

/** Of any type: which, and about what, is only known together. */
export type Event = Omit<Wire<Stripe.EventBase>, 'data' | 'type'> & {
  readonly type: string;
  readonly data: { readonly object: object; readonly previous_attributes?: object };
};

/** What a session was ordered with and does not show. */
export type Order = {
  /** The session's. */
  readonly id: string;
  readonly lineItems: readonly LineItem[];
  readonly paymentMetadata: Readonly<Record<string, string>>;
  readonly subscriptionMetadata: Readonly<Record<string, string>>;
  /** Of a subscription. */
  readonly terms: Terms | undefined;
  readonly description: string | null;
};

/** What a subscription's next invoice is to charge or credit besides. */
export type PendingLine = {
  readonly id: string;
  readonly subscription: string;
  readonly line: InvoiceLine;
};

/** A change of a subscription that waits for its invoice to be paid. */
export type PendingChange = {
  /** The subscription's. */
  readonly id: string;
  readonly invoice: string;
  readonly members: Partial<Subscription>;
};

/** Whether a customer's charges work. */
export type TestPaymentMethod = { readonly id: string; readonly works: boolean };

/** The answer that was given under an idempotency key. */
export type GivenAnswer = {
  /** The key. */
  readonly id: string;
  readonly endpoint: string;
  readonly params: string;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
  /** Unix seconds. */
  readonly at: number;
};

/** Where the stand-in listens: pages that it named go on to be found there after a restart. */
export type Listening = { readonly id: 'last'; readonly port: number };

/** All that is stored, by its kind: the `object` of what Stripe has too, a name of ours otherwise. */
export type Objects = {
  readonly customer: Customer;
  readonly deleted_customer: DeletedCustomer;
  readonly 'checkout.session': Session;
  readonly payment_intent: PaymentIntent;
  readonly charge: Charge;
  readonly refund: Refund;
  readonly dispute: Dispute;
  readonly balance_transaction: BalanceTransaction;
  readonly product: Product;
  readonly price: Price;
  readonly subscription: Subscription;
  readonly invoice: Invoice;
  readonly invoice_payment: InvoicePayment;
  readonly portal_session: PortalSession;
  readonly event: Event;
  readonly pending_line: PendingLine;
  readonly pending_change: PendingChange;
  readonly order: Order;
  readonly test_payment_method: TestPaymentMethod;
  readonly given_answer: GivenAnswer;
  readonly listening: Listening;
};

export type Kind = keyof Objects;
