import { z } from 'zod';
import type { FindInUse } from '../reports/in-use.js';
import type { Db } from './db.js';
import { reached } from './reached.js';
import { statement } from './statements.js';

/** Each wallet is read once. What it has beside its plan is in its state. */
const IN_USE = statement(
  'in_use',
  `SELECT u.kind, u.id, count(*) AS times
     FROM credit_wallets w
    CROSS JOIN LATERAL (
      SELECT 'plan' AS kind, w.plan_id AS id
      UNION ALL
      SELECT 'subscription', paid.id
        FROM (SELECT w.state #>> '{subscription,planId}' UNION SELECT w.state #>> '{subscription,next,planId}') AS paid(id)
      UNION ALL
      SELECT 'hold', hold ->> 'actionId'
        FROM jsonb_array_elements(w.state -> 'holds') AS hold
       WHERE (hold ->> 'expiresAt')::timestamptz > $2::timestamptz) u
    WHERE w.tenant_id = $1 AND w.version > 0 AND u.id IS NOT NULL
    GROUP BY u.kind, u.id`,
);

const KINDS = ['plan', 'subscription', 'hold'] as const;

const rows = z.array(z.object({ kind: z.enum(KINDS), id: z.string(), times: z.int() }));

export const postgresInUse =
  (db: Db): FindInUse =>
  async (tenantId, at) => {
    const found = rows.parse(await reached(db.query(IN_USE, [tenantId, at])));
    const counted = (wanted: (typeof KINDS)[number]) =>
      new Map(
        found.filter(({ kind }) => kind === wanted).map(({ id, times }) => [id, times] as const),
      );
    return {
      plans: counted('plan'),
      subscriptions: counted('subscription'),
      openHolds: counted('hold'),
    };
  };
