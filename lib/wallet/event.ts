import type { Credits, MicroEuro, Money } from './credits.js';
import { type EntryName, entryName, type Kind } from './entry-name.js';
import type { ActionId, IdempotencyKey, PackId, PlanId, ProductId, UsedKey } from './ids.js';
import type { Instant } from './instant.js';
import type { Month } from './month.js';
import type { Subscription, Turn } from './subscription.js';

/** What happened, with every fact as it stood: a later change of the catalog rewrites none of it. */
export type WalletEvent =
  | WalletOpened
  | CreditsGranted
  | GrantTrimmed
  | CreditsDebited
  | HoldPlaced
  | HoldCaptured
  | HoldReleased
  | DebitReversed
  | CreditsToppedUp
  | CreditsClawedBack
  | CreditsReinstated
  | PlanChanged
  | BalanceAdjusted
  | RowsAdopted;

type Happened<Type extends string> = { readonly type: Type; readonly at: Instant };

export type WalletOpened = Happened<'WalletOpened'> & {
  readonly planId: PlanId;
  readonly monthlyGrant: Credits;
  readonly softCap: Credits;
};

export type GrantForMonth = { readonly month: Month; readonly credits: Credits };

/** The grants that were due, in one entry: what each month was worth, what the cap kept back of their sum. */
export type CreditsGranted = Happened<'CreditsGranted'> & {
  readonly months: readonly GrantForMonth[];
  readonly monthlyGrant: Credits;
  readonly softCap: Credits;
  readonly credits: Credits;
  readonly keptBack: Credits;
};

/** The registry lowered the plan's cap below what the wallet held. */
export type GrantTrimmed = Happened<'GrantTrimmed'> & {
  readonly month: Month;
  readonly softCap: Credits;
  readonly credits: Credits;
};

/** What a charge took, from which bucket, at which price. `shortfall` could not be taken. */
type Charge = {
  readonly product: ProductId;
  readonly actionId: ActionId;
  readonly quantity: number;
  readonly creditsPerUnit: Credits;
  readonly fromGranted: Credits;
  readonly fromPurchased: Credits;
  readonly shortfall: Credits;
  /** Whether a lack of credits was refused at the time, or only warned of. */
  readonly enforced: boolean;
  readonly estimatedCost: MicroEuro;
  readonly creditValue: MicroEuro;
};

export type CreditsDebited = Happened<'CreditsDebited'> & Charge;

export type HoldPlaced = Happened<'HoldPlaced'> & {
  readonly key: IdempotencyKey;
  readonly product: ProductId;
  readonly actionId: ActionId;
  readonly quantity: number;
  readonly creditsPerUnit: Credits;
  /** What is reserved. */
  readonly credits: Credits;
  readonly shortfall: Credits;
  readonly enforced: boolean;
  readonly expiresAt: Instant;
  readonly estimatedCostPerUnit: MicroEuro;
  readonly creditValue: MicroEuro;
  readonly registryVersion: number;
};

export type HoldCaptured = Happened<'HoldCaptured'> &
  Charge & {
    readonly holdKey: IdempotencyKey;
    /** What the hold still reserved of its own; what the capture did not take of it is free again. */
    readonly reserved: Credits;
    /** The version that the hold was priced from. */
    readonly registryVersion: number;
  };

export type HoldReleased = Happened<'HoldReleased'> & {
  readonly holdKey: IdempotencyKey;
  readonly product: ProductId;
  readonly actionId: ActionId;
  readonly reserved: Credits;
};

export type DebitReversed = Happened<'DebitReversed'> & {
  readonly debit: EntryName;
  readonly product: ProductId;
  readonly actionId: ActionId;
  readonly credits: Credits;
  readonly toPurchased: Credits;
  readonly toGranted: Credits;
  /** The part of what came from the grant that no longer fits under the cap. */
  readonly keptBack: Credits;
  /** What a credit was worth when the debit was written. Reversals of the first days do not have it. */
  readonly creditValue?: MicroEuro;
  readonly reason: string;
};

export type CreditsToppedUp = Happened<'CreditsToppedUp'> & {
  readonly packId: PackId;
  readonly credits: Credits;
  readonly paid: Money;
};

type PaymentReturned = {
  readonly payment: EntryName;
  readonly credits: Credits;
  /** Of the payment, what has gone back in all; the credits follow it in proportion. */
  readonly returned: Money;
};

export type CreditsClawedBack = Happened<'CreditsClawedBack'> & PaymentReturned;

export type CreditsReinstated = Happened<'CreditsReinstated'> & PaymentReturned;

export type PlanChanged = Happened<'PlanChanged'> & {
  readonly from: PlanId;
  readonly to: PlanId;
  readonly monthlyGrant: Credits;
  readonly softCap: Credits;
  /** What the new cap cut off. */
  readonly trimmed: Credits;
  /** What the new plan's month is worth more than what was granted for it so far. Counted once a month, in full. */
  readonly nominal: Credits;
  /** What was granted of it: for a plan with a price, by the part of the month that was left. */
  readonly credits: Credits;
  /** What the cap kept back. */
  readonly keptBack: Credits;
  /** The subscription from now on; null: it ended. Absent where the change is not about it. */
  readonly subscription?: Subscription | null;
  /** Of a change that time alone brought: why, and when that was. */
  readonly fellDue?: Turn;
};

export type BalanceAdjusted = Happened<'BalanceAdjusted'> & {
  readonly credits: Credits;
  readonly reason: string;
};

/** Rows of an older ledger became one entry here. */
export type RowsAdopted = Happened<'RowsAdopted'> & {
  /** Their ids in the older ledger. */
  readonly rows: readonly number[];
  /** The keys that they had used. */
  readonly keys: readonly UsedKey[];
  /** What they add up to, signed. */
  readonly sum: Credits;
  /** What they granted, for the month of the wallet's last grant and for later ones. */
  readonly months: readonly GrantForMonth[];
  /** Of these grants, what the wallet had granted for the same month already. */
  readonly keptBack: Credits;
  /** What moved, signed: the sum without what was kept back, and without what made good or became overdrawn. */
  readonly toGranted: Credits;
  readonly toPurchased: Credits;
  /** What all adopted rows together took beyond what there was. */
  readonly overdrawn: Credits;
  /** The last month that is granted from now on, and what was nominally granted for it, by older rows and here. */
  readonly grantedMonth: Month;
  readonly grantedForMonth: Credits;
};

const KIND_OF: Readonly<Record<WalletEvent['type'], Kind>> = {
  WalletOpened: 'open',
  CreditsGranted: 'grant',
  GrantTrimmed: 'trim',
  CreditsDebited: 'debit',
  HoldPlaced: 'hold',
  HoldCaptured: 'capture',
  HoldReleased: 'release',
  DebitReversed: 'reversal',
  CreditsToppedUp: 'topup',
  CreditsClawedBack: 'clawback',
  CreditsReinstated: 'reinstatement',
  PlanChanged: 'plan',
  BalanceAdjusted: 'adjustment',
  RowsAdopted: 'adoption',
};

export const kindOf = (event: WalletEvent): Kind => KIND_OF[event.type];

/** The entry that an event is about: the hold it settles, the debit it reverses, the payment it follows. */
export const refOf = (event: WalletEvent): EntryName | undefined => {
  if ('holdKey' in event) return entryName('hold', event.holdKey);
  if ('debit' in event) return event.debit;
  if ('payment' in event) return event.payment;
  return undefined;
};
