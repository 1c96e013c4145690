import type { Catalog } from './catalog.js';
import type { Credits, Money } from './credits.js';
import type { EntryName } from './entry-name.js';
import type { WalletEvent } from './event.js';
import type { IdempotencyKey } from './ids.js';
import type { Instant } from './instant.js';

/** Why a command is not carried out. A value, not an exception; one table at the edge gives each its status. */
export type Refusal =
  | {
      readonly code: 'insufficient_credits';
      readonly required: Credits;
      readonly available: Credits;
      readonly shortfall: Credits;
    }
  | {
      readonly code: 'limit_exceeded';
      readonly limit: string;
      readonly most: number;
      readonly resetsAt: Instant;
    }
  | { readonly code: 'forbidden'; readonly reason: string }
  | { readonly code: 'plan_not_self_service'; readonly planId: string }
  | { readonly code: 'payment_required'; readonly planId: string; readonly price: Money }
  | { readonly code: 'unknown_action'; readonly actionId: string }
  | { readonly code: 'unknown_plan'; readonly planId: string }
  | { readonly code: 'unknown_hold'; readonly holdKey: IdempotencyKey }
  | { readonly code: 'unknown_debit'; readonly debitKey: IdempotencyKey }
  | { readonly code: 'unknown_session'; readonly sessionId: IdempotencyKey }
  | { readonly code: 'hold_settled'; readonly holdKey: IdempotencyKey }
  | {
      readonly code: 'reversal_exceeds_debit';
      readonly debitKey: IdempotencyKey;
      readonly reversible: Credits;
    }
  | {
      readonly code: 'idempotency_key_reused';
      readonly idempotencyKey: IdempotencyKey;
      /** The key was used by older code, whose rows this wallet took over. */
      readonly adopted?: true;
    };

/** `unchanged`: carried out, and nothing was left to do. */
export type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly WalletEvent[] }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

export const accepted = (...events: readonly WalletEvent[]): Decision => ({
  outcome: 'accepted',
  events,
});

export const unchanged: Decision = { outcome: 'unchanged' };

export const refused = (refusal: Refusal): Decision => ({ outcome: 'refused', refusal });

/** An earlier entry of the same wallet, as far as a decision needs it. */
export type PastEntry = { readonly name: EntryName; readonly event: WalletEvent };

/** What a decision may know beside the wallet: the terms in force, and the entries the command refers to. */
export type Facts = {
  readonly catalog: Catalog;
  readonly named: (name: EntryName) => PastEntry | undefined;
  readonly referringTo: (name: EntryName) => readonly PastEntry[];
};
