import type { PlanOfPrice, PricedPlan } from '../payments/subscriptions.js';
import type { Registry } from '../registry/registry.js';
import { type PlanId, planId } from '../wallet/ids.js';
import type { Credits } from './app.js';

/** A plan as its payer gets it; undefined where it costs nothing, or there is none. */
export const pricedPlan = ({ document }: Registry, id: string): PricedPlan | undefined => {
  const plan = document.plans.find((each) => each.planId === id);
  if (!plan?.price) return undefined;
  return {
    planId: planId(plan.planId),
    name: plan.name,
    price: plan.price,
    ...(plan.stripePriceId && { priceId: plan.stripePriceId }),
  };
};

/**
 * What a configured price stands for. One that another has taken the place of is still paid by those who subscribed before:
 * then it means what it meant last.
 */
export const planOfPrice =
  ({ registry }: Pick<Credits, 'registry'>): PlanOfPrice =>
  async (priceId) => {
    const current = await registry.current();
    for (let version = current.version; version > 0; version -= 1) {
      const published = version === current.version ? current : await registry.version(version);
      const plan = published && planWith(published, priceId);
      if (plan) return plan;
    }
    return undefined;
  };

const planWith = ({ document }: Registry, priceId: string): PlanId | undefined => {
  const plan = document.plans.find((each) => each.stripePriceId === priceId);
  return plan && planId(plan.planId);
};
