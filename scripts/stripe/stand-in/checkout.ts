import { customerOf } from './api/customers.js';
import type { Terms } from './billing/start.js';
import { linesFor } from './checkout-lines.js';
import type { SessionParams } from './checkout-params.js';
import { sumsOf } from './checkout-sums.js';
import type { Env } from './env.js';
import { mergedMetadata } from './form.js';
import { newId } from './ids.js';
import type { LineItem, Order, Price, Session } from './objects/objects.js';
import { NO_INVOICE_DATA, newSession } from './objects/session.js';
import { priceOfLine } from './price-data.js';
import { invalid } from './refusal.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Opens a session for somebody to pay in. @throws Refusal */
export const openSession = (env: Env, params: SessionParams): Session => {
  refuseContradictions(params);
  const id = newId('cs_test', 58);
  const ordered = params.line_items.map((line, at) => ({
    price: priceOfLine(env, line, `line_items[${at}]`),
    quantity: line.quantity ?? 1,
  }));
  refuseWrongPrices(
    params.mode,
    ordered.map(({ price }) => price),
  );
  const terms = params.mode === 'subscription' ? termsOf(env, params) : undefined;
  const lines = linesFor(env, ordered, terms);
  const currency = currencyOf(lines);
  const session: Session = {
    ...newSession(id, params.mode, env.now),
    ...chosen(params),
    ...invoiced(params),
    ...payer(env, params),
    ...sumsOf(lines),
    currency,
    expires_at: expiry(env, params.expires_at),
    url: `${env.base}/pay/${id}`,
  };
  env.store.put('checkout.session', session);
  env.store.put('order', orderOf(id, lines, params, terms));
  return session;
};

const orderOf = (
  id: string,
  lineItems: readonly LineItem[],
  params: SessionParams,
  terms: Terms | undefined,
): Order => ({
  id,
  lineItems,
  paymentMetadata: mergedMetadata(null, params.payment_intent_data?.metadata),
  subscriptionMetadata: mergedMetadata(null, params.subscription_data?.metadata),
  terms,
  description: (params.payment_intent_data ?? params.subscription_data)?.description ?? null,
});

const DAY = 24 * HOUR;

const termsOf = (env: Env, { subscription_data: data }: SessionParams): Terms => {
  const days = data?.trial_period_days;
  return {
    anchor: data?.billing_cycle_anchor,
    prorate: data?.proration_behavior !== 'none',
    trialEnd: data?.trial_end ?? (days === undefined ? undefined : env.now + days * DAY),
  };
};

const refuseContradictions = (params: SessionParams): void => {
  if (params.success_url === undefined) {
    const code = 'parameter_missing';
    throw invalid('Missing required param: success_url.', { code, param: 'success_url' });
  }
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalid('You may only specify one of these parameters: customer, customer_email.');
  }
  const foreign = params.mode === 'payment' ? 'subscription_data' : 'payment_intent_data';
  if (params[foreign]) {
    throw invalid(`You can not pass \`${foreign}\` in \`${params.mode}\` mode.`, {
      param: foreign,
    });
  }
  if (params.mode === 'subscription' && params.invoice_creation?.enabled) {
    const param = 'invoice_creation';
    throw invalid('You can only enable invoice creation when `mode` is set to `payment`.', {
      param,
    });
  }
};

const refuseWrongPrices = (mode: 'payment' | 'subscription', prices: readonly Price[]): void => {
  if (mode === 'payment' && prices.some(({ recurring }) => recurring)) {
    throw invalid(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
    );
  }
  if (mode === 'subscription' && !prices.some(({ recurring }) => recurring)) {
    throw invalid(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
    );
  }
};

const currencyOf = (lines: readonly LineItem[]): string => {
  const [currency = '', ...others] = new Set(lines.map((line) => line.currency));
  if (others.length > 0) {
    throw invalid('All prices on a Checkout Session must have the same currency.', {
      param: 'line_items',
    });
  }
  return currency;
};

/** What the caller chose, as the session shows it. */
const chosen = (params: SessionParams): Partial<Session> => ({
  ...(params.adaptive_pricing && { adaptive_pricing: params.adaptive_pricing }),
  allow_promotion_codes: params.allow_promotion_codes ?? null,
  automatic_tax: params.automatic_tax?.enabled
    ? {
        enabled: true,
        liability: { type: 'self' },
        provider: 'stripe',
        status: 'requires_location_inputs',
      }
    : { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: params.billing_address_collection ?? null,
  cancel_url: params.cancel_url ?? null,
  client_reference_id: params.client_reference_id ?? null,
  locale: params.locale ?? null,
  metadata: mergedMetadata(null, params.metadata),
  allowed_payment_method_types: params.allowed_payment_method_types ?? null,
  ...(params.excluded_payment_method_types && {
    excluded_payment_method_types: params.excluded_payment_method_types,
  }),
  submit_type: params.submit_type ?? null,
  success_url: params.success_url ?? null,
});

/** Whether a one-time payment is to have an invoice of its own. */
const invoiced = ({ invoice_creation: wanted }: SessionParams): Partial<Session> => {
  if (!wanted) return {};
  const { description = null, footer = null, metadata } = wanted.invoice_data ?? {};
  const invoice_data = {
    ...NO_INVOICE_DATA,
    description,
    footer,
    metadata: mergedMetadata(null, metadata),
  };
  return { invoice_creation: { enabled: wanted.enabled, invoice_data } };
};

const payer = (env: Env, params: SessionParams): Partial<Session> => {
  const { customer, customer_email: email } = params;
  if (customer === undefined) {
    return {
      customer_email: email ?? null,
      ...(params.customer_creation && { customer_creation: params.customer_creation }),
    };
  }
  const known = customerOf(env, customer, 'customer');
  return { customer, customer_creation: null, customer_email: known.email };
};

const expiry = (env: Env, wanted = env.now + 24 * HOUR): number => {
  const param = 'expires_at';
  if (wanted < env.now + 30 * MINUTE) {
    throw invalid(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      { param },
    );
  }
  if (wanted > env.now + 24 * HOUR) {
    throw invalid(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      { param },
    );
  }
  return wanted;
};
