import type { PlanTerms } from './catalog.js';
import type { ChangePlan } from './command.js';
import { atLeastNone, type Credits, credits, least, NONE, proportion } from './credits.js';
import { accepted, type Decision, type Facts, type Refusal, refused } from './decision.js';
import type { Instant } from './instant.js';
import { shareLeft } from './month.js';
import type { Wallet } from './wallet.js';

/**
 * Cuts the grant to the new cap, and grants what the new plan is worth more than what this month already brought.
 * A change to the plan that is in force is an entry too: that is how its key is remembered.
 */
export const changePlan = (wallet: Wallet, command: ChangePlan, { catalog }: Facts): Decision => {
  const plan = catalog.plans.get(command.planId);
  if (!plan) return refused({ code: 'unknown_plan', planId: command.planId });
  const changes = plan.planId !== wallet.planId;
  const forbidden = changes && command.actor.kind === 'user' ? forbiddenToUsers(plan) : undefined;
  if (forbidden) return refused(forbidden);

  const { monthlyGrant, softCap } = changes ? plan : wallet;
  const trimmed = atLeastNone(wallet.granted - softCap);
  const nominal = changes ? atLeastNone(monthlyGrant - wallet.grantedForMonth) : NONE;
  const due = plan.price ? forRestOfMonth(nominal, command.at) : nominal;
  const granted = least(due, credits(softCap - (wallet.granted - trimmed)));
  return accepted({
    type: 'PlanChanged',
    at: command.at,
    from: wallet.planId,
    to: plan.planId,
    monthlyGrant,
    softCap,
    trimmed,
    nominal,
    credits: granted,
    keptBack: credits(due - granted),
  });
};

const forbiddenToUsers = ({ planId, price, selfService }: PlanTerms): Refusal | undefined => {
  if (price) return { code: 'payment_required', planId, price };
  return selfService ? undefined : { code: 'plan_not_self_service', planId };
};

/** A paid plan's first month is charged by the day, and so it is granted. */
const forRestOfMonth = (nominal: Credits, at: Instant): Credits => {
  const { left, whole } = shareLeft(at);
  return proportion(nominal, left, whole, 'up');
};
