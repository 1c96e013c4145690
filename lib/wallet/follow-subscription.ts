import type { Catalog, PlanTerms } from './catalog.js';
import type { FollowSubscription } from './command.js';
import { accepted, type Decision, type Facts, refused, unchanged } from './decision.js';
import { bringUpToDate } from './due.js';
import { earlier, type Instant } from './instant.js';
import { changeTo } from './plan-change.js';
import {
  asFacts,
  isSame,
  type Subscription,
  type SubscriptionTerms,
  standing,
} from './subscription.js';
import type { Wallet } from './wallet.js';

/**
 * Takes down what the provider says of a subscription, and moves the wallet to the plan that is paid for now. Whoever else
 * assigned a plan meanwhile is overruled by a new payment only, not by the same news again. What is due depends on what is
 * paid, so it is worked out with what the provider says.
 */
export const followSubscription = (
  stored: Wallet | undefined,
  { at, subscription: terms }: FollowSubscription,
  { catalog }: Facts,
): Decision => {
  const plans = [terms?.planId, terms?.next?.planId];
  const unknown = plans.find((planId) => planId !== undefined && !catalog.plans.has(planId));
  if (unknown !== undefined) return refused({ code: 'unknown_plan', planId: unknown });

  const known = bringUpToDate(stored, catalog, at).wallet.subscription;
  const stands = terms && standing(terms, catalog, at);
  const told = stands && asFacts(stands, known, at);
  if (isSame(known, told)) return unchanged;

  const due = bringUpToDate(stored && asTold(stored, terms, at), catalog, at);
  const recovers = known?.id === told?.id && known?.planId === told?.planId;
  const plan = told
    ? planPaid(due.wallet, known, told, catalog)
    : planLeft(due.wallet, known, stands ? undefined : terms, catalog);
  return accepted(...due.events, {
    type: 'PlanChanged',
    at,
    from: due.wallet.planId,
    ...changeTo(due.wallet, plan, at, { wholeMonth: recovers }),
    subscription: told ?? null,
  });
};

/** The wallet as it would stand if the provider's word had been known at once; a grace that is over stays over. */
const asTold = (wallet: Wallet, terms: SubscriptionTerms | undefined, at: Instant): Wallet => {
  const { subscription: known } = wallet;
  if (!known || known.id !== terms?.id) return wallet;
  const { fallsBackAt, pastDueSince, ...paid } = known;
  if (terms.pastDueSince) {
    const since = earlier(pastDueSince ?? terms.pastDueSince, terms.pastDueSince);
    return { ...wallet, subscription: { ...known, pastDueSince: since } };
  }
  if (known.fellBackAt || (fallsBackAt && fallsBackAt <= at)) return wallet;
  return { ...wallet, subscription: paid };
};

/** The plan to move to for a live subscription; undefined where nothing else is paid for than before. */
const planPaid = (
  wallet: Wallet,
  known: Subscription | undefined,
  told: Subscription,
  catalog: Catalog,
): PlanTerms | undefined => {
  if (told.pastDueSince) {
    const fallsBack = told.fellBackAt && !known?.fellBackAt && wallet.planId === told.planId;
    return fallsBack ? catalog.defaultPlan : undefined;
  }
  const paysAnew = known?.id !== told.id || known.planId !== told.planId || known.fellBackAt;
  return paysAnew ? catalog.plans.get(told.planId) : undefined;
};

/** The plan that is left, without a price, where a subscription has ended; undefined where the wallet is on another than that one's. */
const planLeft = (
  wallet: Wallet,
  known: Subscription | undefined,
  ended: SubscriptionTerms | undefined,
  catalog: Catalog,
): PlanTerms | undefined => {
  if (wallet.planId !== known?.planId) return undefined;
  const next = ended?.next ?? known.next;
  const plan = next && catalog.plans.get(next.planId);
  return plan && !plan.price ? plan : catalog.defaultPlan;
};
