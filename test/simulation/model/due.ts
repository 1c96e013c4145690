import { balanceOf, heldAt, monthAt, monthName, type Purse } from './purse.js';
import { planOf, type Terms } from './terms.js';

/** What an entry must say. */
export type Line = {
  readonly kind: string;
  readonly key: string;
  readonly delta: number;
  readonly shortfall: number;
  readonly granted: number;
  readonly purchased: number;
  readonly held: number;
};

export type Written = { readonly purse: Purse; readonly lines: readonly Line[] };

/** The entry that takes a purse to what it is after it. */
export const lineTo = (
  before: Purse,
  after: Purse,
  { key, kind, shortfall = 0 }: { key: string; kind: string; shortfall?: number | undefined },
): Line => ({
  kind,
  key,
  delta: balanceOf(after) - balanceOf(before),
  shortfall,
  granted: after.granted,
  purchased: after.purchased,
  held: heldAt(after, after.updatedAt),
});

/** An opening if there was none, and every month's grant that has come due since. */
export const due = (
  purse: Purse | undefined,
  {
    terms,
    at,
    clientId,
  }: { readonly terms: Terms; readonly at: number; readonly clientId: string },
): Written => {
  const opened = purse ?? opening(terms, at);
  const lines = purse ? [] : [lineTo(opened, opened, { kind: 'open', key: clientId })];
  const months = monthAt(at) - opened.month;
  if (months <= 0) return { purse: opened, lines };

  const plan = planOf(terms, opened.planId);
  const grant = plan?.monthlyGrant ?? opened.grant;
  const cap = plan?.softCap ?? opened.cap;
  const key = monthName(monthAt(at));
  let after = opened;
  if (after.granted > cap) {
    const trimmed = { ...after, granted: cap, cap, version: after.version + 1, updatedAt: at };
    lines.push(lineTo(after, trimmed, { kind: 'trim', key }));
    after = trimmed;
  }
  const granted = {
    ...after,
    granted: Math.min(cap, after.granted + grant * months),
    grant,
    cap,
    month: monthAt(at),
    monthGranted: grant,
    version: after.version + 1,
    updatedAt: at,
  };
  lines.push(lineTo(after, granted, { kind: 'grant', key }));
  return { purse: granted, lines };
};

const opening = ({ document }: Terms, at: number): Purse => {
  const plan = document.plans.find(({ planId }) => planId === document.defaultPlanId);
  return {
    version: 1,
    planId: document.defaultPlanId,
    grant: plan?.monthlyGrant ?? 0,
    cap: plan?.softCap ?? 0,
    granted: 0,
    purchased: 0,
    month: monthAt(at) - 1,
    monthGranted: 0,
    updatedAt: at,
    accepted: [],
  };
};
