import type { Session } from './objects.js';

type InvoiceData = NonNullable<Session['invoice_creation']>['invoice_data'];

export const NO_INVOICE_DATA: InvoiceData = {
  account_tax_ids: null,
  custom_fields: null,
  description: null,
  footer: null,
  issuer: null,
  metadata: {},
  rendering_options: null,
};

/** Nothing is chosen. */
const BLANK = {
  object: 'checkout.session',
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  amount_subtotal: 0,
  amount_total: 0,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  cancel_url: null,
  client_reference_id: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer: null,
  customer_account: null,
  customer_details: null,
  customer_email: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  livemode: false,
  locale: null,
  managed_payments: { enabled: false },
  metadata: {},
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  payment_method_types: ['card'],
  payment_status: 'unpaid',
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  submit_type: null,
  subscription: null,
  success_url: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  url: null,
  wallet_options: null,
} satisfies Partial<Session>;

/** An open session of which nothing is chosen. */
export const newSession = (
  id: string,
  mode: 'payment' | 'subscription',
  created: number,
): Session => ({
  ...BLANK,
  id,
  created,
  customer_creation: mode === 'payment' ? 'if_required' : 'always',
  expires_at: created,
  invoice_creation:
    mode === 'payment'
      ? {
          enabled: false,
          invoice_data: NO_INVOICE_DATA,
        }
      : null,
  mode,
  payment_method_collection: mode === 'payment' ? 'if_required' : 'always',
});
