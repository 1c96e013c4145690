import { describe, expect, it } from 'vitest';
import { SECRET, startEndpoint, startStage } from './stand-in-stage.js';

/** Quick to come again, and not for ever. */
const retry = { firstMs: 5, longestMs: 20, tries: 5 };

const listening = async (options: Parameters<typeof startStage>[0] = {}) => {
  const endpoint = await startEndpoint();
  const webhook = { url: endpoint.url, secret: SECRET };
  return { endpoint, ...(await startStage({ webhook, retry, ...options })) };
};

describe('an event', () => {
  it('is posted signed, as the API tells it too, and then waits for nobody', async () => {
    const { endpoint, standIn, stripe } = await listening();
    const customer = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
    await standIn.settled();

    expect(endpoint.events).toMatchObject([
      {
        api_version: '2026-10-28.endive',
        data: { object: { id: customer.id, name: 'Ada' } },
        livemode: false,
        pending_webhooks: 1,
        request: { id: customer.lastResponse.requestId, idempotency_key: 'k' },
        type: 'customer.created',
      },
    ]);
    const stored = await stripe.events.retrieve(String(endpoint.events[0]?.id));
    expect(stored).toEqual({ ...endpoint.events[0], pending_webhooks: 0 });
  });

  it('says what changed, and what it was before', async () => {
    const { endpoint, standIn, stripe } = await listening();
    const { id } = await stripe.customers.create({ metadata: { kept: 'a', changed: 'b' } });
    await stripe.customers.update(id, { name: 'Ada', metadata: { changed: 'c' } });
    await standIn.settled();
    expect(endpoint.events.find(({ type }) => type === 'customer.updated')?.data).toMatchObject({
      object: { metadata: { kept: 'a', changed: 'c' } },
      previous_attributes: { name: null, metadata: { changed: 'b' } },
    });
  });

  it('comes again until it is taken', async () => {
    const { endpoint, standIn, stripe } = await listening();
    let refusals = 0;
    endpoint.answers = () => {
      refusals += 1;
      return refusals < 5 ? 503 : 200;
    };
    await stripe.customers.create();
    await standIn.settled();
    expect([refusals, endpoint.events.length]).toEqual([5, 1]);
  });

  it('is given up after so many tries', async () => {
    const { endpoint, standIn, stripe } = await listening();
    let refusals = 0;
    endpoint.answers = () => {
      refusals += 1;
      return refusals < 6 ? 500 : 200;
    };
    await stripe.customers.create();
    await standIn.settled();
    expect([refusals, endpoint.events.length]).toEqual([5, 0]);
  });

  it('goes to an endpoint that is named later', async () => {
    const { endpoint, standIn, stripe } = await listening();
    standIn.setWebhook({ url: 'http://127.0.0.1:1/nobody', secret: SECRET });
    await stripe.customers.create();
    standIn.setWebhook({ url: endpoint.url, secret: SECRET });
    await standIn.settled();
    expect(endpoint.events).toHaveLength(1);
  });
});

describe('deliveries', () => {
  it('can be duplicated', async () => {
    const { endpoint, standIn, stripe } = await listening({ deliveries: { duplicate: 2 } });
    await stripe.customers.create();
    await standIn.settled();
    const [id] = endpoint.events.map((event) => event.id);
    expect(endpoint.events.map((event) => event.id)).toEqual([id, id, id]);
  });

  it('can be reordered', async () => {
    const waits = [0.9, 0.1];
    const { endpoint, post, standIn, stripe } = await listening({
      random: () => waits.shift() ?? 0,
    });
    await post('/_test/deliveries', { reorder: true });
    await stripe.prices.create({ currency: 'eur', unit_amount: 1, product_data: { name: 'a' } });
    await standIn.settled();
    expect(endpoint.events.map(({ type }) => type)).toEqual(['price.created', 'product.created']);
  });

  it('can be delayed', async () => {
    const { endpoint, post, standIn, stripe } = await listening();
    await post('/_test/deliveries', { delayMs: 100 });
    await stripe.customers.create();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(endpoint.events).toEqual([]);
    await standIn.settled();
    expect(endpoint.events).toHaveLength(1);
  });

  it('can’t be disturbed in a way that is not known', async () => {
    const { post } = await startStage();
    expect((await post('/_test/deliveries', { twice: true })).status).toBe(400);
  });
});
