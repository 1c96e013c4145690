import { describe, expect, it } from 'vitest';
import { billing } from './billing.js';

const stage = billing();

const FEBRUARY = '2026-02-01T00:00:00.000Z';

describe('a dearer plan', () => {
  it('is in force at once, for the difference', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    expect(await payer.plan('professional')).toMatchObject({
      status: 'changed',
      plan: { planId: 'professional' },
      granted: 300, // half of 600
      trimmed: 0,
      balance: 550,
    });
    expect(await payer.invoices()).toEqual(['paid 1450', 'paid 3500']); // half of 99 less 29
    await stage.standIn.settled();
    expect(await payer.moves()).toEqual(['base intelligence 150', 'intelligence professional 300']);
  });

  it('waits for its payment where that fails, and is paid on the page of its invoice', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    await stage.pays(payer, false);
    const asked = await payer.plan('professional');
    expect(asked).toMatchObject({
      status: 'payment_required',
      plan: { planId: 'intelligence' },
      granted: 0,
    });
    expect(await payer.plan('professional')).toMatchObject({ checkoutUrl: asked.checkoutUrl });
    expect(await payer.invoices()).toEqual(['paid 1450', 'open 3500']);
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['intelligence', 250]);

    await stage.pays(payer, true);
    await stage.payAt(asked.checkoutUrl);
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['professional', 550]);
  });

  it('that was not paid for is given up with its invoice when something else is asked for', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    await stage.pays(payer, false);
    await payer.plan('professional');
    expect(await payer.plan('base')).toMatchObject({ status: 'unchanged' });
    expect(await payer.invoices()).toEqual(['paid 1450', 'void 3500']);
  });

  it('is paid for once, by however many requests', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    const asked = Array.from({ length: 10 }, (_, nth) =>
      payer.plan('professional', nth < 5 ? { idempotencyKey: 'same' } : {}),
    );
    for (const { plan } of await Promise.all(asked)) expect(plan.planId).toBe('professional');
    expect(await payer.invoices()).toEqual(['paid 1450', 'paid 3500']);
  });

  it('is not paid for again by its own request, come late', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    const request = { idempotencyKey: 'upgrade' };
    expect(await payer.plan('professional', request)).toMatchObject({ status: 'changed' });
    expect(await payer.plan('professional', request)).toMatchObject({
      status: 'unchanged',
      plan: { planId: 'professional' },
    });
    await payer.plan('intelligence');
    await stage.until('2026-02-10T00:00:00Z');
    expect(await payer.standing()).toMatchObject(['intelligence', 950]);
    expect(await payer.plan('professional', request)).toMatchObject({ status: 'unchanged' });
    expect(await payer.standing()).toMatchObject(['intelligence', 950]);
    expect(await payer.invoices()).toEqual(['paid 1450', 'paid 3500', 'paid 2900']);
  });

  it('is foretold by a dry run', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    stage.standIn.forgetCalls();
    expect(await payer.plan('professional', { dryRun: true })).toEqual({
      status: 'changed',
      plan: { planId: 'professional', name: 'Professional', features: [] },
      granted: 300,
      trimmed: 0,
      balance: 550,
      dryRun: true,
    });
    expect(Object.keys(stage.standIn.calls()).filter((call) => call.startsWith('POST'))).toEqual(
      [],
    );
    expect(await payer.standing()).toEqual(['intelligence', 250]);
  });
});

describe('a cheaper plan', () => {
  it('takes over when what is paid for is used up', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    expect(await payer.plan('intelligence')).toMatchObject({
      status: 'unchanged',
      plan: { planId: 'professional' },
      granted: 0,
      next: { planId: 'intelligence', at: FEBRUARY },
    });
    await stage.standIn.settled();
    stage.at('2026-01-31T23:59:59.999Z');
    expect(await payer.standing()).toEqual(['professional', 550]);
    await stage.until(FEBRUARY);
    expect(await payer.standing()).toEqual(['intelligence', 950]);
    expect(await payer.invoices()).toEqual(['paid 4950', 'paid 2900']);
  });

  it('that is free ends the subscription then', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    expect(await payer.plan('base')).toMatchObject({
      status: 'unchanged',
      plan: { planId: 'professional' },
      next: { planId: 'base', at: FEBRUARY },
    });
    await stage.until('2026-02-01T00:00:01Z');
    expect(await payer.standing()).toEqual(['base', 300]);
    expect(await payer.subscription()).toMatchObject({ status: 'canceled' });
    expect(await payer.invoices()).toEqual(['paid 4950']);
  });

  it('is taken back by asking for the one in force', async () => {
    for (const [name, cheaper] of [
      ['_a', 'intelligence'],
      ['_b', 'base'],
    ] as const) {
      const payer = stage.payer(name);
      await payer.subscribe('professional');
      await payer.plan(cheaper);
      const answer = await payer.plan('professional');
      expect(answer).toMatchObject({ status: 'unchanged', plan: { planId: 'professional' } });
      expect(answer.next).toBeUndefined();
    }
    await stage.until(FEBRUARY);
    for (const name of ['_a', '_b']) {
      expect(await stage.payer(name).standing()).toEqual(['professional', 1550]);
      expect(await stage.payer(name).invoices()).toEqual(['paid 4950', 'paid 9900']);
    }
  });

  it('is exchanged for another before it takes over', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    await payer.plan('intelligence');
    expect(await payer.plan('base')).toMatchObject({ next: { planId: 'base', at: FEBRUARY } });
    expect(await payer.plan('intelligence')).toMatchObject({ next: { planId: 'intelligence' } });
    expect(await payer.invoices()).toEqual(['paid 4950']);
    expect(await payer.standing()).toEqual(['professional', 550]);
  });

  it('that took over is what is paid for, also when it is to end in its turn', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    await payer.plan('intelligence');
    await stage.until(FEBRUARY);
    expect(await payer.plan('base')).toMatchObject({
      status: 'unchanged',
      plan: { planId: 'intelligence' },
      granted: 0,
      next: { planId: 'base', at: '2026-03-01T00:00:00.000Z' },
    });
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['intelligence', 950]);
    expect(await payer.invoices()).toEqual(['paid 4950', 'paid 2900']);
  });

  it('is only told of in a dry run', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    expect(await payer.plan('intelligence', { dryRun: true })).toMatchObject({
      status: 'unchanged',
      next: { planId: 'intelligence', at: FEBRUARY },
    });
    expect((await payer.subscription()).items.data[0]?.price.unit_amount).toBe(9900);
  });
});

describe('the billing portal', () => {
  it('is in every answer to a client with a subscription', async () => {
    const payer = stage.payer();
    await payer.subscribe('professional');
    expect((await payer.plan('professional')).portalUrl).toMatch(/^http/);
  });
});
