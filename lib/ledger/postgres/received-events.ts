import { z } from 'zod';
import type { Fate, ReceivedEvents } from '../../payments/received-event.js';
import type { Db, Statement } from './db.js';
import { reached } from './reached.js';

const RECORD: Statement = {
  name: 'cz_webhook_event',
  text: `INSERT INTO webhook_events
           (tenant_id, event_id, type, object_id, client_id, fate, reason, trace_id,
            occurred_at, first_seen_at, last_seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10::timestamptz, $10::timestamptz)
         ON CONFLICT (tenant_id, event_id) DO UPDATE SET
           client_id = COALESCE(excluded.client_id, webhook_events.client_id),
           fate = excluded.fate, reason = excluded.reason, trace_id = excluded.trace_id,
           last_seen_at = excluded.last_seen_at, deliveries = webhook_events.deliveries + 1`,
};

const COUNT_BY_FATE: Statement = {
  name: 'cz_webhook_events_by_fate',
  text: `SELECT fate, count(*) AS events FROM webhook_events
          WHERE tenant_id = $1 AND last_seen_at >= $2::timestamptz GROUP BY fate`,
};

export const postgresReceivedEvents = (db: Db): ReceivedEvents => ({
  record: async (event) => {
    await reached(
      db.query(RECORD, [
        event.tenantId,
        event.eventId,
        event.type,
        event.objectId,
        event.clientId ?? null,
        event.fate,
        event.reason ?? null,
        event.traceId,
        event.occurredAt,
        event.receivedAt,
      ]),
    );
  },

  countByFate: async (tenantId, since) => {
    const rows = await reached(db.query(COUNT_BY_FATE, [tenantId, since]));
    const counts: Record<Fate, number> = { handled: 0, ignored: 0, refused: 0, failed: 0 };
    for (const row of rows) {
      const { events, fate } = counted.parse(row);
      counts[fate] = events;
    }
    return counts;
  },
});

const counted = z.object({
  fate: z.enum(['handled', 'ignored', 'refused', 'failed']),
  events: z.int(),
});
