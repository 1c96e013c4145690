import { grantedByRows } from './adopted.js';
import type { Catalog, PlanTerms } from './catalog.js';
import { atLeastNone, credits, least } from './credits.js';
import type { WalletEvent } from './event.js';
import { evolve, fold } from './evolve.js';
import type { Instant } from './instant.js';
import { monthOf, monthsSince } from './month.js';
import type { Wallet } from './wallet.js';

export type UpToDate = { readonly wallet: Wallet; readonly events: readonly WalletEvent[] };

/**
 * The wallet as it stands at `at`, and the events that bring it there: an opening if there was none, and the grants
 * of the months since the last one. A write stores them first; a read only shows them.
 */
export const bringUpToDate = (
  stored: Wallet | undefined,
  catalog: Catalog,
  at: Instant,
): UpToDate => {
  const { events, wallet } = opened(stored, catalog, at);
  const grants = grantsDue(wallet, catalog, at);
  return { wallet: fold(grants, wallet) ?? wallet, events: [...events, ...grants] };
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

/**
 * Grant and cap are read again from the registry here; a plan that is gone from it keeps what the wallet knows. What older
 * rows gave for a month is given.
 */
const grantsDue = (wallet: Wallet, catalog: Catalog, at: Instant): readonly WalletEvent[] => {
  const months = monthsSince(wallet.grantedMonth, monthOf(at));
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
