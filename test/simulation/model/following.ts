import type { Ask } from '../asks.js';
import { graceOf, timeOf } from '../subscriptions.js';
import { moveTo } from './plans.js';
import type { Followed, Purse } from './purse.js';
import type { Facts, Ruled } from './rules.js';
import { planOf, type Terms } from './terms.js';

type Follow = Extract<Ask, { readonly what: 'follow' }>;

/** What is said, with its times; undefined where nothing live is left of it, or was never paid for. */
const heard = (
  { month = 0, said }: Follow,
  known: Followed | undefined,
  { at, terms }: { readonly at: number; readonly terms: Terms },
): Followed | undefined => {
  if (!said) return undefined;
  const next = said.next && { planId: said.next.planId, at: timeOf(month, said.next) };
  const isOver = next && next.at <= at;
  const taken = isOver ? planOf(terms, next.planId) : planOf(terms, said.planId);
  if (!taken || (isOver && !('price' in taken))) return undefined;
  const live = { id: said.id, ...(next && !isOver && { next }) };
  if (!said.owedSince) return { ...live, planId: taken.planId };

  if (known?.id !== said.id) return undefined;
  const since = Math.min(known.since ?? Number.MAX_SAFE_INTEGER, timeOf(month, said.owedSince));
  const grace = graceOf(said);
  const until = grace === undefined ? undefined : since + grace;
  const over = known.over ?? (until !== undefined && until <= at ? until : undefined);
  const owed = { ...live, planId: known.planId, since };
  if (over !== undefined) return { ...owed, over };
  return until === undefined ? owed : { ...owed, until };
};

/** What is due is due by what is said now: what is owed waits, and what is paid does not. */
export const asHeard = (stored: Purse | undefined, ask: Follow, at: number): Purse | undefined => {
  const known = stored?.followed;
  if (!known || known.id !== ask.said?.id) return stored;
  const { owedSince } = ask.said;
  if (owedSince) {
    const since = Math.min(
      known.since ?? Number.MAX_SAFE_INTEGER,
      timeOf(ask.month ?? 0, owedSince),
    );
    return { ...stored, followed: { ...known, since } };
  }
  const tooLate = known.over !== undefined || (known.until ?? Number.MAX_SAFE_INTEGER) <= at;
  const { since, until, ...paid } = known;
  return tooLate ? stored : { ...stored, followed: paid };
};

/** `known` is what a read would have told of the subscription just before. */
export const follow = (
  purse: Purse,
  ask: Follow,
  { at, terms }: Facts,
  known: Followed | undefined,
): Ruled => {
  const named = [ask.said?.planId, ask.said?.next?.planId].flatMap((planId) => planId ?? []);
  const unknown = named.find((planId) => !planOf(terms, planId));
  if (unknown) return { refused: { code: 'unknown_plan', planId: unknown } };
  const now = heard(ask, known, { at, terms });
  if (textOf(now) === textOf(known)) return 'unchanged';

  const same = now?.id === known?.id && now?.planId === known?.planId;
  const moved = moveTo(
    purse,
    planOf(terms, goesTo(purse, ask, { at, terms, known, now })),
    at,
    same,
  );
  const { credits, trimmed } = moved;
  return {
    kind: 'plan',
    purse: { ...moved.purse, followed: now },
    did: { planId: moved.purse.planId, trimmed, credits, followed: textOf(now) },
  };
};

const STAYS = '';

const goesTo = (
  { planId }: Purse,
  { month = 0, said }: Follow,
  {
    at,
    known,
    now,
    terms,
  }: {
    readonly at: number;
    readonly terms: Terms;
    readonly known: Followed | undefined;
    readonly now: Followed | undefined;
  },
): string => {
  const byDefault = terms.document.defaultPlanId;
  if (!now) {
    if (planId !== known?.planId) return STAYS;
    const overdue = said?.next && timeOf(month, said.next) <= at ? said.next.planId : undefined;
    const plan = planOf(terms, overdue ?? known.next?.planId ?? byDefault);
    return plan && !('price' in plan) ? plan.planId : byDefault;
  }
  if (now.since !== undefined) {
    const isTooLateNow = now.over !== undefined && known?.over === undefined;
    return isTooLateNow && planId === now.planId ? byDefault : STAYS;
  }
  const isPaidAnew =
    known?.id !== now.id || known.planId !== now.planId || known.over !== undefined;
  return isPaidAnew ? now.planId : STAYS;
};

/** A subscription in one line, with its times as entries write them. */
export const textOf = (followed: Followed | undefined): string => {
  if (!followed) return 'none';
  const { id, next, over, planId, since, until } = followed;
  const times = [since, until, over, next?.at].map((at) =>
    at === undefined ? '' : new Date(at).toISOString(),
  );
  return [id, planId, ...times, next?.planId ?? ''].join(' ');
};

/** The same line of what is stored. */
export const textOfStored = (stored: StoredSubscription | null | undefined): string => {
  if (!stored) return 'none';
  const { fallsBackAt = '', fellBackAt = '', id, next, pastDueSince = '', planId } = stored;
  const { at = '', planId: nextPlan = '' } = next ?? {};
  return [id, planId, pastDueSince, fallsBackAt, fellBackAt, at, nextPlan].join(' ');
};

export type StoredSubscription = {
  readonly id: string;
  readonly planId: string;
  readonly pastDueSince?: string | undefined;
  readonly fallsBackAt?: string | undefined;
  readonly fellBackAt?: string | undefined;
  readonly next?: { readonly planId: string; readonly at: string } | undefined;
};
