import type { Catalog } from '../wallet/catalog.js';
import { kindsOf, meaningOf } from '../wallet/command.js';
import { decide } from '../wallet/decide.js';
import { type EntryName, entryName } from '../wallet/entry-name.js';
import { evolve } from '../wallet/evolve.js';
import type { WalletId } from '../wallet/ids.js';
import type { Wallet } from '../wallet/wallet.js';
import type { Entry } from './entry.js';
import { GENESIS, type Hash, meaningHash } from './hash-chain.js';
import type { NewEventId, Outcome, StoredWallet, Submission } from './ledger.js';
import { recordEntry } from './record-entry.js';
import { isUsedIn } from './used-key.js';

/** A wallet in a batch: what was loaded of it under the lock, and what the batch has appended so far. */
export type WalletInBatch = {
  readonly walletId: WalletId;
  wallet: Wallet | undefined;
  headHash: Hash;
  /** Entries by name: those loaded (with a key of the batch, referred to, or referring to these), then those appended. */
  readonly entries: Map<EntryName, Entry>;
  readonly appended: Entry[];
};

export const walletInBatch = (
  walletId: WalletId,
  stored: StoredWallet | undefined,
): WalletInBatch => ({
  walletId,
  wallet: stored?.wallet,
  headHash: stored?.headHash ?? GENESIS,
  entries: new Map(),
  appended: [],
});

/** Decides one submission against its wallet as the ones before it left it. Appends to `into`, and writes nothing. */
export const decideInBatch = (
  { command, traceId, dryRun }: Submission,
  into: WalletInBatch,
  catalog: Catalog,
  newEventId: NewEventId,
): Outcome => {
  const named = (name: EntryName) => into.entries.get(name);
  const inputHash = meaningHash(meaningOf(command, named));
  const names = kindsOf(command).map((kind) => entryName(kind, command.key));
  const prior = names.map(named).find((entry) => entry !== undefined);
  if (prior && prior.inputHash === inputHash) return { outcome: 'replayed', entry: prior };
  if (prior) {
    const refusal = { code: 'idempotency_key_reused', idempotencyKey: command.key } as const;
    return { outcome: 'refused', refusal, prior };
  }
  if (names.some((name) => isUsedIn(into.wallet, name))) {
    const idempotencyKey = command.key;
    const refusal = { code: 'idempotency_key_reused', idempotencyKey, adopted: true } as const;
    return { outcome: 'refused', refusal };
  }

  const decision = decide(into.wallet, command, {
    catalog,
    named,
    referringTo: (name) => [...into.entries.values()].filter((entry) => entry.ref === name),
  });
  if (decision.outcome === 'refused') return decision;
  if (decision.outcome === 'unchanged') return { outcome: 'unchanged', wallet: into.wallet };

  let { wallet, headHash } = into;
  const entries: Entry[] = [];
  for (const event of decision.events) {
    wallet = evolve(wallet, event);
    const entry = recordEntry(event, wallet, {
      eventId: newEventId(event.at),
      walletId: into.walletId,
      command,
      inputHash,
      traceId,
      registryVersion: catalog.version,
      previousHash: headHash,
    });
    headHash = entry.hash;
    entries.push(entry);
  }
  const own = entries.at(-1);
  if (!own) throw new Error(`${command.type} was accepted without an event`);
  if (dryRun) return { outcome: 'previewed', entry: own };

  into.wallet = wallet;
  into.headHash = headHash;
  for (const entry of entries) into.entries.set(entry.name, entry);
  into.appended.push(...entries);
  return { outcome: 'committed', entry: own };
};
