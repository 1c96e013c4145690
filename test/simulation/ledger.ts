import { z } from 'zod';
import { commitBatch, LOCKING, type TryBatch } from '../../lib/ledger/commit-batch.js';
import { decideInBatch, type WalletInBatch, walletInBatch } from '../../lib/ledger/decide-batch.js';
import { entryFromRow, entryRow } from '../../lib/ledger/entry-row.js';
import { hash } from '../../lib/ledger/hash-chain.js';
import type {
  Ledger,
  NewEventId,
  ScannedRow,
  ScannedWallet,
  StoredWallet,
  Submission,
} from '../../lib/ledger/ledger.js';
import { reached } from '../../lib/ledger/postgres/reached.js';
import { walletFromState } from '../../lib/ledger/stored-wallet.js';
import { kindsOf, referencesOf } from '../../lib/wallet/command.js';
import { entryName } from '../../lib/wallet/entry-name.js';
import type { WalletId } from '../../lib/wallet/ids.js';
import type { Storage, Transaction } from './storage.js';
import type { Wraps } from './store.js';
import type { Move, Table } from './tables.js';
import type { Owner } from './world.js';

export const keyOf = ({ tenantId, clientId }: WalletId): string => `${tenantId}:${clientId}`;

/** The ledger on the simulated storage, as one process is connected to it. */
export const simulatedLedger = (
  storage: Storage,
  owner: Owner,
  newEventId: NewEventId,
  wraps: Wraps = {},
): Ledger => {
  const decide = wraps.decide?.(decideInBatch) ?? decideInBatch;
  const begin = () => {
    const honest = storage.begin(owner);
    return wraps.transaction?.(honest) ?? honest;
  };
  return {
    commit: (submissions, catalog) =>
      reached(
        commitBatch(
          tryBatchOn(storage, begin),
          submissions,
          (submission, wallet) => decide(submission, wallet, catalog, newEventId),
          { ...LOCKING, pause: (milliseconds) => storage.world.pause(milliseconds, owner) },
        ),
      ),

    read: async (walletId, { limit, before = Number.MAX_SAFE_INTEGER }) => {
      const [stored, rows] = await reached(
        storage.read(keyOf(walletId), owner, () => {
          const table = storage.tables.of(keyOf(walletId));
          const newestFirst = table?.rows.slice(0, Math.max(0, before - 1)).reverse() ?? [];
          return [table?.stored, newestFirst.slice(0, limit)] as const;
        }),
      );
      return {
        stored: stored === undefined ? undefined : storedWallet(stored),
        entries: rows.map((row) => entryFromRow(JSON.parse(row))),
      };
    },

    async *scan(tenantId): AsyncIterable<ScannedRow> {
      for (const key of storage.tables.keys(tenantId)) {
        const clientId = key.slice(tenantId.length + 1);
        for (const row of storage.tables.of(key)?.rows ?? []) {
          yield { clientId, row: JSON.parse(row), problems: [] };
        }
      }
    },

    async *wallets(tenantId): AsyncIterable<ScannedWallet> {
      for (const key of storage.tables.keys(tenantId)) {
        const clientId = key.slice(tenantId.length + 1);
        yield { clientId, ...storedWallet(storage.tables.of(key)?.stored ?? '') };
      }
    },

    health: () => reached(storage.read('nothing', owner, () => undefined)),
    close: async () => {},
  };
};

/** One try, as PostgreSQL does it: locks in the order of keys, loads by name and reference, writes all or nothing. */
const tryBatchOn =
  (storage: Storage, begin: () => Transaction): TryBatch =>
  async (submissions, decide, sent) => {
    const byKey = new Map(submissions.map(({ walletId }) => [keyOf(walletId), walletId]));
    const transaction = begin();
    try {
      for (const key of [...byKey.keys()].sort()) await transaction.lock(key);
      const wallets = new Map(
        [...byKey].map(([key, id]) => [key, loaded(id, storage.tables.of(key), submissions)]),
      );
      await transaction.loaded();
      const outcomes = submissions.map((submission) => {
        const wallet = wallets.get(keyOf(submission.walletId));
        if (!wallet) throw new Error('a wallet of the batch was not loaded');
        return decide(submission, wallet);
      });
      const moves = [...wallets.values()].flatMap(moveOf);
      for (const { appended } of wallets.values())
        for (const { eventId } of appended) sent(eventId);
      if (moves.length > 0) await transaction.commit(moves);
      return outcomes;
    } finally {
      transaction.end();
    }
  };

const loaded = (
  walletId: WalletId,
  table: Table | undefined,
  submissions: readonly Submission[],
): WalletInBatch => {
  const wallet = walletInBatch(walletId, table?.stored ? storedWallet(table.stored) : undefined);
  if (!table) return wallet;
  const places = new Set<number | undefined>();
  for (const { command, walletId: of } of submissions) {
    if (of.clientId !== walletId.clientId || of.tenantId !== walletId.tenantId) continue;
    for (const kind of kindsOf(command)) places.add(table.named.get(entryName(kind, command.key)));
    for (const name of referencesOf(command)) {
      places.add(table.named.get(name));
      for (const place of table.referring.get(name) ?? []) places.add(place);
    }
  }
  for (const place of places) {
    const row = place === undefined ? undefined : table.rows[place];
    if (row === undefined) continue;
    const entry = entryFromRow(JSON.parse(row));
    wallet.entries.set(entry.name, entry);
  }
  return wallet;
};

const moveOf = ({ appended, headHash, wallet, walletId }: WalletInBatch): readonly Move[] => {
  if (!wallet || appended.length === 0) return [];
  const rows = appended.map((entry) => ({
    seq: entry.seq,
    name: entry.name,
    ref: entry.ref,
    text: JSON.stringify({ ...entryRow(entry), hash: entry.hash }),
  }));
  return [{ key: keyOf(walletId), stored: JSON.stringify({ wallet, headHash }), rows }];
};

const stored = z.object({
  wallet: z.unknown().transform(walletFromState),
  headHash: z.string().transform(hash),
});

const storedWallet = (text: string): StoredWallet => stored.parse(JSON.parse(text));
