import { z } from 'zod';
import type { FindInUse } from '../reports/in-use.js';
import type { Db } from './db.js';
import { reached } from './reached.js';
import { statement } from './statements.js';

/** Three walks through the wallets: most of them have neither a subscription nor a hold, and are passed over quickly. */
const IN_USE = statement(
  'in_use',
  `WITH own AS NOT MATERIALIZED (SELECT plan_id, state FROM credit_wallets WHERE tenant_id = $1 AND version > 0)
   SELECT 'plan' AS kind, plan_id AS id, count(*) AS times FROM own GROUP BY plan_id
   UNION ALL
   SELECT 'subscription', paid.id, count(*)
     FROM own
    CROSS JOIN LATERAL (
      SELECT state #>> '{subscription,planId}' UNION SELECT state #>> '{subscription,next,planId}') AS paid(id)
    WHERE state ? 'subscription' AND paid.id IS NOT NULL
    GROUP BY paid.id
   UNION ALL
   SELECT 'hold', hold ->> 'actionId', count(*)
     FROM own
    CROSS JOIN LATERAL jsonb_array_elements(state -> 'holds') AS hold
    WHERE state -> 'holds' <> '[]' AND (hold ->> 'expiresAt')::timestamptz > $2::timestamptz
    GROUP BY hold ->> 'actionId'`,
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
