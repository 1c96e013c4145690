import { ENTRY, statement } from './statements.js';

/** The database's clock is the one that all processes share. Whoever has the lease may take it again, for longer. */
export const LEASE = statement(
  'mirror_lease',
  `INSERT INTO odoo_mirror AS m (tenant_id, holder, held_until)
   VALUES ($1, $2, now() + $3::float8 * interval '1 millisecond')
   ON CONFLICT (tenant_id) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
    WHERE m.held_until <= now() OR m.holder = excluded.holder
   RETURNING 1`,
);

export const RELEASE = statement(
  'mirror_release',
  `UPDATE odoo_mirror SET holder = '', held_until = now() + $3::float8 * interval '1 millisecond', ended_at = now(), failure = $4
    WHERE tenant_id = $1 AND holder = $2`,
);

/** Goes through the wallets in the order of their keys, which is also the order that batches lock the outbox in. */
export const ENLIST = statement(
  'mirror_enlist',
  `WITH seen AS (
     SELECT client_id, version FROM credit_wallets
      WHERE tenant_id = $1 AND client_id > (SELECT enlisted_up_to FROM odoo_mirror WHERE tenant_id = $1)
      ORDER BY client_id LIMIT $2::bigint
   ), owed AS (
     INSERT INTO odoo_outbox AS o (tenant_id, client_id, owed_seq, waiting_since, due_at)
     SELECT $1, s.client_id, s.version, now(), now()
       FROM seen s LEFT JOIN odoo_outbox b ON b.tenant_id = $1 AND b.client_id = s.client_id
      WHERE s.version > coalesce(b.owed_seq, 0)
      ORDER BY s.client_id
     ON CONFLICT (tenant_id, client_id) DO UPDATE SET owed_seq = greatest(o.owed_seq, excluded.owed_seq),
       waiting_since = coalesce(o.waiting_since, excluded.waiting_since), due_at = coalesce(o.due_at, excluded.due_at)
   )
   UPDATE odoo_mirror
      SET enlisted_up_to = CASE WHEN (SELECT count(*) FROM seen) = $2::bigint THEN (SELECT max(client_id) FROM seen) END
    WHERE tenant_id = $1 AND enlisted_up_to IS NOT NULL
   RETURNING enlisted_up_to`,
);

export const RECONSIDER = statement(
  'mirror_reconsider',
  `WITH anew AS (UPDATE odoo_mirror SET enlisted_up_to = '' WHERE tenant_id = $1)
   UPDATE odoo_outbox SET due_at = now()
    WHERE tenant_id = $1 AND client_id IN (
      SELECT client_id FROM odoo_outbox WHERE tenant_id = $1 AND due_at > now() ORDER BY client_id FOR UPDATE)`,
);

/**
 * The wallets that are due, those first that have waited longest; of their entries first the next one of each, then the
 * second … so that a wallet with a long history does not hold the others up. An entry that is missing is a row of nulls.
 */
export const DUE = statement(
  'mirror_due',
  `WITH due AS (
     SELECT client_id, carried_seq, owed_seq, due_at FROM odoo_outbox
      WHERE tenant_id = $1 AND due_at <= now() ORDER BY due_at LIMIT $2::bigint
   ), chosen AS (
     SELECT d.client_id AS owed_by, d.carried_seq AS carried, d.carried_seq + n AS number, n, d.due_at AS due
       FROM due d CROSS JOIN LATERAL generate_series(1, least(d.owed_seq - d.carried_seq, $2::bigint)) n
      ORDER BY n, d.due_at LIMIT $2::bigint
   )
   SELECT c.owed_by, c.carried, c.number, e.*
     FROM chosen c LEFT JOIN LATERAL (
       SELECT ${ENTRY} FROM credit_events
        WHERE tenant_id = $1 AND client_id = c.owed_by AND seq = c.number) e ON true
    ORDER BY c.due, c.owed_by, c.number`,
);

/**
 * Rows are locked in the order of their keys, as batches do. What came further is due again behind the others; what is
 * set aside waits longer each time.
 */
export const SETTLE = statement(
  'mirror_settle',
  `WITH told AS (
     SELECT * FROM json_to_recordset($2::json) AS t(client_id text, carried_seq bigint, problem text)
   ), locked AS (
     SELECT o.client_id FROM odoo_outbox o JOIN told t ON o.client_id = t.client_id
      WHERE o.tenant_id = $1 ORDER BY o.client_id FOR UPDATE OF o
   )
   UPDATE odoo_outbox o
      SET carried_seq = t.carried_seq,
          waiting_since = CASE WHEN t.carried_seq = o.owed_seq THEN NULL
                               WHEN t.carried_seq = o.carried_seq THEN o.waiting_since ELSE now() END,
          due_at = CASE WHEN t.carried_seq = o.owed_seq THEN NULL
                        WHEN t.problem IS NULL THEN now()
                        ELSE now() + least($3::float8 * power(2, least(o.attempts, 30)), $4::float8)
                                     * interval '1 millisecond' END,
          attempts = CASE WHEN t.problem IS NULL THEN 0 ELSE o.attempts + 1 END,
          reason = t.problem
     FROM locked l JOIN told t ON t.client_id = l.client_id
    WHERE o.tenant_id = $1 AND o.client_id = l.client_id AND t.carried_seq BETWEEN o.carried_seq AND o.owed_seq`,
);

export const BACKLOG = statement(
  'mirror_backlog',
  `WITH behind AS (SELECT * FROM odoo_outbox WHERE tenant_id = $1 AND due_at IS NOT NULL)
   SELECT coalesce(sum(owed_seq - carried_seq), 0)::bigint AS lag, count(*) AS wallets_behind,
          coalesce(extract(epoch FROM now() - min(waiting_since)), 0)::bigint AS waiting_seconds, count(reason) AS wallets_set_aside,
          (SELECT coalesce(json_agg(a), '[]')
             FROM (SELECT client_id, carried_seq + 1 AS seq, reason, attempts, due_at AS retry_at
                     FROM behind WHERE reason IS NOT NULL ORDER BY attempts DESC, client_id LIMIT 20) a) AS set_aside,
          (SELECT failure FROM odoo_mirror WHERE tenant_id = $1) AS failure
     FROM behind`,
);
