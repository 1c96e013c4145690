import { fromMonthOn, grantedByRows, NOTHING_ADOPTED, withRows } from './adopted.js';
import { assertNever } from './brand.js';
import { credits, NONE } from './credits.js';
import type { HoldPlaced, WalletEvent, WalletOpened } from './event.js';
import type { IdempotencyKey } from './ids.js';
import { type Instant, secondsAfter } from './instant.js';
import { monthBefore, monthOf } from './month.js';
import { type Hold, isOpen, MOST_HOLDS, type Wallet } from './wallet.js';

/** An expired hold stays at hand for so long; a capture after that finds it by its entry. */
const KEPT_AFTER_EXPIRY_SECONDS = 7 * 24 * 3600;

/** Folds one event into the wallet. It never refuses: what happened, happened. */
export const evolve = (wallet: Wallet | undefined, event: WalletEvent): Wallet => {
  if (event.type === 'WalletOpened') return opened(event);
  if (wallet === undefined) throw new Error(`${event.type} on a wallet that was never opened`);
  return {
    ...following(wallet, event),
    holds: withoutForgotten(wallet.holds, event.at),
    ...changeBy(wallet, event),
    version: wallet.version + 1,
    updatedAt: event.at,
  };
};

/** The wallet after all of `events`, in their order. */
export const fold = (
  events: Iterable<WalletEvent>,
  from: Wallet | undefined = undefined,
): Wallet | undefined => {
  let wallet = from;
  for (const event of events) wallet = evolve(wallet, event);
  return wallet;
};

/** With the subscription that the event tells of, or without one where it ended. Most tell of none. */
const following = (wallet: Wallet, event: WalletEvent): Wallet => {
  if (event.type !== 'PlanChanged' || event.subscription === undefined) return wallet;
  const { subscription: before, ...rest } = wallet;
  return event.subscription ? { ...rest, subscription: event.subscription } : rest;
};

const opened = (event: WalletOpened): Wallet => ({
  version: 1,
  planId: event.planId,
  monthlyGrant: event.monthlyGrant,
  softCap: event.softCap,
  granted: NONE,
  purchased: NONE,
  grantedMonth: monthBefore(monthOf(event.at)), // so that the grant of this month is due at once
  grantedForMonth: NONE,
  holds: [],
  updatedAt: event.at,
});

const changeBy = (wallet: Wallet, event: Exclude<WalletEvent, WalletOpened>): Partial<Wallet> => {
  const { adopted, granted, purchased } = wallet;
  switch (event.type) {
    case 'CreditsGranted': {
      const last = event.months.at(-1);
      return {
        granted: credits(granted + event.credits),
        monthlyGrant: event.monthlyGrant,
        softCap: event.softCap,
        ...(last && {
          grantedMonth: last.month,
          grantedForMonth: credits(last.credits + grantedByRows(adopted, last.month)),
        }),
        ...(last && adopted && { adopted: fromMonthOn(adopted, last.month) }),
      };
    }
    case 'GrantTrimmed':
      return { granted: credits(granted - event.credits), softCap: event.softCap };
    case 'CreditsDebited':
      return {
        granted: credits(granted - event.fromGranted),
        purchased: credits(purchased - event.fromPurchased),
      };
    case 'HoldPlaced':
      return { holds: [...withRoom(withoutForgotten(wallet.holds, event.at)), holdOf(event)] };
    case 'HoldCaptured':
      return {
        granted: credits(granted - event.fromGranted),
        purchased: credits(purchased - event.fromPurchased),
        holds: withoutHold(wallet.holds, event.holdKey, event.at),
      };
    case 'HoldReleased':
      return { holds: withoutHold(wallet.holds, event.holdKey, event.at) };
    case 'DebitReversed':
      return {
        granted: credits(granted + event.toGranted),
        purchased: credits(purchased + event.toPurchased),
      };
    case 'CreditsToppedUp':
    case 'CreditsReinstated':
    case 'BalanceAdjusted':
      return { purchased: credits(purchased + event.credits) };
    case 'CreditsClawedBack':
      return { purchased: credits(purchased - event.credits) };
    case 'PlanChanged':
      return {
        planId: event.to,
        monthlyGrant: event.monthlyGrant,
        softCap: event.softCap,
        granted: credits(granted - event.trimmed + event.credits),
        grantedForMonth: credits(wallet.grantedForMonth + event.nominal),
      };
    case 'RowsAdopted':
      return {
        granted: credits(granted + event.toGranted),
        purchased: credits(purchased + event.toPurchased),
        grantedMonth: event.grantedMonth,
        grantedForMonth: event.grantedForMonth,
        adopted: withRows(adopted ?? NOTHING_ADOPTED, event),
      };
    default:
      return assertNever(event);
  }
};

/** The hold that a `hold` entry placed, also long after the wallet forgot it. */
export const holdOf = ({ type, at, shortfall, enforced, ...hold }: HoldPlaced): Hold => hold;

const withoutHold = (holds: readonly Hold[], key: IdempotencyKey, at: Instant): readonly Hold[] =>
  withoutForgotten(holds, at).filter((hold) => hold.key !== key);

const withoutForgotten = (holds: readonly Hold[], at: Instant): readonly Hold[] => {
  const keeps = (hold: Hold) =>
    isOpen(hold, at) || secondsAfter(hold.expiresAt, KEPT_AFTER_EXPIRY_SECONDS) > at;
  return holds.every(keeps) ? holds : holds.filter(keeps);
};

/** The state stays small: where it is full, the hold that expired first makes room. */
const withRoom = (holds: readonly Hold[]): readonly Hold[] => {
  if (holds.length < MOST_HOLDS) return holds;
  const first = holds.reduce((a, b) => (b.expiresAt < a.expiresAt ? b : a));
  return holds.filter((hold) => hold !== first);
};
