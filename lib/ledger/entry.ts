import { actorName } from '../wallet/actor.js';
import { assertNever } from '../wallet/brand.js';
import type { Command } from '../wallet/command.js';
import { type Credits, credits, type MicroEuro, NONE } from '../wallet/credits.js';
import { type EntryName, entryName, type Kind } from '../wallet/entry-name.js';
import { kindOf, refOf, type WalletEvent } from '../wallet/event.js';
import type { ActionId, ClientId, ProductId, TenantId, TraceId, WalletId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import { balance, held, type Wallet } from '../wallet/wallet.js';
import { entryRow } from './entry-row.js';
import { chained, type Hash } from './hash-chain.js';

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

/** What an entry says beyond its event and the wallet after it. */
type Circumstances = {
  readonly eventId: string;
  readonly walletId: WalletId;
  readonly command: Command;
  readonly inputHash: Hash;
  readonly traceId: TraceId;
  readonly registryVersion: number;
  readonly previousHash: Hash;
};

/** The entry for an event that left the wallet as `after`. */
export const entryOf = (event: WalletEvent, after: Wallet, of: Circumstances): Entry => {
  const kind = kindOf(event);
  const key = keyOf(event, of);
  const ref = refOf(event);
  const row = {
    eventId: of.eventId,
    ...of.walletId,
    seq: after.version,
    kind,
    name: entryName(kind, key),
    idempotencyKey: key,
    inputHash: of.inputHash,
    traceId: of.traceId,
    actor: isDue(event) ? 'system' : actorName(of.command.actor),
    ...(ref && { ref }),
    ...factsOf(event),
    registryVersion: 'registryVersion' in event ? event.registryVersion : of.registryVersion,
    event,
    balanceAfter: balance(after),
    grantedAfter: after.granted,
    purchasedAfter: after.purchased,
    heldAfter: held(after, event.at),
    createdAt: event.at,
  };
  return { ...row, hash: expectedHash(row, of.previousHash) };
};

/** The hash that an entry must have, from what it says and the hash of the one before. */
export const expectedHash = (entry: Omit<Entry, 'hash'>, previous: Hash): Hash =>
  chained(previous, entryRow(entry));

/** What the system adds before the first write of a month, in whatever command that write came. */
const isDue = ({ type }: WalletEvent): boolean =>
  type === 'WalletOpened' || type === 'CreditsGranted' || type === 'GrantTrimmed';

const keyOf = (event: WalletEvent, { walletId, command }: Circumstances): string => {
  if (event.type === 'WalletOpened') return walletId.clientId;
  if (event.type === 'GrantTrimmed') return event.month;
  if (event.type === 'CreditsGranted') return event.months.at(-1)?.month ?? event.at.slice(0, 7);
  return command.key;
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
      return credits(event.toGranted + event.toPurchased);
    case 'PlanChanged':
      return credits(event.credits - event.trimmed);
    default:
      return assertNever(event);
  }
};
