import type { Invoice, InvoiceLine, InvoicePayment, Subscription } from './objects.js';

type Drafted = Pick<
  Invoice,
  'id' | 'billing_reason' | 'created' | 'currency' | 'customer' | 'period_end' | 'period_start'
> & { readonly subscription: Subscription | null };

/** Nothing is said on it yet. */
const BLANK = {
  object: 'invoice',
  account_country: 'AT',
  account_name: 'Stripe stand-in',
  account_tax_ids: null,
  amount_due: 0,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_remaining: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: true,
  automatic_tax: {
    disabled_reason: null,
    enabled: false,
    liability: null,
    provider: null,
    status: null,
  },
  automatically_finalizes_at: null,
  collection_method: 'charge_automatically',
  custom_fields: null,
  customer_account: null,
  customer_address: null,
  customer_email: null,
  customer_name: null,
  customer_phone: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  payment_settings: {
    default_mandate: null,
    payment_method_options: null,
    payment_method_types: null,
  },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: {
    finalized_at: null,
    marked_uncollectible_at: null,
    paid_at: null,
    voided_at: null,
  },
  subtotal: 0,
  subtotal_excluding_tax: 0,
  test_clock: null,
  total: 0,
  total_discount_amounts: [],
  total_excluding_tax: 0,
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} satisfies Partial<Invoice>;

/** A draft without lines. */
export const newInvoice = ({ subscription, ...drafted }: Drafted): Invoice => ({
  ...BLANK,
  ...drafted,
  lines: { object: 'list', data: [], has_more: false, url: `/v1/invoices/${drafted.id}/lines` },
  parent: subscription && {
    quote_details: null,
    subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
    type: 'subscription_details',
  },
});

type Charged = Pick<
  InvoiceLine,
  'id' | 'amount' | 'currency' | 'description' | 'period' | 'quantity'
> & {
  readonly price: {
    readonly id: string;
    readonly product: string;
    readonly decimal: string | null;
  };
  /** Of a subscription's item, for a whole cycle or for a part of one. */
  readonly item: {
    readonly id: string;
    readonly subscription: string;
    readonly proration: boolean;
  } | null;
};

/** What one thing costs on an invoice. */
export const newInvoiceLine = ({ item, price, ...charged }: Charged): InvoiceLine => ({
  ...charged,
  object: 'line_item',
  discount_amounts: [],
  discountable: !item?.proration,
  discounts: [],
  invoice: null,
  livemode: false,
  metadata: {},
  parent: item && {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: item.proration,
      proration_details: item.proration ? { credited_items: null } : null,
      subscription: item.subscription,
      subscription_item: item.id,
    },
    type: 'subscription_item_details',
  },
  pretax_credit_amounts: [],
  pricing: {
    price_details: { price: price.id, product: price.product },
    type: 'price_details',
    unit_amount_decimal: price.decimal,
  },
  quantity_decimal: charged.quantity === null ? null : String(charged.quantity),
  subscription: item?.subscription ?? null,
  subtotal: charged.amount,
  taxes: [],
});

/** By which payment an invoice is to be paid. */
export const newInvoicePayment = (
  id: string,
  invoice: Invoice,
  amount: number,
  paymentIntent: string,
): InvoicePayment => ({
  id,
  object: 'invoice_payment',
  amount_paid: null,
  amount_requested: amount,
  created: invoice.created,
  currency: invoice.currency,
  invoice: invoice.id,
  is_default: true,
  livemode: false,
  payment: { payment_intent: paymentIntent, type: 'payment_intent' },
  status: 'open',
  status_transitions: { canceled_at: null, paid_at: null },
});
