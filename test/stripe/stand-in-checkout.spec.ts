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
});
