import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { PricedPlan } from '../payments/subscriptions.js';
import { PATTERNS, type PlanId, planId, type TenantId } from '../wallet/ids.js';
import { ifKnown } from './client.js';

/** Whose price it is and what for, on prices that are made here. */
const NAMES = { tenant: 'cz_tenant', plan: 'cz_plan' } as const;

export type PriceFound = { readonly priceId: string } | { readonly mismatch: string };

/** The price that a plan is paid at: the configured one if it is the plan's, else one that is found or made by its name. */
export const priceOf = async (
  stripe: Stripe,
  tenantId: TenantId,
  plan: PricedPlan,
): Promise<PriceFound> => {
  if (plan.priceId === undefined) return { priceId: await ownPrice(stripe, tenantId, plan) };
  const price = await ifKnown(stripe.prices.retrieve(plan.priceId));
  return price && isAt(price, plan)
    ? { priceId: price.id }
    : {
        mismatch: `the price that is configured for ${plan.planId} is not the plan's, by the month`,
      };
};

const isAt = (
  { active, currency, recurring, unit_amount }: Stripe.Price,
  { price }: PricedPlan,
): boolean =>
  active &&
  unit_amount === price.amountMinor &&
  currency === price.currency &&
  recurring?.interval === 'month' &&
  recurring.interval_count === 1;

/** Another amount has another name, so that a price never means two things. */
const ownPrice = async (stripe: Stripe, tenantId: TenantId, plan: PricedPlan): Promise<string> => {
  const { amountMinor, currency } = plan.price;
  const name = `cz-${tenantId}-${plan.planId}-${amountMinor}-${currency}`;
  const { data } = await stripe.prices.list({ lookup_keys: [name], active: true, limit: 1 });
  const found = data.find((price) => isAt(price, plan));
  return (found ?? (await makePrice(stripe, tenantId, plan, name))).id;
};

const makePrice = (
  stripe: Stripe,
  tenantId: TenantId,
  { name: shown, planId, price }: PricedPlan,
  name: string,
): Promise<Stripe.Price> => {
  const metadata = { [NAMES.tenant]: tenantId, [NAMES.plan]: planId };
  const params = {
    currency: price.currency,
    unit_amount: price.amountMinor,
    recurring: { interval: 'month' as const },
    lookup_key: name,
    transfer_lookup_key: true,
    product_data: { name: shown },
    metadata,
  };
  // A plan that is named otherwise by now is no other price, and must not end in a refused key.
  const digest = createHash('sha256').update(`${name} ${shown}`).digest('base64url');
  return stripe.prices.create(params, { idempotencyKey: `cz-price-${digest}` });
};

/** The plan that a price was made for here. */
export const planOfOwnPrice = (
  { metadata }: Stripe.Price,
  tenantId: TenantId,
): PlanId | undefined => {
  const plan = metadata[NAMES.plan];
  return metadata[NAMES.tenant] === tenantId && plan && PATTERNS.catalogId.test(plan)
    ? planId(plan)
    : undefined;
};
