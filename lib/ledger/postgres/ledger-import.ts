import type { LedgerImport } from '../copy/ledger-import.js';
import { entryRow } from '../entry-row.js';
import type { Db } from './db.js';
import { reached } from './reached.js';
import { ENTRY, statement } from './statements.js';
import { walletRow } from './wallet-row.js';

export type PostgresImportOptions = {
  /** Whether the entries come from the Odoo that mirrors this ledger from then on: it has them, and is owed none of them. */
  readonly comesFromMirror: boolean;
};

/** Takes over entries into PostgreSQL, and PGlite: those of one wallet in one statement, which is one transaction. */
export const postgresImport = (
  db: Db,
  { comesFromMirror }: PostgresImportOptions,
): LedgerImport => ({
  append: async ({ after, entries, from, walletId }) => {
    const { headHash, wallet } = after;
    const taken = await reached(
      db.query(comesFromMirror ? TAKE_OVER_CARRIED : TAKE_OVER, [
        JSON.stringify(walletRow(walletId, wallet, headHash)),
        JSON.stringify(entries.map((entry) => ({ ...entryRow(entry), hash: entry.hash }))),
        from?.wallet.version ?? 0,
        from?.headHash ?? '',
      ]),
    );
    return taken.length > 0 ? 'appended' : { refused: 'somebody else wrote to the wallet' };
  },
});

const WALLET = `tenant_id, client_id, version, plan_id, monthly_grant, soft_cap, granted_balance, topup_balance, held,
  state, head_hash, updated_at`;

/**
 * The wallet moves only from where it was seen to end, or comes into being; without that nothing is appended. Entries that
 * are there already, though the wallet is not, fail it as a whole.
 */
const takeOver = (also = ''): string => `WITH moved AS (
     INSERT INTO credit_wallets AS w (${WALLET})
     SELECT ${WALLET} FROM json_populate_record(NULL::credit_wallets, $1::json) n
      WHERE $3::bigint = 0 OR EXISTS (
        SELECT 1 FROM credit_wallets b WHERE b.tenant_id = n.tenant_id AND b.client_id = n.client_id)
     ON CONFLICT (tenant_id, client_id) DO UPDATE
        SET version = excluded.version, plan_id = excluded.plan_id, monthly_grant = excluded.monthly_grant,
            soft_cap = excluded.soft_cap, granted_balance = excluded.granted_balance,
            topup_balance = excluded.topup_balance, held = excluded.held, state = excluded.state,
            head_hash = excluded.head_hash, updated_at = excluded.updated_at
      WHERE w.version = $3::bigint AND w.head_hash = $4
     RETURNING tenant_id, client_id, version
   ), appended AS (
     INSERT INTO credit_events (${ENTRY})
     SELECT ${ENTRY} FROM json_populate_recordset(NULL::credit_events, $2::json) WHERE EXISTS (SELECT 1 FROM moved)
   )${also}
   SELECT 1 FROM moved`;

const TAKE_OVER = statement('take_over', takeOver());

/** … and notes in the outbox that the mirror has all of the wallet: a chain does not go on where something is missing. */
const TAKE_OVER_CARRIED = statement(
  'take_over_carried',
  takeOver(`, carried AS (
     INSERT INTO odoo_outbox AS o (tenant_id, client_id, carried_seq, owed_seq)
     SELECT tenant_id, client_id, version, version FROM moved
     ON CONFLICT (tenant_id, client_id) DO UPDATE
        SET carried_seq = excluded.carried_seq, owed_seq = excluded.owed_seq, waiting_since = NULL, due_at = NULL,
            attempts = 0, reason = NULL
   )`),
);
