import type { Catalog, PlanTerms } from './catalog.js';
import type { PlanId, SubscriptionId } from './ids.js';
import { earlier, type Instant, secondsAfter } from './instant.js';

/** The plan that takes over when what is paid for has run out. Where it has no price, the subscription ends with that. */
export type NextPlan = { readonly planId: PlanId; readonly at: Instant };

/** What a payment provider says now of a client's one live subscription. */
export type SubscriptionTerms = {
  readonly id: SubscriptionId;
  readonly planId: PlanId;
  /**
   * From when on it is not paid for: the beginning of the period that is owed, not the moment when a payment failed.
   * Months that begin from then on wait for the payment.
   */
  readonly pastDueSince?: Instant;
  /** How long after that the default plan takes over, in whole seconds. Without it that never happens by itself. */
  readonly graceSeconds?: number;
  readonly next?: NextPlan;
};

/** A subscription as a wallet knows it. */
export type Subscription = {
  readonly id: SubscriptionId;
  /** The plan that was paid for last. */
  readonly planId: PlanId;
  readonly pastDueSince?: Instant;
  /** When the default plan takes over unless it is paid. */
  readonly fallsBackAt?: Instant;
  /** When that time was over. From then on the wallet is on another plan, and waits for no payment. */
  readonly fellBackAt?: Instant;
  readonly next?: NextPlan;
};

/** The terms as they stand at `at`: a plan whose time has come has taken over. undefined: with that it ended. */
export const standing = (
  { next, ...terms }: SubscriptionTerms,
  catalog: Catalog,
  at: Instant,
): SubscriptionTerms | undefined => {
  if (!next) return terms;
  if (next.at > at) return { ...terms, next };
  return catalog.plans.get(next.planId)?.price ? { ...terms, planId: next.planId } : undefined;
};

/**
 * What terms come to beside what is known already. What is not paid for changes no plan: a subscription that is past due
 * stays what it was, and one that nobody knows yet is none. The first time that a payment was missing is kept, so that a
 * later one does not lengthen the grace.
 */
export const asFacts = (
  { graceSeconds, id, next, pastDueSince, planId }: SubscriptionTerms,
  known: Subscription | undefined,
  at: Instant,
): Subscription | undefined => {
  const scheduled = next && { next: { planId: next.planId, at: next.at } };
  if (!pastDueSince) return { id, planId, ...scheduled };
  if (known?.id !== id) return undefined;
  const since = earlier(known.pastDueSince ?? pastDueSince, pastDueSince);
  const until = graceSeconds === undefined ? undefined : secondsAfter(since, graceSeconds);
  const fellBackAt = known.fellBackAt ?? (until && until <= at ? until : undefined);
  return {
    id,
    planId: known.planId,
    pastDueSince: since,
    ...(fellBackAt ? { fellBackAt } : until && { fallsBackAt: until }),
    ...scheduled,
  };
};

export const isSame = (a: Subscription | undefined, b: Subscription | undefined): boolean =>
  String(membersOf(a)) === String(membersOf(b));

const membersOf = (of: Subscription | undefined): readonly unknown[] => [
  ...[of?.id, of?.planId, of?.pastDueSince, of?.fallsBackAt, of?.fellBackAt],
  ...[of?.next?.planId, of?.next?.at],
];

/** A moment at which a plan changes by itself: another one was to take over, or the grace of a missing payment was over. */
export type Turn = { readonly why: 'next' | 'unpaid'; readonly at: Instant };

/** What time alone does to a subscription: what is left of it, and the plan that the wallet goes to if it was on this one. */
type TimelyChange = {
  readonly turn: Turn;
  readonly left: Subscription | null;
  readonly plan: PlanTerms;
};

/** The first such change that is to come, whenever that is. */
export const nextChange = (
  { fallsBackAt, next, ...rest }: Subscription,
  { defaultPlan, plans }: Catalog,
): TimelyChange | undefined => {
  if (next && !(fallsBackAt && fallsBackAt < next.at)) {
    const plan = plans.get(next.planId) ?? defaultPlan;
    const goesOn = { ...rest, ...(fallsBackAt && { fallsBackAt }), planId: plan.planId };
    return { turn: { why: 'next', at: next.at }, left: plan.price ? goesOn : null, plan };
  }
  if (!fallsBackAt) return undefined;
  const left = { ...rest, ...(next && { next }), fellBackAt: fallsBackAt };
  return { turn: { why: 'unpaid', at: fallsBackAt }, left, plan: defaultPlan };
};

/** The first month that waits for a payment, and with it all later ones; none where a grace is over, since then it is too late. */
export const unpaidSince = ({ fellBackAt, pastDueSince }: Subscription): Instant | undefined =>
  fellBackAt ? undefined : pastDueSince;
