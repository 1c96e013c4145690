import { type WebhookEventsAnswer, webhookEventsQuery } from '../../contract/webhook-events.js';
import type { ReceivedEvents, RecordedEvent } from '../../payments/received-event.js';
import type { TenantId } from '../../wallet/ids.js';
import { get, type Route } from '../route.js';
import { noSuchPlace, withoutDatabase } from './pages.js';

type Hearing = { readonly tenantId: TenantId; readonly receivedEvents?: ReceivedEvents };

/** What the payment provider sent, and what became of it. */
export const listWebhookEvents: Route<Hearing> = get({
  admits: { may: 'read', doing: 'webhook-events.list' },
  query: webhookEventsQuery,
  handle: async ({ app: { receivedEvents, tenantId }, query, visit }) => {
    if (query.clientId) visit.clientId = query.clientId;
    if (!receivedEvents) return withoutDatabase('events of Stripe are taken down');
    const { after, event: eventId, limit, object: objectId, ...wanted } = query;
    const page = { limit, after };
    const found = await receivedEvents.list(tenantId, { ...wanted, eventId, objectId }, page);
    if (!found) return noSuchPlace;
    const { events, ...next } = found;
    const body: WebhookEventsAnswer = { events: events.map(shown), ...next };
    return { status: 200, body };
  },
});

const shown = ({ tenantId, ...event }: RecordedEvent) => event;
