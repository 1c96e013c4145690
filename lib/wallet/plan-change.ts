import type { PlanTerms } from './catalog.js';
import type { ChangePlan } from './command.js';
import { atLeastNone, type Credits, credits, least, NONE, proportion } from './credits.js';
import { accepted, type Decision, type Facts, type Refusal, refused } from './decision.js';
import type { PlanChanged } from './event.js';
import type { Instant } from './instant.js';
import { monthOf, shareLeft } from './month.js';
import type { Wallet } from './wallet.js';

/** A change to the plan that is in force is an entry too: that is how its key is remembered. */
export const changePlan = (wallet: Wallet, command: ChangePlan, { catalog }: Facts): Decision => {
  const plan = catalog.plans.get(command.planId);
  if (!plan) return refused({ code: 'unknown_plan', planId: command.planId });
  const changes = plan.planId !== wallet.planId;
  const forbidden = changes && command.actor.kind === 'user' ? forbiddenToUsers(plan) : undefined;
  if (forbidden) return refused(forbidden);
  const { at } = command;
  return accepted({ type: 'PlanChanged', at, from: wallet.planId, ...changeTo(wallet, plan, at) });
};

/**
 * Cuts the grant to the new cap, and grants what the new plan is worth more than what this month already brought. A month
 * that is not granted yet falls due under the new plan, and needs nothing here. undefined: the plan in force stays.
 */
export const changeTo = (
  wallet: Wallet,
  plan: PlanTerms | undefined,
  at: Instant,
  { wholeMonth = false } = {},
): Omit<PlanChanged, 'type' | 'at' | 'from'> => {
  const changes = plan !== undefined && plan.planId !== wallet.planId;
  const { monthlyGrant, planId, softCap } = changes ? plan : wallet;
  const trimmed = atLeastNone(wallet.granted - softCap);
  const counts = changes && wallet.grantedMonth === monthOf(at);
  const nominal = counts ? atLeastNone(monthlyGrant - wallet.grantedForMonth) : NONE;
  const due = plan?.price && !wholeMonth ? forRestOfMonth(nominal, at) : nominal;
  const granted = least(due, credits(softCap - (wallet.granted - trimmed)));
  return {
    to: planId,
    monthlyGrant,
    softCap,
    trimmed,
    nominal,
    credits: granted,
    keptBack: credits(due - granted),
  };
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
