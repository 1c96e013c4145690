import type { Adopted } from './adopted.js';
import { atLeastNone, type Credits, credits } from './credits.js';
import type { HoldPlaced } from './event.js';
import type { PlanId } from './ids.js';
import type { Instant } from './instant.js';
import type { Month } from './month.js';
import type { Subscription } from './subscription.js';

/** An open hold with the terms it was placed under: a capture settles at these. */
export type Hold = Omit<HoldPlaced, 'type' | 'at' | 'shortfall' | 'enforced'>;

/** How many holds a wallet can have open at once; a bound for its stored state. */
export const MOST_HOLDS = 1000;

/** A wallet as its entries leave it. Grant and cap are facts in it: a new registry changes them at the next grant. */
export type Wallet = {
  /** How many entries it has; also the number of the last one. */
  readonly version: number;
  readonly planId: PlanId;
  readonly monthlyGrant: Credits;
  readonly softCap: Credits;
  /** Subscription credits: `0 ≤ granted ≤ softCap`. Debits burn these first. */
  readonly granted: Credits;
  /** Paid credits. Below zero only when credits that were already spent were clawed back. */
  readonly purchased: Credits;
  /** The last month that is granted, and what was nominally granted for it, plan changes and older rows included. */
  readonly grantedMonth: Month;
  readonly grantedForMonth: Credits;
  readonly holds: readonly Hold[];
  /** Absent where no plan is paid for by one. Whoever assigns a plan leaves it as it is. */
  readonly subscription?: Subscription;
  /** Absent where nothing was taken over from older code. */
  readonly adopted?: Adopted;
  /** When its last entry was written. Time does not run backwards in a wallet. */
  readonly updatedAt: Instant;
};

export const balance = (wallet: Wallet): Credits => credits(wallet.granted + wallet.purchased);

export const isOpen = (hold: Hold, at: Instant): boolean => hold.expiresAt > at;

/** What open holds reserve at `at`. An expired hold reserves nothing; no job has to run for that. */
export const held = (wallet: Wallet, at: Instant): Credits =>
  credits(wallet.holds.reduce((sum, hold) => sum + (isOpen(hold, at) ? hold.credits : 0), 0));

/** What can be spent at `at`: never negative. */
export const available = (wallet: Wallet, at: Instant): Credits =>
  atLeastNone(balance(wallet) - held(wallet, at));
