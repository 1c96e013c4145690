import type { Later, LiveSubscription, PricedPlan } from '../payments/subscriptions.js';
import type { Registry } from '../registry/registry.js';
import type { Instant } from '../wallet/instant.js';
import { standing } from '../wallet/subscription.js';
import { termsOf } from './follow-subscription.js';
import { pricedPlan } from './priced-plan.js';

/** What has to be done about money for a client to come to a plan. */
export type PlanStep =
  /** Nothing: the wallet changes by itself. */
  | { readonly kind: 'assign' }
  | { readonly kind: 'subscribe'; readonly plan: PricedPlan }
  | OfSubscription<'upgrade', { readonly plan: PricedPlan }>
  | OfSubscription<'schedule', { readonly later: Later }>
  /** The plan is in force, and is to stay so. */
  | OfSubscription<'keep'>
  /** What is owed comes first. */
  | OfSubscription<'pay'>
  | OfSubscription<'nothing'>;

type OfSubscription<Kind extends string, With = unknown> = With & {
  readonly kind: Kind;
  readonly subscription: LiveSubscription;
};

export type Position = {
  readonly registry: Registry;
  /** The plan that the wallet is on. */
  readonly planId: string;
  readonly subscription: LiveSubscription | undefined;
  readonly at: Instant;
};

/** A dearer plan is paid for and had at once; a cheaper one waits until what is paid for is used up. */
export const stepTo = (target: string, position: Position): PlanStep => {
  const { at, registry, subscription } = position;
  const plan = pricedPlan(registry, target);
  const stands =
    subscription && standing(termsOf(subscription, registry.catalog), registry.catalog, at);
  if (!subscription || !stands) {
    return plan && position.planId !== target ? { kind: 'subscribe', plan } : { kind: 'assign' };
  }
  if (target === stands.planId) {
    if (stands.next) return { kind: 'keep', subscription };
    return { kind: stands.pastDueSince ? 'pay' : 'nothing', subscription };
  }
  if (target === stands.next?.planId) return { kind: 'nothing', subscription };
  if (plan && isDearer(plan, pricedPlan(registry, stands.planId))) {
    return stands.pastDueSince
      ? { kind: 'pay', subscription }
      : { kind: 'upgrade', subscription, plan };
  }
  const planId = registry.catalog.plans.get(target)?.planId ?? registry.catalog.defaultPlan.planId;
  const later: Later = plan ? { kind: 'priced', plan } : { kind: 'ends', planId };
  return { kind: 'schedule', subscription, later };
};

/** Where the registry has dropped the plan in force, the difference is settled at once, whichever way it goes. */
const isDearer = ({ price }: PricedPlan, than: PricedPlan | undefined): boolean =>
  than === undefined || price.amountMinor >= than.price.amountMinor;
