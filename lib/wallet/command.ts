import type { Actor } from './actor.js';
import { assertNever } from './brand.js';
import type { Credits, Money } from './credits.js';
import type { Facts } from './decision.js';
import { type EntryName, entryName, type Kind } from './entry-name.js';
import type { IdempotencyKey, PackId, UsedKey } from './ids.js';
import type { Instant } from './instant.js';
import type { Month } from './month.js';
import type { SubscriptionTerms } from './subscription.js';

/** What somebody asks of a wallet. `at` is the server's clock when the request came in. */
export type Command =
  | DebitCredits
  | PlaceHold
  | CaptureHold
  | ReleaseHold
  | ReverseDebit
  | TopUp
  | ReturnPayment
  | ChangePlan
  | FollowSubscription
  | AdjustBalance
  | AdoptRows;

type Asked<Type extends string> = {
  readonly type: Type;
  readonly key: IdempotencyKey;
  readonly at: Instant;
  readonly actor: Actor;
};

/** `enforce`: refuse what the wallet can't pay. Otherwise take what there is, and record the rest as shortfall. */
export type DebitCredits = Asked<'DebitCredits'> & {
  readonly actionId: string;
  readonly quantity: number;
  readonly enforce: boolean;
};

export type PlaceHold = Asked<'PlaceHold'> & {
  readonly actionId: string;
  readonly quantity: number;
  readonly enforce: boolean;
  readonly expiresInSeconds: number;
};

/** Without a quantity: the hold's own. */
export type CaptureHold = Asked<'CaptureHold'> & {
  readonly holdKey: IdempotencyKey;
  readonly quantity?: number;
  readonly enforce: boolean;
};

export type ReleaseHold = Asked<'ReleaseHold'> & { readonly holdKey: IdempotencyKey };

/** Without credits: all that is left of the debit. `debitKind` tells a debit from a capture of the same key. */
export type ReverseDebit = Asked<'ReverseDebit'> & {
  readonly debitKey: IdempotencyKey;
  readonly debitKind?: 'debit' | 'capture';
  readonly credits?: Credits;
  readonly reason: string;
};

/** A paid pack. The key is the payment's own (the Checkout session), so that every way in ends in one entry. */
export type TopUp = Asked<'TopUp'> & {
  readonly packId: PackId;
  readonly credits: Credits;
  readonly paid: Money;
};

/**
 * What of a payment has gone back to the payer by now, refunds and withdrawn disputes less reinstated ones,
 * in minor units: the total, not the change, so that the order of events does not matter.
 */
export type ReturnPayment = Asked<'ReturnPayment'> & {
  readonly paymentKey: IdempotencyKey;
  readonly returnedMinor: number;
};

export type ChangePlan = Asked<'ChangePlan'> & { readonly planId: string };

/** What the payment provider says now of the client's one live subscription; undefined: there is none any more. */
export type FollowSubscription = Asked<'FollowSubscription'> & {
  readonly subscription: SubscriptionTerms | undefined;
};

/** An operator's correction of the purchased credits. */
export type AdjustBalance = Asked<'AdjustBalance'> & {
  readonly credits: Credits;
  readonly reason: string;
};

/**
 * What older code wrote for this client to a ledger of its own. All its rows may be given every time: those that were
 * taken over before are left out.
 */
export type AdoptRows = Asked<'AdoptRows'> & { readonly rows: readonly OlderRow[] };

export type OlderRow = {
  /** Its number in the older ledger, by which it counts once. */
  readonly id: number;
  /** What it added to the balance, signed. */
  readonly credits: Credits;
  /** The key that it used, if a command of ours could come with the same one. */
  readonly key?: UsedKey;
  /** The month that it was the grant of. */
  readonly grantedFor?: Month;
};

/** The kinds of entry that a command can end in; its key is looked up under each. */
export const kindsOf = (command: Command): readonly Kind[] => {
  switch (command.type) {
    case 'DebitCredits':
      return ['debit'];
    case 'PlaceHold':
      return ['hold'];
    case 'CaptureHold':
      return ['capture'];
    case 'ReleaseHold':
      return ['release'];
    case 'ReverseDebit':
      return ['reversal'];
    case 'TopUp':
      return ['topup'];
    case 'ReturnPayment':
      return ['clawback', 'reinstatement'];
    case 'ChangePlan':
    case 'FollowSubscription':
      return ['plan'];
    case 'AdjustBalance':
      return ['adjustment'];
    case 'AdoptRows':
      return ['adoption'];
    default:
      return assertNever(command);
  }
};

/** The earlier entries that a command is about. Their outcome decides it, so they are loaded under the same lock. */
export const referencesOf = (command: Command): readonly EntryName[] => {
  switch (command.type) {
    case 'CaptureHold':
    case 'ReleaseHold':
      return [entryName('hold', command.holdKey)];
    case 'ReverseDebit':
      return command.debitKind
        ? [entryName(command.debitKind, command.debitKey)]
        : [entryName('debit', command.debitKey), entryName('capture', command.debitKey)];
    case 'ReturnPayment':
      return [entryName('topup', command.paymentKey)];
    case 'DebitCredits':
    case 'PlaceHold':
    case 'TopUp':
    case 'ChangePlan':
    case 'FollowSubscription':
    case 'AdjustBalance':
    case 'AdoptRows':
      return [];
    default:
      return assertNever(command);
  }
};

/**
 * What the caller asked for, apart from its key and from anything resolved for it (price, version, time, enforcement):
 * a repetition with the same key must mean the same. What a capture leaves out is what its hold says.
 */
export const meaningOf = (
  command: Command,
  named: Facts['named'] = () => undefined,
): Readonly<Record<string, unknown>> => {
  switch (command.type) {
    case 'DebitCredits':
      return { actionId: command.actionId, quantity: command.quantity };
    case 'PlaceHold':
      return {
        actionId: command.actionId,
        quantity: command.quantity,
        expiresInSeconds: command.expiresInSeconds,
      };
    case 'CaptureHold':
      return {
        holdKey: command.holdKey,
        quantity: command.quantity ?? heldQuantity(command.holdKey, named),
      };
    case 'ReleaseHold':
      return { holdKey: command.holdKey };
    case 'ReverseDebit':
      return {
        debitKey: command.debitKey,
        debitKind: command.debitKind,
        credits: command.credits,
        reason: command.reason,
      };
    case 'TopUp':
      return { packId: command.packId, credits: command.credits, paid: command.paid };
    case 'ReturnPayment':
      return { paymentKey: command.paymentKey };
    case 'ChangePlan':
      return { planId: command.planId };
    case 'FollowSubscription':
      return { follows: 'subscription' }; // whatever the provider says of it by then
    case 'AdjustBalance':
      return { credits: command.credits, reason: command.reason };
    case 'AdoptRows':
      return { rows: command.rows };
    default:
      return assertNever(command);
  }
};

const heldQuantity = (key: IdempotencyKey, named: Facts['named']): number | undefined => {
  const hold = named(entryName('hold', key))?.event;
  return hold?.type === 'HoldPlaced' ? hold.quantity : undefined;
};
