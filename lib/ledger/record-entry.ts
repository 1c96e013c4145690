import { actorName } from '../wallet/actor.js';
import type { Command } from '../wallet/command.js';
import { entryName } from '../wallet/entry-name.js';
import { kindOf, refOf, type WalletEvent } from '../wallet/event.js';
import type { TraceId, WalletId } from '../wallet/ids.js';
import { balance, held, type Wallet } from '../wallet/wallet.js';
import { type Entry, factsOf } from './entry.js';
import { expectedHash } from './entry-row.js';
import type { Hash } from './hash-chain.js';

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
export const recordEntry = (event: WalletEvent, after: Wallet, of: Circumstances): Entry => {
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

/** What time alone brings, in whatever command the write came that it goes before. */
const isDue = (event: WalletEvent): boolean =>
  event.type === 'WalletOpened' ||
  event.type === 'CreditsGranted' ||
  event.type === 'GrantTrimmed' ||
  fellDue(event) !== undefined;

const fellDue = (event: WalletEvent) => (event.type === 'PlanChanged' ? event.fellDue : undefined);

const keyOf = (event: WalletEvent, { walletId, command }: Circumstances): string => {
  if (event.type === 'WalletOpened') return walletId.clientId;
  if (event.type === 'GrantTrimmed') return event.month;
  if (event.type === 'CreditsGranted') return event.months.at(-1)?.month ?? event.at.slice(0, 7);
  const turn = fellDue(event);
  // No caller's key has a blank in it, so none can be in the way of these.
  return turn ? `${turn.why} ${turn.at}` : command.key;
};
