import { z } from 'zod';
import { credits } from '../../wallet/credits.js';
import { KINDS, writtenEntryName } from '../../wallet/entry-name.js';
import { clientId } from '../../wallet/ids.js';
import { LOT_KINDS, type Movement, type Movements } from '../reports/movements.js';
import type { Db, Row } from './db.js';
import { reached } from './reached.js';
import { statement } from './statements.js';

/** As many entries as are gone through at a time; of those before the period few come back. */
const PAGE = 10_000;

const inList = (kinds: readonly string[]): string => kinds.map((kind) => `'${kind}'`).join(', ');

/**
 * Every page walks the index on the entries' numbers, and its last row comes back whatever it is, so that the next page
 * starts behind it. `place`: before the period, in it, or after it.
 */
const pageOf = (wallets: string): string => `
  SELECT client_id, seq, kind, place, credits_delta, granted_after, purchased_after,
         CASE WHEN kind IN ('grant', 'plan', 'reversal') THEN (event->>'keptBack')::bigint ELSE 0 END AS kept_back,
         CASE WHEN kind = 'plan' THEN (event->>'trimmed')::bigint ELSE 0 END AS trimmed,
         CASE WHEN kind = 'adoption' THEN (event->>'toPurchased')::bigint
              WHEN kind IN (${inList(LOT_KINDS)}) THEN credits_delta ELSE 0 END AS lot_delta,
         CASE WHEN kind = 'topup' THEN name WHEN kind IN ('clawback', 'reinstatement') THEN ref END AS payment,
         CASE WHEN kind = 'topup' THEN event->'paid'
              WHEN kind IN ('clawback', 'reinstatement') THEN event->'returned' END AS money
    FROM (SELECT client_id, seq, kind, credits_delta, granted_after, purchased_after, event, name, ref,
                 CASE WHEN created_at < $4::timestamptz THEN -1
                      WHEN created_at < $5::timestamptz THEN 0 ELSE 1 END AS place,
                 lead(created_at) OVER (PARTITION BY client_id ORDER BY seq) AS next_at
            FROM (SELECT client_id, seq, kind, created_at, credits_delta, granted_after, purchased_after, event, name, ref
                    FROM credit_events WHERE tenant_id = $1 AND ${wallets}
                   ORDER BY client_id, seq LIMIT $6::bigint) AS page) AS neighbours
   WHERE place = 0 OR next_at IS NULL
      OR place < 0 AND (next_at >= $4::timestamptz OR kind IN (${inList(LOT_KINDS)}))
   ORDER BY client_id, seq`;

const OF_ALL = statement('movements', pageOf('(client_id, seq) > ($2, $3::bigint)'));
const OF_ONE = statement('movements_of_one', pageOf('client_id = $2 AND seq > $3::bigint'));

/** What moved, by one walk through the entries of which only few members are read. */
export const postgresMovements = (db: Db, page = PAGE): Movements => ({
  async *of({ clientId: only, period, tenantId }) {
    let after = { client_id: only ?? '', seq: 0 };
    for (;;) {
      const values = [tenantId, after.client_id, after.seq, period.from, period.to, page];
      const rows = await reached(db.query(only === undefined ? OF_ALL : OF_ONE, values));
      for (const row of rows) {
        const { movement, place } = read(row);
        if (place <= 0) yield movement;
      }
      const last = rows.at(-1);
      if (!last) return;
      after = cursor.parse(last);
    }
  },
});

const cursor = z.object({ client_id: z.string(), seq: z.number() });

const aCredits = z.int().transform(credits);

const schema = z.object({
  client_id: z.string().transform(clientId),
  seq: z.int(),
  kind: z.enum(KINDS),
  place: z.int(),
  credits_delta: aCredits,
  granted_after: aCredits,
  purchased_after: aCredits,
  kept_back: aCredits,
  trimmed: aCredits,
  lot_delta: aCredits,
  payment: z.string().transform(writtenEntryName).nullable(),
  money: z.object({ amountMinor: z.int(), currency: z.string() }).nullable(),
});

const read = (row: Row): { readonly movement: Movement; readonly place: number } => {
  const { money, payment, place, ...of } = schema.parse(row);
  const movement = {
    clientId: of.client_id,
    seq: of.seq,
    kind: of.kind,
    isWithin: place === 0,
    creditsDelta: of.credits_delta,
    grantedAfter: of.granted_after,
    purchasedAfter: of.purchased_after,
    keptBack: of.kept_back,
    trimmed: of.trimmed,
    lotDelta: of.lot_delta,
    ...(money && payment && { payment, money }),
  };
  return { movement, place };
};
