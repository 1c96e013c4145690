import {
  adoptedRows,
  balanceOf,
  grantedBy,
  heldAt,
  monthAt,
  monthName,
  type Purse,
} from './purse.js';
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

type When = { readonly terms: Terms; readonly at: number; readonly clientId: string };

/** An opening if there was none. */
export const opened = (purse: Purse | undefined, { at, clientId, terms }: When): Written => {
  if (purse) return { purse, lines: [] };
  const empty = opening(terms, at);
  return { purse: empty, lines: [lineTo(empty, empty, { kind: 'open', key: clientId })] };
};

/** An opening if there was none, and every month's grant that has come due since, less what older rows gave of it. */
export const due = (stored: Purse | undefined, when: When): Written => {
  const { at, terms } = when;
  const { lines, purse } = opened(stored, when);
  const months = monthAt(at) - purse.month;
  if (months <= 0) return { purse, lines };

  const plan = planOf(terms, purse.planId);
  const grant = plan?.monthlyGrant ?? purse.grant;
  const cap = plan?.softCap ?? purse.cap;
  const older = adoptedRows(purse);
  let nominal = 0;
  for (let month = purse.month + 1; month <= monthAt(at); month += 1) {
    nominal += Math.max(0, grant - grantedBy(older, month));
  }
  const key = monthName(monthAt(at));
  const written = [...lines];
  let after = purse;
  if (after.granted > cap) {
    const trimmed = { ...after, granted: cap, cap, version: after.version + 1, updatedAt: at };
    written.push(lineTo(after, trimmed, { kind: 'trim', key }));
    after = trimmed;
  }
  const granted = {
    ...after,
    granted: Math.min(cap, after.granted + nominal),
    grant,
    cap,
    month: monthAt(at),
    monthGranted: Math.max(grant, grantedBy(older, monthAt(at))),
    version: after.version + 1,
    updatedAt: at,
  };
  written.push(lineTo(after, granted, { kind: 'grant', key }));
  return { purse: granted, lines: written };
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
    overdrawn: 0,
    accepted: [],
  };
};
