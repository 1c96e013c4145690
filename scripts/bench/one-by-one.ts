import pg from 'pg';
import { decideInBatch, walletInBatch } from '../../lib/ledger/decide-batch.js';
import { entryFromRow, entryRow } from '../../lib/ledger/entry-row.js';
import type { NewEventId, Outcome, Submission } from '../../lib/ledger/ledger.js';
import { ENTRIES_NAMED } from '../../lib/ledger/postgres/statements.js';
import { storedWalletFromRow, walletRow } from '../../lib/ledger/postgres/wallet-row.js';
import type { Catalog } from '../../lib/wallet/catalog.js';
import { entryName } from '../../lib/wallet/entry-name.js';

const BIGINT = 20;

const LOCK = `SELECT * FROM credit_wallets WHERE tenant_id = $1 AND client_id = $2 FOR UPDATE`;
const INSERT = `INSERT INTO credit_events SELECT * FROM json_populate_record(NULL::credit_events, $1)`;
const UPDATE = `
  UPDATE credit_wallets
     SET version = $3, granted_balance = $4, topup_balance = $5, held = $6, state = $7, head_hash = $8, updated_at = $9
   WHERE tenant_id = $1 AND client_id = $2`;

/**
 * The obvious way, as the anchor to measure against: a transaction for each command, the wallet locked, decided by the
 * same rules, entry and wallet written, committed. Named statements, a pool of eight. For debits of an open wallet.
 */
export const oneByOne = (url: string, catalog: Catalog, newEventId: NewEventId) => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format),
    } as pg.CustomTypesConfig,
  });

  const submit = async (submission: Submission): Promise<Outcome> => {
    const { walletId, command } = submission;
    const key = [walletId.tenantId, walletId.clientId];
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const locked = await client.query({ name: 'lock', text: LOCK, values: key });
      const name = entryName('debit', command.key);
      const lookup = [...key, name].map((each) => [each]);
      const prior = await client.query({ ...ENTRIES_NAMED, values: lookup });
      const into = walletInBatch(walletId, storedWalletFromRow(locked.rows[0]));
      for (const entry of prior.rows.map(entryFromRow)) into.entries.set(entry.name, entry);

      const outcome = decideInBatch(submission, into, catalog, newEventId);
      for (const entry of into.appended) {
        const row = JSON.stringify({ ...entryRow(entry), hash: entry.hash });
        await client.query({ name: 'insert', text: INSERT, values: [row] });
      }
      if (into.wallet && into.appended.length > 0) {
        const row = walletRow(walletId, into.wallet, into.headHash);
        const state = JSON.stringify(row.state);
        const { granted_balance, topup_balance, held, head_hash, updated_at, version } = row;
        const balances = [granted_balance, topup_balance, held];
        const values = [...key, version, ...balances, state, head_hash, updated_at];
        await client.query({ name: 'update', text: UPDATE, values });
      }
      await client.query('COMMIT');
      return outcome;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  };
  return { submit, close: () => pool.end() };
};
