import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { pack, startStage } from './stand-in-stage.js';

describe('an idempotency key', () => {
  it('gives the first answer again, and does nothing again', async () => {
    const { stripe } = await startStage();
    const first = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
    const again = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
    expect(again.id).toBe(first.id);
    expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
    expect(again.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  it('is refused for other parameters, or another endpoint', async () => {
    const { stripe } = await startStage();
    await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
    await expect(
      stripe.customers.create({ name: 'Bob' }, { idempotencyKey: 'k' }),
    ).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    await expect(
      stripe.products.create({ name: 'Ada' }, { idempotencyKey: 'k' }),
    ).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
  });

  it('keeps what failed at work, and not what was refused before', async () => {
    const { stripe } = await startStage();
    const refused = () =>
      stripe.checkout.sessions.create({ mode: 'payment' }, { idempotencyKey: 'early' });
    await expect(refused()).rejects.toMatchObject({ code: 'parameter_missing' });
    await stripe.checkout.sessions.create(pack, { idempotencyKey: 'early' });

    const failing = () =>
      stripe.checkout.sessions.create(
        { ...pack, customer: 'cus_none' },
        { idempotencyKey: 'late' },
      );
    await expect(failing()).rejects.toMatchObject({ code: 'resource_missing' });
    await expect(failing()).rejects.toMatchObject({
      code: 'resource_missing',
      headers: { 'idempotent-replayed': 'true' },
    });
  });

  it('can be used for something else after 24 hours', async () => {
    let now = new Date('2026-01-10T12:00:00Z');
    const { stripe } = await startStage({ now: () => now });
    const create = (name: string) => stripe.customers.create({ name }, { idempotencyKey: 'k' });
    const first = await create('Ada');
    now = new Date('2026-01-11T11:59:59Z');
    expect((await create('Ada')).id).toBe(first.id);
    now = new Date('2026-01-11T12:00:00Z');
    expect((await create('Bob')).name).toBe('Bob');
  });

  it('is in use while its first request is at work', async () => {
    const { standIn, stripe } = await startStage();
    standIn.disturb({ kind: 'slow', ms: 100 }, { of: 'POST /v1/customers' });
    const create = () => stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
    const [first, second] = await Promise.allSettled([create(), create()]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({
      reason: { code: 'idempotency_key_in_use', statusCode: 409 },
    });
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });
});
