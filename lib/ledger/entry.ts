import { assertNever } from '../wallet/brand.js';
import { type Credits, credits, type MicroEuro, NONE } from '../wallet/credits.js';
import type { EntryName, Kind } from '../wallet/entry-name.js';
import type { WalletEvent } from '../wallet/event.js';
import type { ActionId, ClientId, ProductId, TenantId, TraceId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import type { Hash } from './hash-chain.js';

/**
 * One row of the ledger: an event, what it did to the balance, and the wallet after it. Every ledger stores the same
 * entry, and its hash covers all the other members.
 */
export type Entry = {
  /** UUID v7. */
  readonly eventId: string;
  readonly tenantId: TenantId;
  readonly clientId: ClientId;
  /** 1, 2, 3 … in a wallet, without gap. */
  readonly seq: number;
  readonly kind: Kind;
  readonly name: EntryName;
  readonly idempotencyKey: string;
  /** SHA-256 of what the request meant. */
  readonly inputHash: Hash;
  readonly traceId: TraceId;
  readonly actor: string;
  /** The earlier entry that this one is about. */
  readonly ref?: EntryName;
  readonly product?: ProductId;
  readonly actionId?: ActionId;
  readonly quantity?: number;
  readonly creditsDelta: Credits;
  readonly shortfall: Credits;
  readonly estimatedCost?: MicroEuro;
  readonly creditValue?: MicroEuro;
  readonly registryVersion: number;
  readonly event: WalletEvent;
  readonly balanceAfter: Credits;
  readonly grantedAfter: Credits;
  readonly purchasedAfter: Credits;
  readonly heldAfter: Credits;
  readonly createdAt: Instant;
  readonly hash: Hash;
};

/** The columns that are read off the event; verification reads them off again and compares. */
export const factsOf = (event: WalletEvent) => ({
  ...('product' in event && { product: event.product, actionId: event.actionId }),
  ...('quantity' in event && { quantity: event.quantity }),
  creditsDelta: creditsDelta(event),
  shortfall: 'shortfall' in event ? event.shortfall : NONE,
  ...('estimatedCost' in event && { estimatedCost: event.estimatedCost }),
  ...('creditValue' in event && { creditValue: event.creditValue }),
});

/** What an event adds to the balance, signed. */
export const creditsDelta = (event: WalletEvent): Credits => {
  switch (event.type) {
    case 'WalletOpened':
    case 'HoldPlaced':
    case 'HoldReleased':
      return NONE;
    case 'CreditsGranted':
    case 'CreditsToppedUp':
    case 'CreditsReinstated':
    case 'BalanceAdjusted':
      return event.credits;
    case 'GrantTrimmed':
    case 'CreditsClawedBack':
      return credits(-event.credits);
    case 'CreditsDebited':
    case 'HoldCaptured':
      return credits(-event.fromGranted - event.fromPurchased);
    case 'DebitReversed':
    case 'RowsAdopted':
      return credits(event.toGranted + event.toPurchased);
    case 'PlanChanged':
      return credits(event.credits - event.trimmed);
    default:
      return assertNever(event);
  }
};
