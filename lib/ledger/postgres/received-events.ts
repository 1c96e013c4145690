import { z } from 'zod';
import type { Fate, ReceivedEvents } from '../../payments/received-event.js';
import { clientId, tenantId, traceId } from '../../wallet/ids.js';
import { instant } from '../../wallet/instant.js';
import { storedInstant } from '../entry-row.js';
import { Conditions } from './conditions.js';
import type { Db, Statement } from './db.js';
import { reached } from './reached.js';
import { statement } from './statements.js';

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

  list: async (tenant, wanted, { after, limit }) => {
    const place = placeIn.safeParse(after);
    if (!place.success) return undefined;
    const before = place.data;
    const that = new Conditions()
      .hold('of', tenant, (tenant) => `tenant_id = ${tenant}`)
      .hold('event', wanted.eventId, (event) => `event_id = ${event}`)
      .hold('object', wanted.objectId, (object) => `object_id = ${object}`)
      .hold('client', wanted.clientId, (client) => `client_id = ${client}`)
      .hold('fate', wanted.fate, (fate) => `fate = ${fate}`)
      .hold('from', wanted.from, (at) => `first_seen_at >= ${at}::timestamptz`)
      .hold('to', wanted.to, (at) => `first_seen_at < ${at}::timestamptz`);
    that.hold('at', before?.at, (at) => {
      return `(first_seen_at, event_id) < (${at}::timestamptz, ${that.put(before?.eventId ?? '')})`;
    });
    const text = `SELECT tenant_id, event_id, type, object_id, client_id, fate, reason, trace_id,
           occurred_at, first_seen_at, last_seen_at, deliveries
      FROM webhook_events WHERE ${that.text}
     ORDER BY first_seen_at DESC, event_id DESC LIMIT ${that.put(limit + 1)}::bigint`;
    const rows = await reached(db.query(statement(`events_${that.name}`, text), that.values));
    const events = rows.slice(0, limit).map((row) => recorded.parse(row));
    const last = events.at(-1);
    return {
      events,
      ...(rows.length > limit && last && { next: `${last.firstSeenAt}~${last.eventId}` }),
    };
  },
});

const counted = z.object({
  fate: z.enum(['handled', 'ignored', 'refused', 'failed']),
  events: z.int(),
});

const placeIn = z
  .string()
  .transform((text) => text.split('~'))
  .pipe(z.tuple([z.iso.datetime().transform(instant), z.string().min(1)]))
  .transform(([at, eventId]) => ({ at, eventId }))
  .optional();

const recorded = z
  .object({
    tenant_id: z.string().transform(tenantId),
    event_id: z.string(),
    type: z.string(),
    object_id: z.string(),
    client_id: z.string().transform(clientId).nullable(),
    fate: z.enum(['handled', 'ignored', 'refused', 'failed']),
    reason: z.string().nullable(),
    trace_id: z.string().transform(traceId),
    occurred_at: storedInstant,
    first_seen_at: storedInstant,
    last_seen_at: storedInstant,
    deliveries: z.int(),
  })
  .transform((row) => ({
    tenantId: row.tenant_id,
    eventId: row.event_id,
    type: row.type,
    objectId: row.object_id,
    ...(row.client_id !== null && { clientId: row.client_id }),
    fate: row.fate,
    ...(row.reason !== null && { reason: row.reason }),
    traceId: row.trace_id,
    occurredAt: row.occurred_at,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    deliveries: row.deliveries,
  }));
