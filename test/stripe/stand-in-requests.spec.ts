import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { clientOf, pack, startStage } from './stand-in-stage.js';

describe('a request', () => {
  it('with a wrong key is refused', async () => {
    const { standIn } = await startStage();
    const stranger = clientOf({ ...standIn, secretKey: 'sk_test_somebody' });
    await expect(stranger.customers.list()).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
  });

  it.each([
    [{ nonsense: 1 }, 'parameter_unknown', 'nonsense'],
    [{ metadata: { a: { b: 'c' } } }, undefined, 'metadata[a]'],
    [{ metadata: { a: 'x'.repeat(501) } }, undefined, 'metadata[a]'],
  ])('with parameters such as %j is refused', async (params, code, param) => {
    const { stripe } = await startStage();
    const given: object = params;
    const refused = await stripe.customers.create(given).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(refused).toMatchObject({ param, statusCode: 400 });
    expect(refused).toHaveProperty('code', code);
  });

  it('names what it lacks by its whole path', async () => {
    const { stripe } = await startStage();
    const [line] = pack.line_items;
    const params = { ...pack, line_items: [{ price_data: { ...line?.price_data, currency: '' } }] };
    await expect(stripe.checkout.sessions.create(params)).rejects.toMatchObject({
      param: 'line_items[0][price_data][currency]',
    });
    const { success_url: _, ...lacking } = pack;
    await expect(stripe.checkout.sessions.create(lacking)).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'success_url',
    });
  });

  it('takes 500 characters of metadata, and a key of 40', async () => {
    const { stripe } = await startStage();
    const pair = { ['k'.repeat(40)]: 'x'.repeat(500) };
    expect((await stripe.customers.create({ metadata: pair })).metadata).toEqual(pair);
    await expect(
      stripe.customers.create({ metadata: { ['k'.repeat(41)]: 'x' } }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('for what there is not is told so', async () => {
    const { stripe } = await startStage();
    await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      code: 'resource_missing',
      message: "No such customer: 'cus_none'",
      statusCode: 404,
    });
    await expect(stripe.coupons.list()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('expands what it asks for, in lists too', async () => {
    const { post, stripe } = await startStage();
    const customer = await stripe.customers.create({ name: 'Ada' });
    const { id } = await stripe.checkout.sessions.create({ ...pack, customer: customer.id });
    await post(`/pay/${id}/pay`, {});
    const { data } = await stripe.checkout.sessions.list({
      expand: ['data.payment_intent.latest_charge', 'data.customer'],
    });
    expect(data).toMatchObject([
      { customer: { name: 'Ada' }, payment_intent: { latest_charge: { amount: 1_200 } } },
    ]);
    await expect(stripe.customers.list({ expand: ['data.email'] })).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});

describe('a list', () => {
  it('is given newest first, page by page', async () => {
    const { stripe } = await startStage();
    for (const name of ['a', 'b', 'c']) await stripe.customers.create({ name });
    const first = await stripe.customers.list({ limit: 2 });
    expect([first.data.map(({ name }) => name), first.has_more]).toEqual([['c', 'b'], true]);
    const all = await stripe.customers.list({ limit: 1 }).autoPagingToArray({ limit: 10 });
    expect(all.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
    const before = await stripe.customers.list({ ending_before: String(all[2]?.id), limit: 1 });
    expect(before.data.map(({ name }) => name)).toEqual(['b']);
    await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
  });

  it('is cut out of time to the second', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const { stripe } = await startStage({ now: () => now });
    await stripe.customers.create({ name: 'a' });
    now = new Date('2026-01-02T00:00:00Z');
    await stripe.customers.create({ name: 'b' });
    const [first, second] = [1_767_225_600, 1_767_312_000];
    const names = async (created: Stripe.RangeQueryParam) =>
      (await stripe.customers.list({ created })).data.map(({ name }) => name);
    expect(await names({ gte: first, lt: second })).toEqual(['a']);
    expect(await names({ gt: first, lte: second })).toEqual(['b']);
  });
});

describe('a search for customers', () => {
  const found = async (stripe: Stripe, query: string) =>
    (await stripe.customers.search({ query })).data.map(({ name }) => name);

  it('finds by metadata, and by more than one clause', async () => {
    const { stripe } = await startStage();
    await stripe.customers.create({ name: 'Ada', metadata: { cz_wallet: 'one', tenant: 't' } });
    await stripe.customers.create({ name: 'Bob', metadata: { cz_wallet: 'one', tenant: 'u' } });
    expect(await found(stripe, "metadata['cz_wallet']:'one'")).toEqual(['Bob', 'Ada']);
    const both = "metadata['cz_wallet']:'one' AND metadata['tenant']:'t'";
    expect(await found(stripe, both)).toEqual(['Ada']);
    expect(await found(stripe, "metadata['cz_wallet']:'two' OR name~\"bo\"")).toEqual(['Bob']);
    expect(await found(stripe, "-metadata['tenant']:'t'")).toEqual(['Bob']);
    await expect(found(stripe, 'metadata:one')).rejects.toMatchObject({ statusCode: 400 });
  });

  it('knows values with quotes in them', async () => {
    const { stripe } = await startStage();
    await stripe.customers.create({ name: 'Ada', metadata: { cz_wallet: "o'ne" } });
    expect(await found(stripe, "metadata['cz_wallet']:'o\\'ne'")).toEqual(['Ada']);
  });

  it('lags behind by as long as it is told to', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const { stripe } = await startStage({ now: () => now, searchLagMs: 60_000 });
    await stripe.customers.create({ name: 'Ada', metadata: { cz_wallet: 'one' } });
    const query = "metadata['cz_wallet']:'one'";
    now = new Date('2026-01-01T00:00:59.999Z');
    expect(await found(stripe, query)).toEqual([]);
    now = new Date('2026-01-01T00:01:00Z');
    expect(await found(stripe, query)).toEqual(['Ada']);
  });

  it('does not find the deleted', async () => {
    const { stripe } = await startStage();
    const { id } = await stripe.customers.create({ name: 'Ada', metadata: { cz_wallet: 'one' } });
    expect(await stripe.customers.del(id)).toEqual({ id, object: 'customer', deleted: true });
    expect(await found(stripe, "metadata['cz_wallet']:'one'")).toEqual([]);
    expect(await stripe.customers.retrieve(id)).toMatchObject({ deleted: true });
  });
});

it('a lookup key is one price’s, unless it is transferred', async () => {
  const { stripe } = await startStage();
  const { id: product } = await stripe.products.create({ name: 'Pro' });
  const price = (transfer_lookup_key: boolean) =>
    stripe.prices.create({
      currency: 'eur',
      unit_amount: 100,
      product,
      lookup_key: 'pro',
      transfer_lookup_key,
    });
  await price(false);
  await expect(price(false)).rejects.toMatchObject({ param: 'lookup_key', statusCode: 400 });
  const { id } = await price(true);
  const { data } = await stripe.prices.list({ lookup_keys: ['pro'] });
  expect(data.map((found) => found.id)).toEqual([id]);
});
