import type { Money } from '../wallet/credits.js';
import type { IdempotencyKey, WalletId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import type { CashMovement } from './cash.js';
import type { Notice, Subject } from './notice.js';
import type { FormerOrder, Order, OrderForm } from './order.js';
import type { Period } from './period.js';
import type { Subscriptions } from './subscriptions.js';

/** A page on which somebody can pay. */
export type Checkout = { readonly sessionId: string; readonly url: string };

/** `reused`: the key stands for another order. `mismatch`: the provider's price is not the order's. */
export type Opened =
  | { readonly outcome: 'opened'; readonly checkout: Checkout; readonly replayed: boolean }
  | { readonly outcome: 'reused' }
  | { readonly outcome: 'mismatch'; readonly reason: string };

/** What became of a checkout. */
export type Standing = {
  /** `unpaid`: it was gone through, and the money is not there (yet). */
  readonly status: 'open' | 'unpaid' | 'paid' | 'expired';
  /** What was paid in all, tax and discounts included. */
  readonly total: Money;
  /** What refunds and disputes refer to; absent where nothing had to be paid. */
  readonly intentId?: string;
  readonly openedAt: Instant;
};

/** A checkout of ours for a pack, and what became of it. */
export type Payment = Standing & {
  /** The session's id: every way in ends in one entry of this key. */
  readonly key: IdempotencyKey;
  /** Whose it is: nobody can edit that. */
  readonly walletId: WalletId;
  /** `mismatch`: why it is not what was ordered, or why nobody knows what was. Then it must not be credited. */
  readonly order: Order | { readonly mismatch: string };
};

/** A checkout of ours for a plan. What became of it is for the subscription to say. */
export type PlanCheckout = {
  readonly sessionId: string;
  readonly walletId: WalletId;
  readonly status: 'open' | 'complete' | 'expired';
  readonly customerId?: string;
  /** Absent until it is gone through. */
  readonly subscriptionId?: string;
};

export type Found =
  | { readonly outcome: 'found'; readonly payment: Payment }
  | { readonly outcome: 'plan'; readonly checkout: PlanCheckout }
  | { readonly outcome: 'not ours' };

/**
 * The provider of payments. What it says of an object is always asked for anew: what came with a message may be old.
 * Every method throws `PaymentsUnavailable` when the provider can't be asked, and may be repeated.
 */
export interface Payments {
  /** Opens a checkout. The same key and pack end in the same one. */
  open(order: OrderForm, key: IdempotencyKey): Promise<Opened>;

  /** The checkout that was opened under a key before, whatever has become of the pack; undefined where there is none. */
  former(order: FormerOrder): Promise<Opened | undefined>;

  /** What became of a checkout. */
  find(sessionId: string): Promise<Found>;

  /** The checkouts that a payment was made for: one, or none of ours. */
  sessionsOf(intentId: string): Promise<readonly string[]>;

  /** What an object of the provider's is about, by its id: a refund, say, is about a payment. Undefined: it is unknown. */
  subjectOf(objectId: string): Promise<Subject | undefined>;

  /** What of a payment has gone back to the payer by now, in minor units: refunds, and disputes less what was reinstated. */
  returnedOf(payment: Pick<Payment, 'intentId'>): Promise<number>;

  /** The checkouts that can have been paid in a period, those of others too; in pages, so that memory stays flat. */
  paidIn(period: Period): AsyncIterable<Found>;

  /** The payments (their intents) of which something can have gone back, or come again, in a period; some more than once. */
  returnedIn(period: Period): AsyncIterable<string>;

  /** What was booked in a period of payments in checkouts, those of others too; in pages. What is not booked yet is not in it. */
  cashIn(period: Period): AsyncIterable<CashMovement>;

  /** What plans are paid with. */
  readonly subscriptions: Subscriptions;

  /** Reads a message of the provider's, if it is one. */
  notice(
    body: string,
    signature: string | null,
    at: Instant,
  ): Promise<Notice | { readonly rejected: string }>;
}

/** The provider did not answer, or not with what was asked for. Nothing is known to be lost. */
export class PaymentsUnavailable extends Error {
  override readonly name = 'PaymentsUnavailable';
}
