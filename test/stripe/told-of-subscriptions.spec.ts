import { describe, expect, it } from 'vitest';
import { billing } from './billing.js';
import type { Payer } from './payer.js';

const stage = billing();

/** Delivers events of Stripe's again, as they were. */
const again = async (types: readonly string[]): Promise<void> => {
  const { data } = await stage.stripe.events.list({ limit: 100 });
  for (const event of data.filter(({ type }) => types.includes(type))) await stage.tell(event);
};

const received = async (payer: Payer) =>
  stage.api.db.query(
    {
      name: 'spec_events',
      text: `SELECT type, fate, reason FROM webhook_events WHERE client_id = $1
             ORDER BY first_seen_at`,
    },
    [payer.clientId],
  );

describe('what Stripe tells of a subscription', () => {
  it.each([
    ['twice', { duplicate: 2 }],
    ['in another order', { reorder: true }],
    ['late, twice and in another order', { delayMs: 30, duplicate: 1, reorder: true }],
  ])('ends the same when it is told %s', async (_, disturbance) => {
    stage.standIn.disturbDeliveries(disturbance);
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    await payer.plan('professional');
    await payer.plan('base');
    await stage.until('2026-02-01T00:00:01Z');
    expect(await payer.standing()).toEqual(['base', 300]);
    expect(await payer.moves()).toEqual([
      'base intelligence 150',
      'intelligence professional 300',
      'professional professional 0', // which tells of the end to come
    ]);
  });

  it('is nothing new when it is told again, long after', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    await payer.plan('professional');
    await stage.standIn.settled();
    const before = await payer.state();
    await again(['customer.subscription.created', 'checkout.session.completed', 'invoice.paid']);
    expect(await payer.state()).toEqual(before);
  });

  it('does not undo what an operator assigned meanwhile', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    await stage.api.admin.plan({ clientId: payer.clientId, planId: 'base' });
    await again(['customer.subscription.created', 'invoice.paid']);
    expect((await payer.state()).plan.planId).toBe('base');
  });

  it('is heeded when it is ended in the dashboard, at once', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    await stage.stripe.subscriptions.cancel((await payer.subscription()).id);
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['base', 300]);
    expect(await payer.plan('professional')).toMatchObject({ status: 'payment_required' });
  });

  it('is heeded when its end is scheduled in the dashboard: the default plan is next', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    const { id } = await payer.subscription();
    await stage.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await stage.standIn.settled();
    expect((await payer.plan('base')).next).toEqual({
      planId: 'base',
      at: '2026-02-01T00:00:00.000Z',
    });
  });

  it('comes again until the application is there', async () => {
    const payer = stage.payer();
    stage.down = true;
    await stage.payAt((await payer.plan('professional')).checkoutUrl);
    expect(await payer.standing()).toEqual(['base', 100]);
    stage.down = false;
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['professional', 550]);
  });

  it('comes again until Stripe can be asked', async () => {
    const payer = stage.payer();
    const { checkoutUrl } = await payer.plan('professional');
    const over = stage.standIn.disturb(
      { kind: 'error', status: 500, work: 'not done' },
      { of: 'GET /v1/subscriptions' },
    );
    await stage.payAt(checkoutUrl);
    const { status } = await payer.caller.plan({ planId: 'intelligence' });
    expect(status).toBe(502);
    over();
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['professional', 550]);
  }, 30_000);

  it('is none of ours where it is of a customer of somebody else', async () => {
    const customer = await stage.stripe.customers.create({
      metadata: { cz_wallet: 'another-tenant:user_1' },
    });
    const event = {
      id: 'evt_of_others',
      object: 'event',
      type: 'customer.subscription.updated',
      created: 1_768_564_800,
      livemode: false,
      data: { object: { id: 'sub_1', object: 'subscription', customer: customer.id } },
    };
    expect(await stage.tell(event)).toEqual({ handled: false });
    const unknown = { ...event.data.object, customer: 'cus_unknown' };
    expect(await stage.tell({ ...event, data: { object: unknown } })).toEqual({ handled: false });
  });

  it('changes nothing where the price is of no plan, and operators see it', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    const { id, items } = await payer.subscription();
    const price = await stage.stripe.prices.create({
      currency: 'eur',
      unit_amount: 100,
      recurring: { interval: 'month' },
      product_data: { name: 'A favour' },
    });
    await stage.stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: price.id }],
      proration_behavior: 'none',
    });
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['professional', 550]);
    expect(await received(payer)).toContainEqual({
      type: 'customer.subscription.updated',
      fate: 'refused',
      reason: 'its price is of no plan',
    });
    expect(stage.api.logged).toContainEqual(
      expect.objectContaining({ level: 'error', reason: 'its price is of no plan' }),
    );
    const { body, status } = await payer.caller.plan({ planId: 'intelligence' });
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'payment_mismatch' })]);
  });
});
