import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { pack, startStage } from './stand-in-stage.js';

let stage: Awaited<ReturnType<typeof startStage>>;
let stripe: Stripe;
let sessionId: string;
let intent: string;

beforeEach(async () => {
  stage = await startStage();
  stripe = stage.stripe;
  sessionId = (await stripe.checkout.sessions.create(pack)).id;
  intent = (await stage.post(`/pay/${sessionId}/pay`, {})).body.paymentIntent;
  await stage.told();
});

const charge = async () => {
  const { latest_charge } = await stripe.paymentIntents.retrieve(intent, {
    expand: ['latest_charge.refunds'],
  });
  return latest_charge;
};

describe('a refund', () => {
  it('gives back a part, then the rest, and no more', async () => {
    const first = await stripe.refunds.create({ payment_intent: intent, amount: 500 });
    expect(first).toMatchObject({ amount: 500, currency: 'eur', status: 'succeeded' });
    expect(await charge()).toMatchObject({ amount_refunded: 500, refunded: false });

    await expect(stripe.refunds.create({ payment_intent: intent, amount: 701 })).rejects.toThrow(
      'Refund amount (€7.01) is greater than unrefunded amount on charge (€7.00)',
    );
    const second = await stripe.refunds.create({ payment_intent: intent, amount: 700 });
    expect(await charge()).toMatchObject({
      amount_refunded: 1_200,
      refunded: true,
      refunds: { data: [{ id: second.id }, { id: first.id }] },
    });
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
      statusCode: 400,
    });
  });

  it('is told of, with what the charge was before', async () => {
    await stage.post('/_test/refund', { sessionId, amountMinor: 200 });
    const { data } = await stripe.events.list({ type: 'charge.refunded' });
    expect(data).toMatchObject([
      { data: { object: { amount_refunded: 200 }, previous_attributes: { amount_refunded: 0 } } },
    ]);
    expect(await stage.told()).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ]);
  });

  it('can be pending, and succeed later', async () => {
    const { body } = await stage.post('/_test/refund', {
      paymentIntent: intent,
      status: 'pending',
    });
    expect(body).toMatchObject({ amount: 1_200, status: 'pending' });
    expect(await stage.told()).toEqual(['refund.created', 'charge.refunded']);
    const succeeded = await stage.post('/_test/refund-succeed', { refund: body.id });
    expect(succeeded).toMatchObject({ status: 200, body: { status: 'succeeded' } });
    expect(await stage.told()).toEqual(['refund.updated', 'charge.refund.updated']);
  });

  it('can fail after it succeeded: the charge is less refunded, and can be refunded again', async () => {
    const { id } = await stripe.refunds.create({ payment_intent: intent });
    await stage.told();
    await stage.post('/_test/refund-fail', { refund: id });
    expect(await stripe.refunds.retrieve(id)).toMatchObject({
      failure_reason: 'expired_or_canceled_card',
      status: 'failed',
    });
    expect(await charge()).toMatchObject({ amount_refunded: 0, refunded: false });
    expect(await stage.told()).toEqual([
      'refund.updated',
      'charge.refund.updated',
      'refund.failed',
      'charge.updated',
    ]);
    expect((await stage.post('/_test/refund', { paymentIntent: intent })).status).toBe(200);
  });

  it.each([
    [{}, 400, 'Name a payment, by paymentIntent or by sessionId.'],
    [{ paymentIntent: 'pi_none' }, 404, "No such payment intent: 'pi_none'"],
    [{ sessionId: 'cs_none' }, 404, 'There is no session cs_none.'],
  ])('asked for with %j is refused', async (body, status, error) => {
    expect(await stage.post('/_test/refund', body)).toEqual({ status, body: { error } });
  });

  it.each([0, -1, 1.5, 1_201, 'much'])('of %s is refused', async (amountMinor) => {
    const { body, status } = await stage.post('/_test/refund', { sessionId, amountMinor });
    expect({ status, said: typeof body.error }).toEqual({ status: 400, said: 'string' });
  });
});

describe('a dispute', () => {
  const balance = async () => {
    const { data } = await stripe.disputes.list({ payment_intent: intent });
    return data.map(({ balance_transactions: moves, status }) => ({
      status,
      moves: moves.map(({ amount }) => amount),
    }));
  };

  it('takes the money when it is opened, and keeps it when it is lost', async () => {
    await stage.post('/_test/dispute', { paymentIntent: intent, amountMinor: 800 });
    expect(await balance()).toEqual([{ status: 'needs_response', moves: [-800] }]);
    expect(await charge()).toMatchObject({ amount_refunded: 0, disputed: true });
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
    expect(await stage.told()).toEqual([
      'charge.updated',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
    ]);

    await stage.post('/_test/dispute-close', { sessionId, outcome: 'lost' });
    expect(await balance()).toEqual([{ status: 'lost', moves: [-800] }]);
    expect(await stage.told()).toEqual(['charge.dispute.updated', 'charge.dispute.closed']);
  });

  it('gives the money back when it is won', async () => {
    await stage.post('/_test/dispute', { sessionId });
    await stage.told();
    await stage.post('/_test/dispute-close', { paymentIntent: intent, outcome: 'won' });
    expect(await balance()).toEqual([{ status: 'won', moves: [-1_200, 1_200] }]);
    expect(await stage.told()).toEqual([
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ]);
  });

  it('that only asks moves no money', async () => {
    const { body } = await stage.post('/_test/dispute', { sessionId, inquiry: true });
    expect(await balance()).toEqual([{ status: 'warning_needs_response', moves: [] }]);
    expect(await stage.told()).toEqual(['charge.updated', 'charge.dispute.created']);
    await stage.post('/_test/dispute-close', { dispute: body.id, outcome: 'won' });
    expect(await balance()).toEqual([{ status: 'warning_closed', moves: [] }]);
    expect((await stage.post('/_test/refund', { sessionId })).status).toBe(200);
  });

  it.each([0, 1_201])('of %s is refused', async (amountMinor) => {
    expect((await stage.post('/_test/dispute', { sessionId, amountMinor })).status).toBe(400);
  });

  it('that is closed, or there already, is refused', async () => {
    expect((await stage.post('/_test/dispute-close', { sessionId })).status).toBe(404);
    const { body } = await stage.post('/_test/dispute', { sessionId });
    expect((await stage.post('/_test/dispute', { sessionId })).status).toBe(400);
    await stage.post('/_test/dispute-close', { sessionId, outcome: 'won' });
    const again = await stage.post('/_test/dispute-close', { dispute: body.id, outcome: 'won' });
    expect(again).toEqual({
      status: 400,
      body: { error: `The dispute ${body.id} is closed already.` },
    });
  });
});
