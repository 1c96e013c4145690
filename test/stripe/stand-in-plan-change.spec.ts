import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { day, startPlans } from './stand-in-subscription-stage.js';

/** On a plan for 31.00 € since January; it is the middle of February, with 14 of 28 days left. */
const inFebruary = async () => {
  const plans = await startPlans();
  const { id } = await plans.subscribe();
  plans.goTo('2026-02-15T00:00:00Z');
  const { items } = await plans.stripe.subscriptions.retrieve(id);
  await plans.told();
  const change = (price: string, params: Stripe.SubscriptionUpdateParams = {}) =>
    plans.stripe.subscriptions.update(id, {
      items: [{ id: String(items.data[0]?.id), price }],
      ...params,
    });
  const priceNow = async () =>
    (await plans.stripe.subscriptions.retrieve(id)).items.data.map(({ price }) => price.lookup_key);
  return { ...plans, id, change, priceNow };
};

describe('a change to a dearer price', () => {
  it('is charged at once by always_invoice: what is left of the one less what is left of the other', async () => {
    const { change, pro, stripe } = await inFebruary();
    const { latest_invoice } = await change(pro.id, {
      expand: ['latest_invoice'],
      proration_behavior: 'always_invoice',
    });
    expect(latest_invoice).toMatchObject({
      billing_reason: 'subscription_update',
      lines: { data: [{ amount: -1_550 }, { amount: 3_100 }] },
      status: 'paid',
      total: 1_550,
    });
    expect((await stripe.subscriptions.list()).data).toMatchObject([
      { items: { data: [{ current_period_end: day('2026-03-01') }] } },
    ]);
  });

  it('is charged with the next invoice by create_prorations', async () => {
    const { change, goTo, invoices, pro } = await inFebruary();
    await change(pro.id, { proration_behavior: 'create_prorations' });
    expect(await invoices()).toHaveLength(2);
    goTo('2026-03-01T00:00:00Z');
    expect((await invoices())[0]).toMatchObject({ total: 1_550 + 6_200 });
  });

  it('is free until the next invoice by none', async () => {
    const { change, goTo, invoices, pro } = await inFebruary();
    await change(pro.id, { proration_behavior: 'none' });
    goTo('2026-03-01T00:00:00Z');
    expect((await invoices())[0]).toMatchObject({ total: 6_200 });
  });

  it.each([
    ['2026-02-15T00:00:01Z', 1_550],
    ['2026-02-15T00:14:00Z', 1_549],
    ['2026-02-28T23:59:59Z', 0],
  ])('is prorated by the second: at %s it costs %i', async (moment, total) => {
    const { change, goTo, invoices, pro } = await inFebruary();
    goTo(moment);
    await change(pro.id, { proration_behavior: 'always_invoice' });
    expect((await invoices())[0]).toMatchObject({ total });
  });
});

describe('a change that the bank does not pay for', () => {
  it('leaves the subscription past due by allow_incomplete', async () => {
    const { bankPays, change, priceNow, pro } = await inFebruary();
    await bankPays(false);
    const changed = await change(pro.id, { proration_behavior: 'always_invoice' });
    expect(changed.status).toBe('past_due');
    expect(await priceNow()).toEqual(['pro']);
  });

  it('does not happen by error_if_incomplete', async () => {
    const { bankPays, change, invoices, priceNow, pro, told } = await inFebruary();
    await bankPays(false);
    const params = {
      payment_behavior: 'error_if_incomplete',
      proration_behavior: 'always_invoice',
    } as const;
    await expect(change(pro.id, params)).rejects.toMatchObject({
      code: 'card_declined',
      statusCode: 402,
    });
    expect(await priceNow()).toEqual(['basic']);
    expect(await invoices()).toHaveLength(2);
    expect(await told()).toEqual([]);
  });

  const pending = {
    payment_behavior: 'pending_if_incomplete',
    proration_behavior: 'always_invoice',
  } as const;

  it('waits for its payment by pending_if_incomplete', async () => {
    const { bankPays, change, id, post, priceNow, pro, stripe, told } = await inFebruary();
    await bankPays(false);
    const changed = await change(pro.id, pending);
    expect(changed).toMatchObject({
      pending_update: {
        expires_at: day('2026-02-15') + 23 * 60 * 60,
        subscription_items: [{ price: { lookup_key: 'pro' } }],
      },
      status: 'active',
    });
    expect(await priceNow()).toEqual(['basic']);
    await told();

    await post('/_test/invoice-pay', { subscription: id });
    expect(await priceNow()).toEqual(['pro']);
    expect((await stripe.subscriptions.retrieve(id)).pending_update).toBeNull();
    expect((await told()).slice(-2)).toEqual([
      'customer.subscription.updated',
      'customer.subscription.pending_update_applied',
    ]);
  });

  it('comes to nothing after 23 hours, not a second before', async () => {
    const { bankPays, change, goTo, id, invoices, priceNow, pro, stripe } = await inFebruary();
    await bankPays(false);
    await change(pro.id, pending);
    goTo('2026-02-15T22:59:59Z');
    expect((await stripe.subscriptions.retrieve(id)).pending_update).not.toBeNull();
    goTo('2026-02-15T23:00:00Z');
    expect((await stripe.subscriptions.retrieve(id)).pending_update).toBeNull();
    expect((await invoices())[0]).toMatchObject({ status: 'void' });
    expect(await priceNow()).toEqual(['basic']);
  });

  it('can’t wait with what is not charged for', async () => {
    const { change, pro } = await inFebruary();
    await expect(change(pro.id, { ...pending, metadata: { plan: 'pro' } })).rejects.toMatchObject({
      param: 'metadata',
      statusCode: 400,
    });
  });
});

describe('a change to a cheaper price', () => {
  it('is credited: the next invoice is paid by it first', async () => {
    const { basic, change, customer, goTo, invoices, pro, stripe } = await inFebruary();
    await change(pro.id, { proration_behavior: 'none' });
    await change(basic.id, { proration_behavior: 'always_invoice' });
    expect((await invoices())[0]).toEqual({ amount_due: 0, status: 'paid', total: -1_550 });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -1_550 });
    goTo('2026-03-01T00:00:00Z');
    expect((await invoices())[0]).toEqual({ amount_due: 1_550, status: 'paid', total: 3_100 });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: 0 });
  });
});

it('an item without an id is a further one', async () => {
  const { id, pro, priceNow, stripe } = await inFebruary();
  await stripe.subscriptions.update(id, { items: [{ price: pro.id }] });
  expect(await priceNow()).toEqual(['basic', 'pro']);
});

it('a whole cycle can begin now', async () => {
  const { id, invoices, stripe } = await inFebruary();
  const changed = await stripe.subscriptions.update(id, { billing_cycle_anchor: { type: 'now' } });
  expect(changed.items.data).toMatchObject([
    { current_period_start: day('2026-02-15'), current_period_end: day('2026-03-15') },
  ]);
  expect((await invoices())[0]).toMatchObject({ total: 3_100 - 1_550 });
});
