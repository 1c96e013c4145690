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
  const opening: WalletEvent[] = stored ? [] : [openingOn(catalog.defaultPlan, at)];
  const wallet = stored ?? evolve(undefined, openingOn(catalog.defaultPlan, at));
  const grants = grantsDue(wallet, catalog, at);
  return { wallet: fold(grants, wallet) ?? wallet, events: [...opening, ...grants] };
};

const openingOn = (plan: PlanTerms, at: Instant): WalletEvent => ({
  type: 'WalletOpened',
  at,
  planId: plan.planId,
  monthlyGrant: plan.monthlyGrant,
  softCap: plan.softCap,
});

/** Grant and cap are read again from the registry here; a plan that is gone from it keeps what the wallet knows. */
const grantsDue = (wallet: Wallet, catalog: Catalog, at: Instant): readonly WalletEvent[] => {
  const months = monthsSince(wallet.grantedMonth, monthOf(at));
  const last = months.at(-1);
  if (last === undefined) return [];
  const { monthlyGrant, softCap } = catalog.plans.get(wallet.planId) ?? wallet;

  const trimmed = atLeastNone(wallet.granted - softCap);
  const room = credits(softCap - (wallet.granted - trimmed));
  const nominal = credits(monthlyGrant * months.length);
  const granted = least(nominal, room);
  const grant: WalletEvent = {
    type: 'CreditsGranted',
    at,
    months: months.map((month) => ({ month, credits: monthlyGrant })),
    monthlyGrant,
    softCap,
    credits: granted,
    keptBack: credits(nominal - granted),
  };
  if (trimmed === 0) return [grant];
  return [{ type: 'GrantTrimmed', at, month: last, softCap, credits: trimmed }, grant];
};
