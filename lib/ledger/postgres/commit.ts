import { kindsOf, referencesOf } from '../../wallet/command.js';
import { type EntryName, entryName } from '../../wallet/entry-name.js';
import type { WalletId } from '../../wallet/ids.js';
import type { TryBatch } from '../commit-batch.js';
import { type WalletInBatch, walletInBatch } from '../decide-batch.js';
import { entryFromRow, entryRow } from '../entry-row.js';
import type { Submission } from '../ledger.js';
import type { Db, Row, Statement, Transaction } from './db.js';
import * as sql from './statements.js';
import { storedWalletFromRow, walletRow } from './wallet-row.js';

const keyOf = ({ tenantId, clientId }: WalletId): string => `${tenantId}:${clientId}`;

/** One try at a batch, in one transaction; two where a wallet is being opened. `writes` is the statement that ends it. */
export const tryBatchOn =
  (db: Db, writes = sql.WRITE_BATCH): TryBatch =>
  async (submissions, decide, sent) => {
    const walletIds = new Map(submissions.map(({ walletId }) => [keyOf(walletId), walletId]));
    for (let unopened: readonly WalletId[] = []; ; ) {
      const done = await db.transaction(async (tx) => {
        const loaded = await load(tx, submissions, walletIds, unopened);
        const missing = [...walletIds].filter(([key]) => !loaded.has(key)).map(([, id]) => id);
        // Their rows have to be there before anything is locked: this transaction ends, the next one makes them first.
        if (missing.length > 0) return { missing };
        const outcomes = submissions.map((submission) => {
          const wallet = loaded.get(keyOf(submission.walletId));
          if (!wallet) throw new Error('a wallet of the batch was not loaded');
          return decide(submission, wallet);
        });
        await write(tx, writes, [...loaded.values()], sent);
        return { outcomes };
      });
      if (done.outcomes) return done.outcomes;
      unopened = done.missing;
    }
  };

/** Locks the batch's wallets, then reads the entries that decide it: what is read after the lock can't change any more. */
const load = async (
  tx: Transaction,
  submissions: readonly Submission[],
  walletIds: ReadonlyMap<string, WalletId>,
  unopened: readonly WalletId[],
): Promise<ReadonlyMap<string, WalletInBatch>> => {
  const named: Lookup[] = [];
  const referred: Lookup[] = [];
  for (const { walletId, command } of submissions) {
    for (const kind of kindsOf(command)) named.push([walletId, entryName(kind, command.key)]);
    for (const name of referencesOf(command)) referred.push([walletId, name]);
  }
  const [, rows, ...entryRows] = await Promise.all([
    unopened.length > 0 ? tx.query(sql.OPEN_WALLETS, keyColumns(unopened)) : [],
    tx.query(sql.LOCK_WALLETS, keyColumns([...walletIds.values()])),
    tx.query(sql.ENTRIES_NAMED, lookupColumns([...named, ...referred])),
    referred.length > 0 ? tx.query(sql.ENTRIES_REFERRING, lookupColumns(referred)) : [],
  ]);
  const entries = entryRows.flat().map(entryFromRow);
  const loaded = new Map(
    rows.map((row) => {
      const key = `${row['tenant_id']}:${row['client_id']}`;
      const walletId = walletIds.get(key);
      if (!walletId) throw new Error('a wallet was locked that nobody asked for');
      return [key, walletInBatch(walletId, storedIn(row))];
    }),
  );
  for (const entry of entries) loaded.get(keyOf(entry))?.entries.set(entry.name, entry);
  return loaded;
};

const write = async (
  tx: Transaction,
  writes: Statement,
  wallets: readonly WalletInBatch[],
  sent: (eventId: string) => void,
) => {
  const entries = wallets.flatMap(({ appended }) => appended);
  if (entries.length === 0) return; // nothing was accepted: the transaction ends without a trace
  for (const { eventId } of entries) sent(eventId);
  const moved = wallets.flatMap(({ appended, headHash, wallet, walletId }) =>
    wallet && appended.length > 0 ? [walletRow(walletId, wallet, headHash)] : [],
  );
  const unopened = wallets.flatMap(({ wallet, walletId }) => (wallet ? [] : [walletId]));
  await tx.commit(writes, [
    JSON.stringify(moved),
    JSON.stringify(entries.map((entry) => ({ ...entryRow(entry), hash: entry.hash }))),
    ...keyColumns(unopened),
    moved.length,
    entries.length,
  ]);
};

type Lookup = readonly [WalletId, EntryName];

const keyColumns = (ids: readonly WalletId[]) =>
  [ids.map(({ tenantId }) => tenantId), ids.map(({ clientId }) => clientId)] as const;

const lookupColumns = (lookups: readonly Lookup[]) => [
  ...keyColumns(lookups.map(([id]) => id)),
  lookups.map(([, name]) => name),
];

const storedIn = (row: Row) => (row['version'] === 0 ? undefined : storedWalletFromRow(row));
