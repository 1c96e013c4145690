import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../support/caller.js';
import { openShop } from './shop.js';

const stage = openShop();

type Otherwise = {
  readonly currency?: string;
  readonly amount?: number;
  readonly quantity?: number;
  readonly reference?: string | undefined;
};

/** A session that somebody else made in the same account, with all that ours has. */
const copyOf = async (
  sessionId: string,
  otherwise: Otherwise,
): Promise<Stripe.Checkout.Session> => {
  const { amount = 600, currency = 'eur', quantity = 1 } = otherwise;
  const { stripe } = stage.shop;
  const ours = await stripe.checkout.sessions.retrieve(sessionId);
  const reference = 'reference' in otherwise ? otherwise.reference : ours.client_reference_id;
  return stripe.checkout.sessions.create({
    mode: 'payment',
    customer: String(ours.customer),
    ...(reference && { client_reference_id: reference }),
    metadata: ours.metadata ?? {},
    line_items: [
      {
        quantity,
        price_data: { currency, unit_amount: amount, product_data: { name: '100 credits' } },
      },
    ],
    success_url: 'https://app.test/account',
  });
};

const lastEvent = async (sessionId: string) => {
  const [row] = await stage.shop.api.db.query(
    {
      name: randomUUID(),
      text: `SELECT fate, reason, client_id FROM webhook_events WHERE object_id = $1 ORDER BY last_seen_at DESC`,
    },
    [sessionId],
  );
  return row;
};

const expectRefused = async (client: Caller, sessionId: string, reason: RegExp): Promise<void> => {
  expect(await stage.shop.movements(client)).toEqual([]);
  expect((await client.confirm(sessionId)).body).toMatchObject({
    status: 409,
    code: 'payment_mismatch',
    sessionId,
  });
  expect(await stage.shop.movements(client)).toEqual([]);
  expect(await lastEvent(sessionId)).toMatchObject({
    fate: 'refused',
    reason: expect.stringMatching(reason),
  });
  const told = stage.shop.api.logged.filter(
    ({ message }) => message === 'a payment is not credited',
  );
  expect(told.some(({ objectId }) => objectId === sessionId)).toBe(true);
};

describe('a paid checkout that is not what was ordered is not credited, and operators see why', () => {
  it.each([
    ['cz_credits', '100000'],
    ['cz_pack', 'pack_2000'],
    ['cz_client', 'user_other'],
    ['cz_tenant', 'another'],
    ['cz_amount', '1'],
    ['cz_registry_version', '2'],
    ['cz_trace_id', '0af7651916cd43dd8448eb211c80319d'],
    ['cz_seal', ''],
  ])('its metadata %s was edited to %j', async (name, value) => {
    const order = await stage.shop.order();
    await stage.shop.stripe.checkout.sessions.update(order.sessionId, {
      metadata: { [name]: value },
    });
    await stage.shop.pay(order);
    await expectRefused(order.client, order.sessionId, /metadata/);
  });

  it.each([
    ['amount', { amount: 1 }, /it is for 1 and 1, and 600 was ordered/],
    ['currency', { currency: 'usd' }, /it is in usd, and eur was ordered/],
    ['quantity', { amount: 300, quantity: 2 }, /it is not for one pack/],
  ])('its %s differs', async (_, line, reason) => {
    const { client, sessionId } = await stage.shop.order();
    const { id, url } = await copyOf(sessionId, line);
    await stage.shop.pay({ checkoutUrl: url ?? '' });
    await expectRefused(client, id, reason);
  });

  it('it is for somebody else’s order', async () => {
    const { sessionId } = await stage.shop.order();
    const other = stage.shop.api.newClient();
    const { id, url } = await copyOf(sessionId, { reference: `cityzeen:${other}` });
    await stage.shop.pay({ checkoutUrl: url ?? '' });
    await expectRefused(stage.shop.api.user(other), id, /another client/);
  });
});

describe('a checkout that was edited, and that nobody paid', () => {
  it('is told to its client as what it is, and is nothing to operators', async () => {
    const { client, sessionId } = await stage.shop.order();
    const { sessions } = stage.shop.stripe.checkout;
    await sessions.update(sessionId, { metadata: { cz_credits: '100000' } });
    expect((await client.confirm(sessionId)).body).toMatchObject({
      status: 409,
      code: 'payment_mismatch',
    });
    await sessions.expire(sessionId);
    expect(await stage.shop.movements(client)).toEqual([]);
    expect(await lastEvent(sessionId)).toMatchObject({
      fate: 'ignored',
      reason: 'the checkout is expired',
    });
  });
});

describe('a checkout of others in the same account', () => {
  it.each([undefined, 'order-17', 'another:user_1'])(
    'with the reference %j is left alone',
    async (reference) => {
      const { client, sessionId } = await stage.shop.order();
      const { id, url } = await copyOf(sessionId, { reference });
      await stage.shop.pay({ checkoutUrl: url ?? '' });
      expect(await stage.shop.movements(client)).toEqual([]);
      expect(await lastEvent(id)).toMatchObject({ fate: 'ignored' });
      expect((await client.confirm(id)).body).toMatchObject({
        status: 404,
        code: 'unknown_session',
      });
    },
  );
});
