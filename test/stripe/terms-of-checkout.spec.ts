import { describe, expect, it } from 'vitest';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { openShop } from './shop.js';

const plain = openShop();
const taxed = openShop({}, { STRIPE_AUTOMATIC_TAX: '1', STRIPE_INVOICES: '1' });

describe('tax and discounts', () => {
  it('change what is paid, and not what is ordered', async () => {
    const order = await plain.shop.order();
    const { client, sessionId } = order;
    await plain.shop.test('checkout-totals', { sessionId, discountMinor: 100, taxMinor: 95 });
    await plain.shop.pay(order);
    expect(await plain.shop.movements(client)).toEqual(['topup 100']);
    expect((await client.state('?tail=1')).body).toMatchObject({
      ledgerTail: [{ credits: 100, paid: { amountMinor: 595, currency: 'eur' } }],
    });
    // A fifth of what was paid, not of the price.
    await plain.shop.test('refund', { sessionId, amountMinor: 119 });
    expect((await plain.shop.movements(client)).at(-1)).toBe('clawback -20');
  });

  it('that leave nothing to pay leave nothing to give back', async () => {
    const order = await plain.shop.order();
    const { client, sessionId } = order;
    await plain.shop.test('checkout-totals', { sessionId, discountMinor: 600, taxMinor: 0 });
    await plain.shop.pay(order);
    expect(await plain.shop.movements(client)).toEqual(['topup 100']);
    expect((await client.confirm(sessionId)).body).toMatchObject({ status: 'already_credited' });
  });

  it('are Stripe’s to add, and invoices to make, where that is switched on', async () => {
    const switchesOf = async ({ shop }: typeof plain) => {
      const { sessionId } = await shop.order();
      const session = await shop.stripe.checkout.sessions.retrieve(sessionId);
      return [session.automatic_tax.enabled, session.invoice_creation?.enabled ?? false];
    };
    expect(await switchesOf(plain)).toEqual([false, false]);
    expect(await switchesOf(taxed)).toEqual([true, true]);
  });
});

describe('a pack whose price is kept in Stripe', () => {
  const publishWith = async (stripePriceId: string): Promise<void> => {
    await plain.shop.api.publish((current: RegistryDocument) => ({
      ...current,
      packs: current.packs.map((pack) =>
        pack.packId === 'pack_500' ? { ...pack, stripePriceId } : pack,
      ),
    }));
  };

  it('is bought at that price, whose id nobody is told', async () => {
    const { api, stripe } = plain.shop;
    const { id } = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 2700,
      product_data: { name: '500 credits' },
    });
    await publishWith(id);
    const { client, sessionId } = await plain.shop.bought('pack_500');
    expect(await plain.shop.movements(client)).toEqual(['topup 500']);
    const items = await stripe.checkout.sessions.listLineItems(sessionId);
    expect(items.data.map(({ price }) => price?.id)).toEqual([id]);
    const refused = await client.debit({
      actionId: 'memo_draft',
      quantity: 999,
      idempotencyKey: 'r',
    });
    expect(refused.status).toBe(402);
    const told = [
      refused.body,
      (await api.stranger.matrix()).body,
      (await client.confirm(sessionId)).body,
      (await client.state()).body,
      api.logged,
    ];
    expect(JSON.stringify(told)).toContain('pack_500');
    expect(JSON.stringify(told)).not.toContain(id);
    expect(JSON.stringify(told)).not.toContain(plain.shop.standIn.secretKey);
  });

  it.each([
    ['another amount', { unit_amount: 5, currency: 'eur' }],
    ['another currency', { unit_amount: 2700, currency: 'usd' }],
    ['the month', { unit_amount: 2700, currency: 'eur', recurring: { interval: 'month' } }],
  ] as const)('is not sold where that price is of %s', async (_, price) => {
    const product_data = { name: '500 credits' };
    const { id } = await plain.shop.stripe.prices.create({ ...price, product_data });
    await publishWith(id);
    await expectNotSold(id);
  });

  it('is not sold where Stripe has no such price, or has put it aside', async () => {
    await publishWith('price_nosuch');
    await expectNotSold('price_nosuch');
    const price = { currency: 'eur', unit_amount: 2700, product_data: { name: '500 credits' } };
    const { id } = await plain.shop.stripe.prices.create(price);
    await plain.shop.stripe.prices.update(id, { active: false });
    await publishWith(id);
    await expectNotSold(id);
  });

  it('stays what it was for a key that opened a checkout before, also when the pack is gone', async () => {
    const { api, stripe } = plain.shop;
    const price = { currency: 'eur', unit_amount: 2700, product_data: { name: '500 credits' } };
    const { id } = await stripe.prices.create(price);
    await publishWith(id);
    const client = api.user();
    const ask = { packId: 'pack_500', idempotencyKey: 'order-1' };
    const first = await client.checkout(ask);
    await stripe.prices.update(id, { active: false });
    const archived = await client.checkout(ask);
    expect(archived.body).toEqual(first.body);
    await api.publish((current: RegistryDocument) => ({
      ...current,
      packs: current.packs.filter(({ packId }) => packId !== 'pack_500'),
    }));
    const gone = await client.checkout(ask);
    expect([gone.status, gone.body]).toEqual([200, first.body]);
    expect(gone.headers.get('idempotency-replayed')).toBe('true');
    expect((await client.checkout({ ...ask, idempotencyKey: 'order-2' })).body).toMatchObject({
      code: 'unknown_pack',
    });
    expect((await client.checkout({ ...ask, packId: 'pack_7' })).body).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  /** No page is opened on which somebody would pay what is not credited then; neither answer nor log quotes the price. */
  const expectNotSold = async (priceId: string): Promise<void> => {
    const { api, standIn } = plain.shop;
    standIn.forgetCalls();
    const { body } = await api.user().checkout({ packId: 'pack_500' });
    expect(body).toMatchObject({ status: 409, code: 'payment_mismatch', packId: 'pack_500' });
    expect(standIn.calls()).not.toHaveProperty(['POST /v1/checkout/sessions']);
    expect(api.logged.at(-1)).toMatchObject({ level: 'error', packId: 'pack_500' });
    expect(JSON.stringify([body, api.logged])).not.toContain(priceId);
  };
});
