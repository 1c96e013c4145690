import type { PlanView } from '../contract/plan.js';
import type { Registry } from '../registry/registry.js';

/** A plan as the API shows it. One that the registry has dropped has no features left to give. */
export const showPlan = ({ document }: Registry, planId: string): PlanView => {
  const plan = document.plans.find((each) => each.planId === planId);
  return { planId, name: plan?.name ?? planId, features: plan?.features ?? [] };
};
