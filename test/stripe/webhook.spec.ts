import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { goneDb, TestApi } from '../support/app.js';
import { openShop, WEBHOOK_SECRET } from './shop.js';

const stage = openShop();

const event = (type: string, object: unknown, livemode = false): string =>
  JSON.stringify({
    id: `evt_${randomUUID().replaceAll('-', '')}`,
    object: 'event',
    type,
    created: Math.floor(Date.now() / 1000),
    livemode,
    data: { object },
  });

const signature = (payload: string, secret = WEBHOOK_SECRET, secondsAgo = 0): string =>
  Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: Math.floor(Date.now() / 1000) - secondsAgo,
  });

const deliver = (
  body: string,
  signed: string | undefined = signature(body),
  api = stage.shop.api,
) =>
  api.stranger.send('credits-webhook', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(signed && { 'stripe-signature': signed }) },
  });

const eventsOf = (objectId: string) =>
  stage.shop.api.db.query(
    { name: randomUUID(), text: 'SELECT * FROM webhook_events WHERE object_id = $1' },
    [objectId],
  );

describe('the endpoint for webhooks', () => {
  it.each([
    ['a forged signature', (body: string) => signature(body, 'whsec_forged')],
    ['the signature of another body', () => signature('{}')],
    ['a signature of six minutes ago', (body: string) => signature(body, WEBHOOK_SECRET, 360)],
    ['a signature of in six minutes', (body: string) => signature(body, WEBHOOK_SECRET, -360)],
    ['nonsense', () => 't=1,v1=nonsense'],
    ['none', () => ''],
  ])('refuses %s, and writes nothing', async (_, sign) => {
    const { client, sessionId } = await paidUnheard();
    const body = event('checkout.session.completed', { id: sessionId });
    expect((await deliver(body, sign(body))).body).toMatchObject({
      status: 400,
      code: 'invalid_signature',
    });
    expect((await client.state()).body).toMatchObject({ version: 0 });
    expect(await eventsOf(sessionId)).toEqual([]);
    stage.shop.meets = undefined;
    await stage.shop.standIn.settled();
  });

  it('refuses a live event where the key is a test’s', async () => {
    const body = event('checkout.session.completed', { id: 'cs_live_1' }, true);
    expect((await deliver(body)).body).toMatchObject({
      status: 400,
      detail: 'it is live, and the key in use is not',
    });
  });

  it.each([
    ['customer.created', { id: 'cus_1' }],
    ['product.updated', { id: 'prod_1' }],
    ['checkout.session.completed', { id: 'cs_test_of_nobody' }],
    ['refund.created', { id: 're_1', payment_intent: 'pi_of_nobody' }],
    ['refund.created', { id: 're_1', payment_intent: null }],
  ])('has nothing to do for %s of %j', async (type, object) => {
    const reply = await deliver(event(type, object));
    expect([reply.status, reply.body]).toEqual([200, { handled: false }]);
  });

  it('takes the raw body, whatever is in it', async () => {
    const { client, sessionId } = await paidUnheard();
    const body = `${event('checkout.session.completed', { id: sessionId, note: 'é \\u2028 €' })}\n `;
    const reply = await deliver(body);
    expect([reply.status, reply.body]).toEqual([200, { handled: true }]);
    stage.shop.meets = undefined;
    expect(await stage.shop.movements(client)).toEqual(['topup 100']);
  });

  it('takes a body of up to a megabyte', async () => {
    const fits = event('customer.created', { id: 'cus_1', text: 'x'.repeat(1_000_000) });
    expect((await deliver(fits)).status).toBe(200);
    const large = event('customer.created', { id: 'cus_1', text: 'x'.repeat(1_050_000) });
    expect((await deliver(large)).body).toMatchObject({ status: 413, code: 'payload_too_large' });
  });

  it('counts how often an event came, and keeps what became of it', async () => {
    const { client, sessionId } = await paidUnheard();
    const body = event('checkout.session.completed', { id: sessionId });
    for (let times = 0; times < 3; times += 1) await deliver(body);
    stage.shop.meets = undefined;
    await stage.shop.standIn.settled();
    const rows = await eventsOf(sessionId);
    expect(rows).toHaveLength(2); // this one, and the stand-in's own
    expect(rows).toEqual(
      expect.arrayContaining([expect.objectContaining({ deliveries: 3, fate: 'handled' })]),
    );
    expect(await stage.shop.movements(client)).toEqual(['topup 100']);
  });

  it('wants the message again while the ledger is away, and takes it then', async () => {
    const { client, sessionId } = await paidUnheard();
    const body = event('checkout.session.completed', { id: sessionId });
    const away = await new TestApi({
      STRIPE_SECRET_KEY: stage.shop.standIn.secretKey,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API_URL: stage.shop.standIn.url,
    }).open({ db: goneDb });
    const reply = await deliver(body, signature(body), away);
    expect(reply.body).toMatchObject({ status: 503, code: 'ledger_unavailable' });
    expect((await deliver(body)).body).toEqual({ handled: true });
    stage.shop.meets = undefined;
    expect(await stage.shop.movements(client)).toEqual(['topup 100']);
  });

  it('wants the message again while Stripe is away, and says nothing of the inside', async () => {
    const { client, sessionId } = await paidUnheard();
    const body = event('checkout.session.completed', { id: sessionId });
    const over = stage.shop.standIn.disturb({ kind: 'error', status: 500, work: 'not done' });
    const reply = await deliver(body);
    over();
    expect(reply.body).toMatchObject({ status: 502, code: 'upstream_failed' });
    expect(await eventsOf(sessionId)).toEqual([expect.objectContaining({ fate: 'failed' })]);
    expect((await deliver(body)).body).toEqual({ handled: true });
    expect(await eventsOf(sessionId)).toEqual([
      expect.objectContaining({ fate: 'handled', deliveries: 2 }),
    ]);
    stage.shop.meets = undefined;
    expect(await stage.shop.movements(client)).toEqual(['topup 100']);
  });
});

describe('without Stripe', () => {
  it('says that payment is not configured', async () => {
    const api = await stage.shop.api.otherwise({
      STRIPE_SECRET_KEY: '',
      STRIPE_WEBHOOK_SECRET: '',
    });
    const replies = [
      await deliver('{}', '', api),
      await api.user().checkout({ packId: 'pack_100' }),
      await api.user().confirm('cs_1'),
    ];
    for (const { body } of replies) {
      expect(body).toMatchObject({ status: 503, code: 'not_configured' });
    }
    expect((await api.stranger.matrix()).body).toMatchObject({ topUpAvailable: false });
    expect((await stage.shop.api.stranger.matrix()).body).toMatchObject({ topUpAvailable: true });
  });
});

/** Somebody paid, and no message of it came. */
const paidUnheard = async () => {
  stage.shop.meets = () => 500;
  return stage.shop.bought();
};
