import { moveTo } from './plans.js';
import {
  adoptedRows,
  balanceOf,
  type Followed,
  grantedBy,
  heldAt,
  monthAt,
  monthName,
  type Purse,
  startOfMonth,
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

/**
 * An opening if there was none, and then one moment after the other: the months that have begun, each granted under the plan
 * that it found unless that one is owed; and between them the plans whose time has come.
 */
export const due = (stored: Purse | undefined, when: When): Written => {
  let written = opened(stored, when);
  let months: number[] = [];
  const grant = () => {
    if (months.length > 0) written = granted(written, months, when);
    months = [];
  };
  for (;;) {
    const { purse } = written;
    const turn = firstTurn(purse.followed);
    const month = (months.at(-1) ?? purse.month) + 1;
    const begins = startOfMonth(month);
    const comesFirst = begins <= when.at && (!turn || begins < turn.at);
    if (comesFirst && !isOwed(purse, begins)) {
      months.push(month);
      continue;
    }
    grant();
    if (!turn || turn.at > when.at) return written;
    written = turned(written, turn, when);
  }
};

/** The grants of months in a row, less what older rows gave of them. */
const granted = ({ lines, purse }: Written, months: readonly number[], when: When): Written => {
  const { at, terms } = when;
  const last = months.at(-1) ?? purse.month;
  const plan = planOf(terms, purse.planId);
  const grant = plan?.monthlyGrant ?? purse.grant;
  const cap = plan?.softCap ?? purse.cap;
  const older = adoptedRows(purse);
  let nominal = 0;
  for (const month of months) nominal += Math.max(0, grant - grantedBy(older, month));
  const key = monthName(last);
  const written = [...lines];
  let after = purse;
  if (after.granted > cap) {
    const trimmed = { ...after, granted: cap, cap, version: after.version + 1, updatedAt: at };
    written.push(lineTo(after, trimmed, { kind: 'trim', key }));
    after = trimmed;
  }
  const now = {
    ...after,
    granted: Math.min(cap, after.granted + nominal),
    grant,
    cap,
    month: last,
    monthGranted: Math.max(grant, grantedBy(older, last)),
    version: after.version + 1,
    updatedAt: at,
  };
  written.push(lineTo(after, now, { kind: 'grant', key }));
  return { purse: now, lines: written };
};

const isOwed = ({ followed, planId }: Purse, begins: number): boolean =>
  followed?.planId === planId &&
  followed.over === undefined &&
  followed.since !== undefined &&
  begins >= followed.since;

type Turn = { readonly why: 'next' | 'unpaid'; readonly at: number };

const firstTurn = (followed: Followed | undefined): Turn | undefined => {
  const next = followed?.next && { why: 'next' as const, at: followed.next.at };
  const unpaid = followed?.until !== undefined && { why: 'unpaid' as const, at: followed.until };
  if (!unpaid) return next;
  return next && next.at <= unpaid.at ? next : unpaid;
};

const turned = ({ lines, purse }: Written, { at, why }: Turn, when: When): Written => {
  const { followed } = purse;
  if (!followed) return { lines, purse };
  const { defaultPlanId } = when.terms.document;
  const { next, until, ...rest } = followed;
  const goesTo = why === 'next' && next ? next.planId : defaultPlanId;
  const plan = planOf(when.terms, goesTo) ?? planOf(when.terms, defaultPlanId);
  const goesOn = { ...rest, ...(until !== undefined && { until }), planId: plan?.planId ?? '' };
  const tooLate = { ...rest, ...(next && { next }), over: at };
  const onNext = plan && 'price' in plan ? goesOn : undefined;
  const after = {
    ...purse,
    ...moveTo(purse, purse.planId === followed.planId ? plan : undefined, at).purse,
    followed: why === 'next' ? onNext : tooLate,
    version: purse.version + 1,
    updatedAt: when.at,
  };
  const key = `${why} ${new Date(at).toISOString()}`;
  return { purse: after, lines: [...lines, lineTo(purse, after, { kind: 'plan', key })] };
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
