import { monthAt, type Purse, startOfMonth } from './purse.js';
import type { Terms } from './terms.js';

export type Plan = Terms['document']['plans'][number];

/** What moving a purse to a plan makes of it; where there is none to move to, or it is there, nothing. */
export const moveTo = (purse: Purse, plan: Plan | undefined, at: number, whole = false) => {
  if (!plan || plan.planId === purse.planId) {
    const { cap, grant, granted, monthGranted, planId } = purse;
    return { purse: { planId, grant, cap, granted, monthGranted }, trimmed: 0, credits: 0 };
  }
  const { monthlyGrant: grant, planId, softCap: cap } = plan;
  const kept = Math.min(purse.granted, cap);
  const isGranted = purse.month === monthAt(at);
  const more = isGranted ? Math.max(0, grant - purse.monthGranted) : 0;
  const part = 'price' in plan && !whole ? forRestOfMonth(more, at) : more;
  const granted = Math.min(cap, kept + part);
  return {
    purse: { planId, grant, cap, granted, monthGranted: purse.monthGranted + more },
    trimmed: purse.granted - kept,
    credits: granted - kept,
  };
};

/** The part of the month that is left, rounded up to a whole credit. Small enough to be exact. */
const forRestOfMonth = (amount: number, at: number): number => {
  const [from, to] = [startOfMonth(monthAt(at)), startOfMonth(monthAt(at) + 1)];
  const product = amount * (to - at);
  const remainder = product % (to - from);
  return (product - remainder) / (to - from) + (remainder > 0 ? 1 : 0);
};
