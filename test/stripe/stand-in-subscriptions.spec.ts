import { describe, expect, it } from 'vitest';
import { day, startPlans } from './stand-in-subscription-stage.js';

describe('a subscription by Checkout', () => {
  it('costs 16 of 31 days until the first of the month', async () => {
    const { invoices, stripe, subscribe, told } = await startPlans();

    const { id, sessionId } = await subscribe();

    expect(await stripe.checkout.sessions.retrieve(sessionId)).toMatchObject({
      amount_total: 1_600,
      payment_intent: null,
      payment_status: 'paid',
      status: 'complete',
      subscription: id,
    });
    const subscription = await stripe.subscriptions.retrieve(id, {
      expand: ['latest_invoice.payments'],
    });
    expect(subscription).toMatchObject({
      billing_cycle_anchor: day('2026-02-01'),
      items: {
        data: [{ current_period_start: day('2026-01-16'), current_period_end: day('2026-02-01') }],
      },
      latest_invoice: {
        billing_reason: 'subscription_create',
        payments: { data: [{ amount_paid: 1_600, payment: { type: 'payment_intent' } }] },
      },
      metadata: { plan: 'basic' },
      status: 'active',
    });
    expect(await invoices()).toEqual([{ amount_due: 1_600, status: 'paid', total: 1_600 }]);
    expect(await told()).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'payment_intent.created',
      'invoice.finalized',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
      'customer.subscription.updated',
      'checkout.session.completed',
    ]);
  });

  it('is not there while the bank does not pay', async () => {
    const { bankPays, stripe, subscribe } = await startPlans();
    await bankPays(false);
    const { sessionId } = await subscribe();
    expect(await stripe.checkout.sessions.retrieve(sessionId)).toMatchObject({ status: 'open' });
    expect((await stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
  });

  it('can be refunded by its session', async () => {
    const { post, subscribe } = await startPlans();
    const { sessionId } = await subscribe();
    expect(await post('/_test/refund', { sessionId })).toMatchObject({
      status: 200,
      body: { amount: 1_600 },
    });
  });
});

describe('a period’s end', () => {
  it('renews what is subscribed to, not a second before', async () => {
    const { goTo, invoices, stripe, subscribe, told } = await startPlans();
    const { id } = await subscribe();
    await told();

    goTo('2026-01-31T23:59:59Z');
    expect(await invoices()).toHaveLength(1);
    goTo('2026-02-01T00:00:00Z');

    expect(await invoices()).toEqual([
      { amount_due: 3_100, status: 'paid', total: 3_100 },
      { amount_due: 1_600, status: 'paid', total: 1_600 },
    ]);
    expect((await stripe.subscriptions.retrieve(id)).items.data).toMatchObject([
      { current_period_start: day('2026-02-01'), current_period_end: day('2026-03-01') },
    ]);
    expect(await told()).toEqual([
      'customer.subscription.updated',
      'invoice.created',
      'payment_intent.created',
      'invoice.finalized',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
  });

  it('is past due when the bank does not pay, until somebody pays', async () => {
    const { bankPays, goTo, invoices, post, stripe, subscribe, told } = await startPlans();
    const { id } = await subscribe();
    await bankPays(false);
    await told();
    goTo('2026-02-01T00:00:00Z');

    expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
    expect((await told()).slice(-4)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'customer.subscription.updated',
    ]);
    const [invoice] = (await stripe.invoices.list({ status: 'open' })).data;
    await expect(stripe.invoices.pay(String(invoice?.id))).rejects.toMatchObject({
      code: 'card_declined',
      statusCode: 402,
    });

    await post('/_test/invoice-pay', { subscription: id });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    expect(await invoices()).toMatchObject([{ status: 'paid' }, { status: 'paid' }]);
  });

  it('is made up for month by month when nobody looked', async () => {
    const { goTo, stripe, subscribe } = await startPlans();
    await subscribe();
    goTo('2026-04-15T00:00:00Z');
    const { data } = await stripe.invoices.list();
    expect(data.map(({ created, total }) => [created, total])).toEqual([
      [day('2026-04-01'), 3_100],
      [day('2026-03-01'), 3_100],
      [day('2026-02-01'), 3_100],
      [day('2026-01-16'), 1_600],
    ]);
  });

  it('ends what was to end with it', async () => {
    const { goTo, invoices, stripe, subscribe, told } = await startPlans();
    const { id } = await subscribe();
    expect(await stripe.subscriptions.update(id, { cancel_at_period_end: true })).toMatchObject({
      cancel_at: day('2026-02-01'),
      status: 'active',
    });
    await told();
    goTo('2026-02-01T00:00:00Z');
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      ended_at: day('2026-02-01'),
      status: 'canceled',
    });
    expect(await invoices()).toHaveLength(1);
    expect(await told()).toEqual(['customer.subscription.deleted']);
  });
});

describe('canceling', () => {
  it('ends it at once, and leaves it out of lists', async () => {
    const { customer, stripe, subscribe } = await startPlans();
    const { id } = await subscribe();
    expect(await stripe.subscriptions.cancel(id)).toMatchObject({ status: 'canceled' });
    expect((await stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
    const all = await stripe.subscriptions.list({ customer: customer.id, status: 'all' });
    expect(all.data).toMatchObject([{ id, status: 'canceled' }]);
    await expect(stripe.subscriptions.cancel(id)).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
  });

  it('credits the unused time when it is asked to', async () => {
    const { customer, goTo, invoices, stripe, subscribe } = await startPlans();
    const { id } = await subscribe();
    goTo('2026-02-15T00:00:00Z');
    await stripe.subscriptions.cancel(id, { invoice_now: true, prorate: true });
    expect((await invoices())[0]).toEqual({ amount_due: 0, status: 'paid', total: -1_550 });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -1_550 });
  });
});
