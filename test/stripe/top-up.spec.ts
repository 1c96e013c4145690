import { describe, expect, it, onTestFinished } from 'vitest';
import { checkoutAnswer } from '../../lib/contract/top-up.js';
import type { Caller } from '../support/caller.js';
import type { Reply } from '../support/reply.js';
import { openShop } from './shop.js';

const stage = openShop();

/** On a busy machine Stripe may be too slow an answer or two: then one asks again. */
const confirmAtLast = async (client: Caller, sessionId: string): Promise<Reply> => {
  for (;;) {
    const reply = await client.confirm(sessionId);
    if (reply.status === 200) return reply;
    expect(reply.status).toBe(502);
  }
};

describe('a checkout', () => {
  it('is opened for a pack, at its price, for the client alone', async () => {
    const { sessionId, checkoutUrl } = await stage.shop.order('pack_500');
    const session = await stage.shop.stripe.checkout.sessions.retrieve(sessionId);
    expect(session).toMatchObject({
      url: checkoutUrl,
      mode: 'payment',
      amount_subtotal: 2700,
      currency: 'eur',
      cancel_url: 'https://app.test/account#top-up',
      success_url: 'https://app.test/account?payment={CHECKOUT_SESSION_ID}#top-up',
      metadata: {
        cz_tenant: 'cityzeen',
        cz_pack: 'pack_500',
        cz_credits: '500',
        cz_registry_version: '1',
      },
    });
  });

  it('carries the trace of its request, and so does the entry that it ends in', async () => {
    const { api, standIn } = stage.shop;
    const client = api.user();
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01` };
    const { body } = await client.checkout({ packId: 'pack_100' }, headers);
    const { checkoutUrl, sessionId } = checkoutAnswer.parse(body);
    await stage.shop.pay({ checkoutUrl });
    await standIn.settled();
    const expand = ['payment_intent'];
    const session = await stage.shop.stripe.checkout.sessions.retrieve(sessionId, { expand });
    expect(session).toMatchObject({
      metadata: { cz_trace_id: trace },
      payment_intent: { metadata: { cz_trace_id: trace } },
    });
    expect((await client.state('?tail=1')).body).toMatchObject({
      ledgerTail: [{ kind: 'topup', traceId: trace, actor: 'stripe' }],
    });
  });

  it('leaves a line in the log that says how long Stripe took', async () => {
    const { api } = stage.shop;
    const { headers } = await api.user().checkout({ packId: 'pack_100' });
    const traceId = headers.get('x-trace-id');
    expect(api.requests.filter((line) => line['traceId'] === traceId)).toMatchObject([
      { path: '/api/credits-checkout', status: 200, upstreamMs: expect.any(Number) },
    ]);
  });

  it('is the same one when it is asked for again with its key, under any trace', async () => {
    const client = stage.shop.api.user();
    const ask = () => client.checkout({ packId: 'pack_100', idempotencyKey: 'order-1' });
    const [first, second] = [await ask(), await ask()];
    expect(second.body).toEqual(first.body);
    expect(first.headers.get('idempotency-replayed')).toBe('false');
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    const { sessionId } = checkoutAnswer.parse(first.body);
    const { metadata } = await stage.shop.stripe.checkout.sessions.retrieve(sessionId);
    expect(metadata).toMatchObject({ cz_trace_id: first.headers.get('x-trace-id') });
    expect(second.headers.get('x-trace-id')).not.toBe(first.headers.get('x-trace-id'));
  });

  it('is one when it is asked for many times at once with one key', async () => {
    const client = stage.shop.api.user();
    const asked = Array.from({ length: 20 }, () =>
      client.checkout({ packId: 'pack_100', idempotencyKey: 'order-1' }),
    );
    const bodies = (await Promise.all(asked)).map(({ body }) => JSON.stringify(body));
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toContain('checkoutUrl');
  });

  it.each([
    ['is at work on the first request', { kind: 'slow', ms: 2500 }],
    ['failed the first request', { kind: 'error', status: 500, work: 'not done' }],
    ['lost its answer to the first request', { kind: 'drop', work: 'done' }],
  ] as const)(
    'is one, whatever trace it is asked for under again, while Stripe %s',
    async (_, disturbance) => {
      const { standIn, stripe } = stage.shop;
      const client = stage.shop.api.user();
      await client.checkout({ packId: 'pack_100' }); // so that there is a customer
      const over = standIn.disturb(disturbance, {
        of: 'POST /v1/checkout/sessions',
        times: disturbance.kind === 'slow' ? 1 : 3,
      });
      onTestFinished(() => over());
      const ask = () => client.checkout({ packId: 'pack_100', idempotencyKey: 'order-1' });
      const first = ask();
      if (disturbance.kind !== 'slow') await first;
      let again = await ask();
      while (again.status !== 200) {
        expect(again.body).toMatchObject({ status: 502, code: 'upstream_failed' });
        again = await ask();
      }
      expect([200, 502]).toContain((await first).status);
      const { sessionId } = checkoutAnswer.parse(again.body);
      const { customer } = await stripe.checkout.sessions.retrieve(sessionId);
      const { data } = await stripe.checkout.sessions.list({ customer: String(customer) });
      expect(data).toHaveLength(2);
    },
  );

  it('is another one for each request without a key', async () => {
    const client = stage.shop.api.user();
    const [first, second] = [
      await stage.shop.order('pack_100', client),
      await stage.shop.order('pack_100', client),
    ];
    expect(second.sessionId).not.toBe(first.sessionId);
  });

  it('is not opened under a key that stands for another pack', async () => {
    const client = stage.shop.api.user();
    await client.checkout({ packId: 'pack_100', idempotencyKey: 'order-1' });
    expect(
      (await client.checkout({ packId: 'pack_500', idempotencyKey: 'order-1' })).body,
    ).toMatchObject({
      status: 409,
      code: 'idempotency_key_reused',
    });
  });

  it('of the same key of two clients are two', async () => {
    const ask = () => stage.shop.api.user().checkout({ packId: 'pack_100', idempotencyKey: 'k' });
    expect((await ask()).body).not.toEqual((await ask()).body);
  });

  it('is opened for one customer a client, however many come at once', async () => {
    const client = stage.shop.api.user();
    const orders = await Promise.all(
      Array.from({ length: 8 }, () => stage.shop.order('pack_100', client)),
    );
    const sessions = await Promise.all(
      orders.map(({ sessionId }) => stage.shop.stripe.checkout.sessions.retrieve(sessionId)),
    );
    expect(new Set(sessions.map(({ customer }) => customer)).size).toBe(1);
  });

  it('is opened for another customer when somebody deleted the first', async () => {
    const client = stage.shop.api.user();
    const { stripe } = stage.shop;
    const first = await stage.shop.order('pack_100', client);
    const { customer } = await stripe.checkout.sessions.retrieve(first.sessionId);
    await stripe.customers.del(String(customer));
    const second = await stage.shop.bought('pack_100', client);
    expect(await stage.shop.movements(second.client)).toEqual(['topup 100']);
  });

  it.each([
    [{ packId: 'pack_7' }, 404, 'unknown_pack'],
    [{}, 422, 'invalid_request'],
    [{ packId: 'pack_100', credits: 1_000_000 }, 422, 'invalid_request'],
    [{ packId: 'pack_100', idempotencyKey: 'two words' }, 422, 'invalid_request'],
  ])('asked for with %j is refused with %d', async (body, status, code) => {
    expect((await stage.shop.api.user().checkout(body)).body).toMatchObject({ status, code });
  });

  it('is for signed-in clients alone', async () => {
    const { admin, service, stranger } = stage.shop.api;
    expect((await stranger.checkout({ packId: 'pack_100' })).status).toBe(401);
    expect((await service.checkout({ packId: 'pack_100' })).status).toBe(403);
    expect((await admin.checkout({ packId: 'pack_100' })).status).toBe(403);
  });
});

describe('a paid pack', () => {
  it('is credited once, however often and by whomever the news comes', async () => {
    const { client, checkoutUrl, sessionId } = await stage.shop.order();
    stage.shop.standIn.disturbDeliveries({ duplicate: 50, delayMs: 5, reorder: true });
    onTestFinished(() => stage.shop.standIn.disturbDeliveries({}));
    await stage.shop.pay({ checkoutUrl });
    const confirmed = await Promise.all(
      Array.from({ length: 50 }, () => confirmAtLast(client, sessionId)),
    );
    const credited = confirmed.filter(({ body }) => JSON.stringify(body).includes('"credited"'));
    expect(credited.length).toBeLessThanOrEqual(1);
    expect(await stage.shop.movements(client)).toEqual(['topup 100']);
    expect((await client.confirm(sessionId)).body).toEqual({
      status: 'already_credited',
      credits: 100,
      balance: 220,
    });
  });

  it('is credited by the confirmation alone where no webhook comes', async () => {
    stage.shop.meets = () => 500;
    const { client, sessionId } = await stage.shop.bought();
    expect((await client.confirm(sessionId)).body).toEqual({
      status: 'credited',
      credits: 100,
      balance: 220,
    });
    stage.shop.meets = undefined;
    expect(await stage.shop.movements(client)).toEqual(['topup 100']);
  });

  it('is pending until it is paid', async () => {
    const { client, sessionId } = await stage.shop.order();
    expect((await client.confirm(sessionId)).body).toEqual({
      status: 'pending',
      checkout: 'open',
      credits: 100,
      balance: 120,
    });
    expect((await client.state()).body).toMatchObject({ version: 0 });
  });

  it('is pending while the money is on its way, and credited when it has come', async () => {
    const { checkoutUrl, client, sessionId } = await stage.shop.order();
    await stage.shop.pay({ checkoutUrl }, { async: true });
    expect((await client.confirm(sessionId)).body).toMatchObject({
      status: 'pending',
      checkout: 'unpaid',
    });
    expect(await stage.shop.movements(client)).toEqual([]);
    await stage.shop.test('async-payment', { sessionId, outcome: 'succeeded' });
    expect(await stage.shop.movements(client)).toEqual(['topup 100']);
  });

  it('is never credited when the money did not come, or the checkout expired', async () => {
    const { checkoutUrl, client, sessionId } = await stage.shop.order();
    await stage.shop.pay({ checkoutUrl }, { async: true });
    await stage.shop.test('async-payment', { sessionId, outcome: 'failed' });
    const expired = await stage.shop.order('pack_500', client);
    await stage.shop.stripe.checkout.sessions.expire(expired.sessionId);
    expect(await stage.shop.movements(client)).toEqual([]);
    expect((await client.confirm(expired.sessionId)).body).toMatchObject({
      status: 'pending',
      checkout: 'expired',
    });
  });

  it('of somebody else is as if it did not exist', async () => {
    const { sessionId } = await stage.shop.bought();
    const other = stage.shop.api.user();
    const [theirs, none] = [await other.confirm(sessionId), await other.confirm('cs_test_none')];
    expect(theirs.body).toMatchObject({ status: 404, code: 'unknown_session' });
    expect(none.body).toMatchObject({ status: 404, code: 'unknown_session' });
    const told = (reply: typeof theirs) => Object.keys(Object(reply.body)).sort();
    expect(told(theirs)).toEqual(told(none));
  });

  it.each(['', '../refunds', 'cs_1?expand=x', 'a b', 7])(
    'is not asked for by the id %j',
    async (sessionId) => {
      const reply = await stage.shop.api.user().send('credits-topup-confirm', {
        method: 'POST',
        body: JSON.stringify({ sessionId }),
      });
      expect(reply.body).toMatchObject({ status: 422, code: 'invalid_request' });
    },
  );
});

describe('what goes back to the payer', () => {
  it('is taken back in proportion, and returned when the dispute is won', async () => {
    const { client, sessionId } = await stage.shop.bought();
    // 600 cents bought 100 credits: 199 of them are 33.17 credits, 300 are 50, 600 are all.
    const steps = [
      ['refund', { sessionId, amountMinor: 199 }, 'clawback -33'],
      ['refund', { sessionId, amountMinor: 101 }, 'clawback -17'],
      ['dispute', { sessionId, amountMinor: 300 }, 'clawback -50'],
      ['dispute-close', { sessionId, outcome: 'won' }, 'reinstatement 50'],
    ] as const;
    for (const [what, body, movement] of steps) {
      await stage.shop.test(what, body);
      expect((await stage.shop.movements(client)).at(-1)).toBe(movement);
    }
    expect(await stage.shop.movements(client)).toHaveLength(5);
  });

  it('stays taken when the dispute is lost', async () => {
    const { client, sessionId } = await stage.shop.bought();
    await stage.shop.test('dispute', { sessionId });
    await stage.shop.test('dispute-close', { sessionId, outcome: 'lost' });
    expect(await stage.shop.movements(client)).toEqual(['topup 100', 'clawback -100']);
  });

  it('is nothing while it is only inquired into', async () => {
    const { client, sessionId } = await stage.shop.bought();
    await stage.shop.test('dispute', { sessionId, inquiry: true });
    expect(await stage.shop.movements(client)).toEqual(['topup 100']);
  });

  it('is taken below zero where it was spent', async () => {
    const { client, sessionId } = await stage.shop.bought();
    await stage.shop.standIn.settled();
    await client.debit({ actionId: 'memo_draft', quantity: 11, idempotencyKey: 'spent' });
    await stage.shop.test('refund', { sessionId });
    expect(await stage.shop.movements(client)).toEqual([
      'topup 100',
      'debit -220',
      'clawback -100',
    ]);
    expect((await client.state()).body).toMatchObject({
      balance: -100,
      available: 0,
      purchased: -100,
    });
  });

  it('is credited and taken when nobody had heard of the payment before', async () => {
    stage.shop.meets = () => 500;
    const { client, sessionId } = await stage.shop.bought();
    await stage.shop.test('refund', { sessionId, amountMinor: 300 });
    stage.shop.meets = undefined;
    expect(await stage.shop.movements(client)).toEqual(['topup 100', 'clawback -50']);
  });
});
