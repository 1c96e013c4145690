import { z } from 'zod';
import type { TenantId } from '../../wallet/ids.js';
import { commitBatch } from '../commit-batch.js';
import { decideInBatch } from '../decide-batch.js';
import { entryFromRow } from '../entry-row.js';
import type { Ledger, NewEventId } from '../ledger.js';
import { tryBatchOn } from './commit.js';
import type { Db, Row } from './db.js';
import { reached } from './reached.js';
import * as sql from './statements.js';
import { scannedWalletFromRow, storedWalletFromRow } from './wallet-row.js';

const PAGE = 1000;

export type PostgresLedgerOptions = {
  /** Whether a mirror is owed every entry: `postgresOutbox` then knows of it, by the same transaction. */
  readonly isMirrored?: boolean;
};

/** The ledger on PostgreSQL, and on PGlite, which speaks the same SQL. */
export const postgresLedger = (
  db: Db,
  newEventId: NewEventId,
  { isMirrored = false }: PostgresLedgerOptions = {},
): Ledger => ({
  commit: (submissions, catalog) =>
    reached(
      commitBatch(
        tryBatchOn(db, isMirrored ? sql.WRITE_OWED_BATCH : sql.WRITE_BATCH),
        submissions,
        (submission, wallet) => decideInBatch(submission, wallet, catalog, newEventId),
      ),
    ),

  read: async ({ tenantId, clientId }, { limit, before = Number.MAX_SAFE_INTEGER }) => {
    const values = [tenantId, clientId, before, limit];
    const [row] = await reached(db.query(sql.READ_WALLET, values));
    const { wallet, entries } = walletWithEntries.parse(row);
    return { stored: wallet ? storedWalletFromRow(wallet) : undefined, entries };
  },

  async *scan(tenantId: TenantId) {
    const rows = paged<EntryCursor>(
      (after) =>
        reached(db.query(sql.SCAN_ENTRIES, [tenantId, after?.client ?? '', after?.seq ?? 0, PAGE])),
      (row) => entryCursor.parse(row),
    );
    for await (const row of rows) yield { clientId: String(row['client_id']), row, problems: [] };
  },

  async *wallets(tenantId: TenantId) {
    const rows = paged<string>(
      (after) => reached(db.query(sql.SCAN_WALLETS, [tenantId, after ?? '', PAGE])),
      (row) => z.string().parse(row['client_id']),
    );
    for await (const row of rows) yield scannedWalletFromRow(row);
  },

  health: async () => {
    await reached(db.query(sql.ANSWER, []));
  },

  close: () => db.close(),
});

const walletWithEntries = z.object({
  wallet: z.record(z.string(), z.unknown()).nullable(),
  entries: z.array(z.unknown().transform(entryFromRow)),
});

type EntryCursor = { readonly client: string; readonly seq: number };

const entryCursor = z
  .object({ client_id: z.string(), seq: z.number() })
  .transform(({ client_id, seq }) => ({ client: client_id, seq }));

/** Rows of one page after another, each page starting behind the last row of the one before. */
async function* paged<Cursor>(
  page: (after: Cursor | undefined) => Promise<readonly Row[]>,
  cursorOf: (row: Row) => Cursor,
): AsyncIterable<Row> {
  for (let after: Cursor | undefined; ; ) {
    const rows = await page(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = cursorOf(last);
  }
}
