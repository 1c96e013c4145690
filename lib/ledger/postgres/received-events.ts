import type { ReceivedEvents } from '../../payments/received-event.js';
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
});
