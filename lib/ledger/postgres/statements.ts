import type { Statement } from './db.js';

export const statement = (name: string, text: string): Statement => ({ name: `cz_${name}`, text });

/**
 * Named one by one: a statement that is kept prepared must not change what it answers with when a migration adds a
 * column, and a column that it does not know gets its default.
 */
export const ENTRY = `event_id, tenant_id, client_id, seq, kind, name, product, action_id, quantity, credits_delta, shortfall,
  estimated_cost_micro_eur, credit_value_micro_eur, idempotency_key, input_hash, trace_id, actor, ref,
  registry_version, event, balance_after, granted_after, purchased_after, held_after, created_at, hash`;

const WALLET = `tenant_id, client_id, version, plan_id, monthly_grant, soft_cap, granted_balance, topup_balance, held,
  state, head_hash, updated_at`;

/** Locks the wallets in the order of their keys, so that two batches never wait for each other in a circle. */
export const LOCK_WALLETS = statement(
  'lock_wallets',
  `SELECT w.tenant_id, w.client_id, w.state, w.head_hash, w.version
     FROM unnest($1::text[], $2::text[]) AS k(tenant_id, client_id)
     JOIN credit_wallets w ON w.tenant_id = k.tenant_id AND w.client_id = k.client_id
    ORDER BY w.tenant_id, w.client_id
      FOR NO KEY UPDATE OF w`,
);

/**
 * Rows for wallets that are about to be opened, to have something to lock. Only transactions in this very step wait for
 * one another here, again in the order of keys: nobody who holds a lock on an older wallet can see these rows yet.
 */
export const OPEN_WALLETS = statement(
  'open_wallets',
  `INSERT INTO credit_wallets
     (tenant_id, client_id, version, monthly_grant, soft_cap, granted_balance, topup_balance, held, state, head_hash)
   SELECT k.tenant_id, k.client_id, 0, 0, 0, 0, 0, 0, 'null', ''
     FROM unnest($1::text[], $2::text[]) AS k(tenant_id, client_id)
    ORDER BY k.tenant_id COLLATE "C", k.client_id COLLATE "C"
   ON CONFLICT DO NOTHING`,
);

/**
 * The entries that a batch needs beside its wallets: by name, one each … "The first from that name on, if it has that
 * name" can only be read off the index on names. Asked for by `=` alone, a planner without statistics, as on a new
 * database, may as well walk through all entries of the wallet, and keeps to that plan while they become many.
 */
export const ENTRIES_NAMED = statement(
  'entries_named',
  `SELECT e.*
     FROM unnest($1::text[], $2::text[], $3::text[]) AS q(tenant_id, client_id, name)
    CROSS JOIN LATERAL (
      SELECT ${ENTRY} FROM credit_events
       WHERE (tenant_id, client_id, name) >= (q.tenant_id, q.client_id, q.name)
       ORDER BY tenant_id, client_id, name LIMIT 1) e
    WHERE e.tenant_id = q.tenant_id AND e.client_id = q.client_id AND e.name = q.name`,
);

/** … and all that refer to a name; in the order of an index again, for the same reason. */
export const ENTRIES_REFERRING = statement(
  'entries_referring',
  `SELECT e.*
     FROM unnest($1::text[], $2::text[], $3::text[]) AS q(tenant_id, client_id, ref)
    CROSS JOIN LATERAL (
      SELECT ${ENTRY} FROM credit_events
       WHERE tenant_id = q.tenant_id AND client_id = q.client_id AND ref >= q.ref AND ref <= q.ref
       ORDER BY ref) e`,
);

/**
 * Moves the wallets and appends the entries, all or none: a count that falls short divides by zero, because a COMMIT
 * that is already on its way could not be called back. Rows that were made for an opening that was refused go again.
 */
const writeBatch = (also = ''): string => `WITH moved AS (
     UPDATE credit_wallets w
        SET version = n.version, plan_id = n.plan_id, monthly_grant = n.monthly_grant, soft_cap = n.soft_cap,
            granted_balance = n.granted_balance, topup_balance = n.topup_balance, held = n.held,
            state = n.state, head_hash = n.head_hash, updated_at = n.updated_at
       FROM json_populate_recordset(NULL::credit_wallets, $1::json) n
      WHERE w.tenant_id = n.tenant_id AND w.client_id = n.client_id AND w.version < n.version
     RETURNING w.tenant_id, w.client_id, w.version
   ), appended AS (
     INSERT INTO credit_events (${ENTRY})
     SELECT ${ENTRY} FROM json_populate_recordset(NULL::credit_events, $2::json)
     RETURNING 1
   ), unopened AS (
     DELETE FROM credit_wallets w
      USING unnest($3::text[], $4::text[]) AS k(tenant_id, client_id)
      WHERE w.tenant_id = k.tenant_id AND w.client_id = k.client_id AND w.version = 0
   )${also}
   SELECT 1 / CASE WHEN (SELECT count(*) FROM moved) = $5::bigint AND (SELECT count(*) FROM appended) = $6::bigint
                   THEN 1 ELSE 0 END AS all_written`;

export const WRITE_BATCH = statement('write_batch', writeBatch());

/**
 * … and notes what the mirror is owed by that. A wallet that waits already keeps its place in the queue; rows are locked in
 * the order of their keys, because a drain settles several too.
 */
export const WRITE_OWED_BATCH = statement(
  'write_owed_batch',
  writeBatch(`, owed AS (
     INSERT INTO odoo_outbox AS o (tenant_id, client_id, owed_seq, waiting_since, due_at)
     SELECT tenant_id, client_id, version, now(), now() FROM moved ORDER BY tenant_id, client_id
     ON CONFLICT (tenant_id, client_id) DO UPDATE SET owed_seq = excluded.owed_seq,
       waiting_since = coalesce(o.waiting_since, excluded.waiting_since), due_at = coalesce(o.due_at, excluded.due_at)
   )`),
);

/** In one statement, so that wallet and entries are of one moment. */
export const READ_WALLET = statement(
  'read_wallet',
  `SELECT (SELECT to_json(w) FROM credit_wallets w
            WHERE tenant_id = $1 AND client_id = $2 AND version > 0) AS wallet,
          (SELECT coalesce(json_agg(e ORDER BY e.seq DESC), '[]')
             FROM (SELECT * FROM credit_events
                    WHERE tenant_id = $1 AND client_id = $2 AND seq < $3::bigint
                    ORDER BY seq DESC LIMIT $4::bigint) e) AS entries`,
);

export const SCAN_ENTRIES = statement(
  'scan_entries',
  `SELECT ${ENTRY} FROM credit_events
    WHERE tenant_id = $1 AND (client_id, seq) > ($2, $3::bigint)
    ORDER BY client_id, seq LIMIT $4::bigint`,
);

export const SCAN_WALLETS = statement(
  'scan_wallets',
  `SELECT ${WALLET} FROM credit_wallets
    WHERE tenant_id = $1 AND client_id > $2
    ORDER BY client_id LIMIT $3::bigint`,
);

/** Answers also whether the tables are there. */
export const ANSWER = statement('answer', 'SELECT 1 AS answer FROM credit_events LIMIT 0');
