import { grantedByRows } from './adopted.js';
import type { Catalog, PlanTerms } from './catalog.js';
import { atLeastNone, credits, least } from './credits.js';
import type { WalletEvent } from './event.js';
import { evolve, fold } from './evolve.js';
import type { Instant } from './instant.js';
import { lastBegunBefore, type Month, monthOf, monthsSince } from './month.js';
import { changeTo } from './plan-change.js';
import { nextChange, unpaidSince } from './subscription.js';
import type { Wallet } from './wallet.js';

export type UpToDate = { readonly wallet: Wallet; readonly events: readonly WalletEvent[] };

/**
 * The wallet as it stands at `at`, and the events that bring it there: an opening if there was none, the grants of the
 * months since the last one, and between them the plans whose time has come, so that each month is granted under the plan
 * that was in force when it began. A write stores them first; a read only shows them.
 */
export const bringUpToDate = (
  stored: Wallet | undefined,
  catalog: Catalog,
  at: Instant,
): UpToDate => {
  let { events, wallet } = opened(stored, catalog, at);
  const write = (...due: readonly WalletEvent[]) => {
    wallet = fold(due, wallet) ?? wallet;
    events = [...events, ...due];
  };
  for (let change = changeBy(wallet, catalog, at); change; change = changeBy(wallet, catalog, at)) {
    write(...grantsDue(wallet, catalog, at, lastBegunBefore(change.turn.at)));
    write(turned(wallet, change, at));
  }
  write(...grantsDue(wallet, catalog, at, monthOf(at)));
  return { wallet, events };
};

/** The wallet as it is stored; if there is none, a new one and the event that opens it. */
export const opened = (stored: Wallet | undefined, catalog: Catalog, at: Instant): UpToDate => {
  if (stored) return { wallet: stored, events: [] };
  const opening = openingOn(catalog.defaultPlan, at);
  return { wallet: evolve(undefined, opening), events: [opening] };
};

const openingOn = (plan: PlanTerms, at: Instant): WalletEvent => ({
  type: 'WalletOpened',
  at,
  planId: plan.planId,
  monthlyGrant: plan.monthlyGrant,
  softCap: plan.softCap,
});

/** What time alone does to the wallet's subscription, if that time has come. */
const changeBy = ({ subscription }: Wallet, catalog: Catalog, at: Instant) => {
  const change = subscription && nextChange(subscription, catalog);
  return change && change.turn.at <= at ? change : undefined;
};

/** A wallet on another plan than its subscription's, which somebody assigned, stays there. */
const turned = (
  wallet: Wallet,
  { left, plan, turn }: NonNullable<ReturnType<typeof changeBy>>,
  at: Instant,
): WalletEvent => ({
  type: 'PlanChanged',
  at,
  from: wallet.planId,
  ...changeTo(wallet, isOnItsPlan(wallet) ? plan : undefined, turn.at),
  subscription: left,
  fellDue: turn,
});

const isOnItsPlan = ({ planId, subscription }: Wallet): boolean => planId === subscription?.planId;

/** Months that begin while their plan is not paid for wait until it is. */
const lastPaid = (wallet: Wallet, until: Month): Month => {
  const unpaid = wallet.subscription && unpaidSince(wallet.subscription);
  if (!unpaid || !isOnItsPlan(wallet)) return until;
  const last = lastBegunBefore(unpaid);
  return last < until ? last : until;
};

/**
 * Grant and cap are read again from the registry here; a plan that is gone from it keeps what the wallet knows. What older
 * rows gave for a month is given.
 */
const grantsDue = (
  wallet: Wallet,
  catalog: Catalog,
  at: Instant,
  until: Month,
): readonly WalletEvent[] => {
  const months = monthsSince(wallet.grantedMonth, lastPaid(wallet, until));
  const last = months.at(-1);
  if (last === undefined) return [];
  const { monthlyGrant, softCap } = catalog.plans.get(wallet.planId) ?? wallet;

  const trimmed = atLeastNone(wallet.granted - softCap);
  const room = credits(softCap - (wallet.granted - trimmed));
  const rests = months.map((month) => ({
    month,
    credits: atLeastNone(monthlyGrant - grantedByRows(wallet.adopted, month)),
  }));
  const nominal = credits(rests.reduce((sum, rest) => sum + rest.credits, 0));
  const granted = least(nominal, room);
  const grant: WalletEvent = {
    type: 'CreditsGranted',
    at,
    months: rests,
    monthlyGrant,
    softCap,
    credits: granted,
    keptBack: credits(nominal - granted),
  };
  if (trimmed === 0) return [grant];
  return [{ type: 'GrantTrimmed', at, month: last, softCap, credits: trimmed }, grant];
};
