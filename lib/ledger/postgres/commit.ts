import { setTimeout as sleep } from 'node:timers/promises';
import { kindsOf, referencesOf } from '../../wallet/command.js';
import { type EntryName, entryName } from '../../wallet/entry-name.js';
import type { WalletId } from '../../wallet/ids.js';
import { type WalletInBatch, walletInBatch } from '../decide-batch.js';
import { entryFromRow, entryRow } from '../entry-row.js';
import type { Outcome, Submission } from '../ledger.js';
import { DatabaseUnreachable, type Db, isConflict, type Row, type Transaction } from './db.js';
import * as sql from './statements.js';
import { storedWalletFromRow, walletRow } from './wallet-row.js';

type Decide = (submission: Submission, wallet: WalletInBatch) => Outcome;

/** How long a batch is tried again while the database does not answer: a restart is survived, an outage is told. */
const PAUSES_MS = [50, 150, 400, 1000, 2000];
const MOST_CONFLICTS = 10;

/**
 * Commits a batch, however often it takes. A lost connection leaves open whether the commit was carried out: the batch
 * then runs again, finds by its keys what is there, and only does the rest. Entries of its own are told as committed.
 * @throws DatabaseUnreachable when the database stays away.
 */
export const commitBatch = async (
  db: Db,
  submissions: readonly Submission[],
  decide: Decide,
): Promise<readonly Outcome[]> => {
  const sent = new Set<string>();
  let [conflicts, silences] = [0, 0];
  for (;;) {
    try {
      return toldOnce(await tryBatch(db, submissions, decide, sent), sent);
    } catch (error) {
      if (isConflict(error) && conflicts++ < MOST_CONFLICTS) continue;
      const pause = error instanceof DatabaseUnreachable ? PAUSES_MS[silences++] : undefined;
      if (pause === undefined) throw error;
      await sleep(pause);
    }
  }
};

/** An entry that this batch wrote is `committed` where it comes first, and `replayed` to those who asked for it again. */
const toldOnce = (outcomes: readonly Outcome[], sent: ReadonlySet<string>): readonly Outcome[] => {
  const told = new Set<string>();
  return outcomes.map((outcome) => {
    if (outcome.outcome !== 'committed' && outcome.outcome !== 'replayed') return outcome;
    const { eventId } = outcome.entry;
    if (!sent.has(eventId) || told.has(eventId)) return outcome;
    told.add(eventId);
    return { ...outcome, outcome: 'committed' };
  });
};

const keyOf = ({ tenantId, clientId }: WalletId): string => `${tenantId}:${clientId}`;

const tryBatch = async (
  db: Db,
  submissions: readonly Submission[],
  decide: Decide,
  sent: Set<string>,
): Promise<readonly Outcome[]> => {
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
      await write(tx, [...loaded.values()], sent);
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

const write = async (tx: Transaction, wallets: readonly WalletInBatch[], sent: Set<string>) => {
  const entries = wallets.flatMap(({ appended }) => appended);
  if (entries.length === 0) return; // nothing was accepted: the transaction ends without a trace
  for (const { eventId } of entries) sent.add(eventId);
  const moved = wallets.flatMap(({ appended, headHash, wallet, walletId }) =>
    wallet && appended.length > 0 ? [walletRow(walletId, wallet, headHash)] : [],
  );
  const unopened = wallets.flatMap(({ wallet, walletId }) => (wallet ? [] : [walletId]));
  await tx.commit(sql.WRITE_BATCH, [
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
