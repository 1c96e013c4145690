import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { entriesAnswer } from '../../lib/contract/entries.js';
import { stateAnswer } from '../../lib/contract/state.js';
import { webhookEventsAnswer } from '../../lib/contract/webhook-events.js';
import type { Caller } from '../support/caller.js';
import { openShop } from './shop.js';

const stage = openShop();

const search = (query: Readonly<Record<string, string>>, by: Caller = stage.shop.api.admin) =>
  by.v1(`/v1/admin/entries?${new URLSearchParams(query)}`);

const kinds = async (stripeId: string, more: object = {}, by?: Caller) => {
  const { body, status } = await search({ stripeId, ...more }, by);
  expect(status, JSON.stringify(body)).toBe(200);
  return entriesAnswer.parse(body).entries.map(({ kind }) => kind);
};

const events = async (query: Readonly<Record<string, string>>) => {
  const path = `/v1/admin/webhook-events?${new URLSearchParams(query)}`;
  const { body, status } = await stage.shop.api.admin.v1(path);
  expect(status, JSON.stringify(body)).toBe(200);
  return webhookEventsAnswer.parse(body);
};

const whose = async (client: Caller) => stateAnswer.parse((await client.state()).body).clientId;

const named = z.object({ id: z.string() });

/** A pack that was paid, half of it refunded, and the rest disputed. */
const troubled = async () => {
  const { api, standIn } = stage.shop;
  api.at('2026-01-15T10:00:00Z');
  const order = await stage.shop.bought();
  await standIn.settled();
  const { sessionId } = order;
  const refund = named.parse(await stage.shop.test('refund', { sessionId, amountMinor: 300 }));
  await standIn.settled();
  api.at('2026-01-15T10:01:00Z');
  const dispute = named.parse(await stage.shop.test('dispute', { sessionId }));
  await standIn.settled();
  const session = await stage.shop.stripe.checkout.sessions.retrieve(sessionId, {
    expand: ['payment_intent'],
  });
  const { payment_intent: intent } = session;
  if (!intent || typeof intent === 'string') throw new Error('it was not paid');
  return { ...order, refund, dispute, intent, charge: String(intent.latest_charge) };
};

const ALL = ['clawback', 'clawback', 'topup'];

describe('by an id of Stripe', () => {
  it('a payment is found with what went back of it, by whatever id of it', async () => {
    const { charge, client, dispute, intent, refund, sessionId } = await troubled();
    await stage.shop.bought('pack_100', client); // another payment of theirs
    await stage.shop.standIn.settled();
    for (const id of [sessionId, intent.id, charge, refund.id, dispute.id]) {
      expect(await kinds(id), id).toEqual(ALL);
    }
    const { events: heard } = await events({ clientId: await whose(client), fate: 'handled' });
    expect(heard.length).toBeGreaterThan(2);
    for (const { eventId, objectId, type } of heard.filter(({ objectId }) =>
      [sessionId, charge, refund.id, dispute.id].includes(objectId),
    )) {
      expect(await kinds(eventId), `${type} of ${objectId}`).toEqual(ALL);
    }
  });

  it('other conditions hold too', async () => {
    const { client, sessionId } = await troubled();
    const clientId = await whose(client);
    expect(await kinds(sessionId, { kind: 'topup' })).toEqual(['topup']);
    expect(await kinds(sessionId, { key: `${sessionId}:1` })).toEqual(['clawback']);
    expect(await kinds(sessionId, { clientId })).toEqual(ALL);
    expect(await kinds(sessionId, { clientId: 'somebody_else' })).toEqual([]);
    const { body } = await search({ stripeId: sessionId, limit: '2' });
    const { entries, next = '' } = entriesAnswer.parse(body);
    expect(entries.map(({ kind }) => kind)).toEqual(['clawback', 'clawback']);
    expect(await kinds(sessionId, { limit: '2', after: next })).toEqual(['topup']);
  });

  it('there is nothing of what was not paid, is not ours, or that Stripe does not know', async () => {
    const { sessionId } = await stage.shop.order();
    expect(await kinds(sessionId)).toEqual([]);
    const other = await stage.shop.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://other.test',
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'eur', unit_amount: 500, product_data: { name: 'Other' } },
        },
      ],
    });
    expect(await kinds(other.id)).toEqual([]);
    for (const prefix of [
      'cs',
      'pi',
      'ch',
      'py',
      're',
      'pyr',
      'dp',
      'du',
      'sub',
      'in',
      'cus',
      'evt',
    ]) {
      expect(await kinds(`${prefix}_unknown`), prefix).toEqual([]);
    }
  });

  it('without Stripe the ledger still knows a session, and says what it would take for more', async () => {
    const { charge, client, sessionId } = await troubled();
    const without = await stage.shop.api.otherwise({
      STRIPE_SECRET_KEY: '',
      STRIPE_WEBHOOK_SECRET: '',
    });
    expect(await kinds(sessionId, {}, without.admin)).toEqual(ALL);
    const { events: heard } = await events({ object: sessionId });
    expect(await kinds(heard[0]?.eventId ?? '', {}, without.admin)).toEqual(ALL);
    expect(await kinds('evt_unknown', {}, without.admin)).toEqual([]);
    for (const id of [charge, 'cs_unknown', 'sub_unknown']) {
      expect(
        await search({ stripeId: id, clientId: await whose(client) }, without.admin),
      ).toMatchObject({
        status: 503,
        body: { code: 'not_configured', detail: expect.stringContaining('STRIPE_SECRET_KEY') },
      });
    }
  });

  it('a Stripe that does not answer is told as that', async () => {
    const gone = await stage.shop.api.otherwise({ STRIPE_API_URL: 'http://127.0.0.1:9' });
    expect(await search({ stripeId: 'pi_any' }, gone.admin)).toMatchObject({
      status: 502,
      body: { code: 'upstream_failed' },
    });
  });
});

