import type { PlanAnswer, PlanView } from '../contract/plan.js';
import type { Registry } from '../registry/registry.js';
import type { Wallet } from '../wallet/wallet.js';

/** A plan as the API shows it. One that the registry has dropped has no features left to give. */
export const showPlan = ({ document }: Registry, planId: string): PlanView => {
  const plan = document.plans.find((each) => each.planId === planId);
  return { planId, name: plan?.name ?? planId, features: plan?.features ?? [] };
};

/** What takes over by itself, and when. */
export const showNext = ({ subscription }: Wallet): Pick<PlanAnswer, 'next'> =>
  subscription?.next ? { next: subscription.next } : {};
