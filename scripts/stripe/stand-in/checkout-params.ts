import type Stripe from 'stripe';
import { z } from 'zod';
import { boolean, integer, type Known, metadata, text } from './form.js';
import type { Session } from './objects/objects.js';
import { lineParams } from './price-data.js';

/** Taken and given back, without any effect here. */
const enabled = z.strictObject({ enabled: boolean });

/** `auto`, or a language as `de` or `pt-BR`. */
const locale = z.custom<NonNullable<Session['locale']>>(
  (value) => typeof value === 'string' && /^(auto|[a-z]{2,3}(-[A-Z0-9]{2,3})?)$/.test(value),
  'Invalid locale',
);

const address = text.refine((url) => URL.canParse(url.replaceAll(/[{}]/g, '')), 'Not a valid URL.');

const invoiceData = z.strictObject({
  description: text.optional(),
  footer: text.optional(),
  metadata: metadata.optional(),
});

/** With what a session can be created. */
export const sessionParams = {
  mode: z.enum(['payment', 'subscription'], 'Invalid mode: must be payment or subscription'),
  line_items: z.array(z.strictObject(lineParams)).min(1).max(100),
  adaptive_pricing: enabled.optional(),
  allowed_payment_method_types: z.array(text).optional(),
  allow_promotion_codes: boolean.optional(),
  automatic_tax: enabled.optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  cancel_url: address.optional(),
  client_reference_id: text.max(200, 'client_reference_id has up to 200 characters.').optional(),
  consent_collection: z
    .strictObject({
      terms_of_service: z.enum(['none', 'required']).optional(),
      promotions: z.enum(['auto', 'none']).optional(),
    })
    .optional(),
  currency: text.optional(),
  customer: text.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_email: text.optional(),
  customer_update: z
    .strictObject({
      address: z.enum(['auto', 'never']).optional(),
      name: z.enum(['auto', 'never']).optional(),
    })
    .optional(),
  excluded_payment_method_types: z.array(text).optional(),
  expires_at: integer.optional(),
  invoice_creation: z
    .strictObject({ enabled: boolean, invoice_data: invoiceData.optional() })
    .optional(),
  locale: locale.optional(),
  metadata: metadata.optional(),
  payment_intent_data: z
    .strictObject({
      description: text.optional(),
      metadata: metadata.optional(),
      receipt_email: text.optional(),
      statement_descriptor: text.optional(),
      statement_descriptor_suffix: text.optional(),
    })
    .optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  phone_number_collection: enabled.optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  subscription_data: z
    .strictObject({
      billing_cycle_anchor: integer.optional(),
      description: text.optional(),
      metadata: metadata.optional(),
      proration_behavior: z.enum(['create_prorations', 'none']).optional(),
      trial_end: integer.optional(),
      trial_period_days: integer.optional(),
    })
    .optional(),
  success_url: address.optional(),
  tax_id_collection: enabled.optional(),
  ui_mode: z.enum(['hosted_page']).optional(),
} satisfies Known<Stripe.Checkout.SessionCreateParams>;

export type SessionParams = z.output<z.ZodObject<typeof sessionParams>>;