describe('GET /v1/admin/webhook-events', () => {
  it('shows what came and what became of it, those first that came last', async () => {
    const { client, sessionId } = await troubled();
    const clientId = await whose(client);
    const { events: heard } = await events({ clientId });
    expect(heard[0]?.type).toMatch(/^charge\.dispute\./);
    expect(heard.find(({ objectId }) => objectId === sessionId)).toEqual({
      eventId: expect.stringMatching(/^evt_/),
      type: 'checkout.session.completed',
      objectId: sessionId,
      clientId,
      fate: 'handled',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      occurredAt: expect.any(String),
      firstSeenAt: expect.any(String),
      lastSeenAt: expect.any(String),
      deliveries: 1,
    });
    const places = heard.map(({ eventId, firstSeenAt }) => `${firstSeenAt} ${eventId}`);
    expect(places).toEqual([...places].sort().reverse());
  });

  it('narrows to an object, a fate, an event, and a stretch of time', async () => {
    const { sessionId } = await troubled();
    const { events: heard } = await events({ object: sessionId });
    expect(heard.map(({ objectId }) => objectId)).toEqual([sessionId]);
    const [{ eventId, firstSeenAt } = { eventId: '', firstSeenAt: '' }] = heard;
    expect((await events({ event: eventId })).events).toEqual(heard);
    expect((await events({ object: sessionId, fate: 'failed' })).events).toEqual([]);
    expect((await events({ object: sessionId, fate: 'handled' })).events).toEqual(heard);
    expect((await events({ object: sessionId, from: firstSeenAt })).events).toEqual(heard);
    expect((await events({ object: sessionId, to: firstSeenAt })).events).toEqual([]);
    expect((await events({ object: "' OR 1=1".replaceAll(' ', '') })).events).toEqual([]);
  });

  it('comes in pages that each event keeps its place in, though it comes again', async () => {
    const { client } = await troubled();
    const clientId = await whose(client);
    const { receivedEvents } = stage.shop.api.app;
    const whole = (await events({ clientId })).events;
    const first = await events({ clientId, limit: '2' });
    const last = whole.at(-1);
    if (!receivedEvents || !last) throw new Error('nothing came');
    const { deliveries, firstSeenAt, lastSeenAt, ...event } = last;
    await stage.shop.api.db.query(
      {
        name: '',
        text: `UPDATE webhook_events SET deliveries = 2, last_seen_at = '2030-01-01' WHERE event_id = $1`,
      },
      [event.eventId],
    );
    const rest = await events({ clientId, after: first.next ?? '', limit: '200' });
    expect([...first.events, ...rest.events].map(({ eventId }) => eventId)).toEqual(
      whole.map(({ eventId }) => eventId),
    );
    expect(rest.events.at(-1)).toMatchObject({
      deliveries: 2,
      lastSeenAt: '2030-01-01T00:00:00.000Z',
    });
    expect(rest).not.toHaveProperty('next');
  });

  it.each(['fate=paid', 'object=', 'limit=0', 'limit=201', 'after=x', 'after=2026~', 'type=x'])(
    'refuses %s',
    async (query) => {
      const { body } = await stage.shop.api.admin.v1(`/v1/admin/webhook-events?${query}`);
      expect(body).toMatchObject({ code: 'invalid_request' });
    },
  );
});
