import { describe, expect, it } from 'vitest';
import { pack, startStage } from './stand-in-stage.js';

describe('a session in payment mode', () => {
  it('is open, unpaid and without a payment at first', async () => {
    const { standIn, stripe } = await startStage();
    const customer = await stripe.customers.create({ email: 'ada@example.com' });

    const session = await stripe.checkout.sessions.create({
      ...pack,
      customer: customer.id,
      client_reference_id: 'wallet-1',
      metadata: { pack: 'small' },
      expand: ['line_items', 'customer'],
    });

    expect(session).toMatchObject({
      amount_subtotal: 1_200,
      amount_total: 1_200,
      client_reference_id: 'wallet-1',
      currency: 'eur',
      customer: { id: customer.id, email: 'ada@example.com' },
      line_items: { data: [{ amount_total: 1_200, description: '1 000 credits', quantity: 1 }] },
      metadata: { pack: 'small' },
      payment_intent: null,
      payment_status: 'unpaid',
      status: 'open',
      url: `${standIn.url}/pay/${session.id}`,
    });
  });

  it('is complete and paid after Pay, and tells so', async () => {
    const { post, stripe, told } = await startStage();
    const { id } = await stripe.checkout.sessions.create({
      ...pack,
      payment_intent_data: { metadata: { pack: 'small' } },
    });
    await told();

    const paid = await post(`/pay/${id}/pay`, {});

    const session = await stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent.latest_charge.balance_transaction'],
    });
    expect(session).toMatchObject({
      payment_intent: {
        amount_received: 1_200,
        latest_charge: {
          amount: 1_200,
          balance_transaction: { amount: 1_200 },
          status: 'succeeded',
        },
        metadata: { pack: 'small' },
        status: 'succeeded',
      },
      payment_status: 'paid',
      status: 'complete',
      url: null,
    });
    const intent = paid.body.paymentIntent;
    expect(paid).toEqual({
      status: 200,
      body: { status: 'complete', sessionId: id, paymentIntent: intent },
    });
    expect(session.payment_intent).toMatchObject({ id: intent });
    expect(await told()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
  });

  it('makes a customer and an invoice of it where it is to', async () => {
    const { post, stripe, told } = await startStage();
    const { id } = await stripe.checkout.sessions.create({
      ...pack,
      customer_creation: 'always',
      customer_email: 'ada@example.com',
      invoice_creation: { enabled: true, invoice_data: { metadata: { pack: 'small' } } },
    });
    await told();
    await post(`/pay/${id}/pay`, {});
    const session = await stripe.checkout.sessions.retrieve(id, {
      expand: ['customer', 'invoice.payments'],
    });
    expect(session).toMatchObject({
      customer: { email: 'ada@example.com' },
      invoice: {
        amount_paid: 1_200,
        metadata: { pack: 'small' },
        payments: { data: [{ payment: { payment_intent: session.payment_intent } }] },
        status: 'paid',
      },
    });
    expect(await told()).toEqual([
      'customer.created',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
      'checkout.session.completed',
    ]);
  });

  it('needs no payment where it costs nothing', async () => {
    const { post, stripe } = await startStage();
    const [line] = pack.line_items;
    const price_data = { ...line?.price_data, currency: 'eur', unit_amount: 0 };
    const line_items = [{ price_data, quantity: 1 }];
    const { id } = await stripe.checkout.sessions.create({ ...pack, line_items });
    await post(`/pay/${id}/pay`, {});
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      payment_intent: null,
      payment_status: 'no_payment_required',
      status: 'complete',
    });
  });

  it('refuses prices that are billed again and again, and parameters of subscriptions', async () => {
    const { stripe } = await startStage();
    const [line] = pack.line_items;
    const price_data = { ...line?.price_data, currency: 'eur', recurring: { interval: 'month' } };
    const create = (params: object) => stripe.checkout.sessions.create({ ...pack, ...params });
    await expect(create({ line_items: [{ price_data, quantity: 1 }] })).rejects.toThrow(
      'recurring',
    );
    await expect(create({ subscription_data: { metadata: { a: 'b' } } })).rejects.toMatchObject({
      param: 'subscription_data',
    });
    await expect(create({ payment_method_types: ['card'] })).rejects.toMatchObject({
      code: 'parameter_unknown',
    });
  });
});
