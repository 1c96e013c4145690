import { describe, expect, it } from 'vitest';
import { billing } from './billing.js';
import type { Payer } from './payer.js';

const stage = billing();

const FEBRUARY = '2026-02-01T00:00:00Z';

/** On professional since the middle of January; the payment for February fails. */
const overdue = async (): Promise<Payer> => {
  const payer = stage.payer();
  await payer.subscribe('professional');
  await stage.pays(payer, false);
  await stage.until(FEBRUARY);
  return payer;
};

describe('a month that is not paid for', () => {
  it('is not granted, and its plan stays in force', async () => {
    const payer = await overdue();
    expect(await payer.subscription()).toMatchObject({ status: 'past_due' });
    stage.at('2026-02-14T23:59:59.999Z');
    expect(await payer.standing()).toEqual(['professional', 550]);
  });

  it('is granted, whole, when it is paid', async () => {
    const payer = await overdue();
    stage.at('2026-02-10T00:00:00Z');
    const asked = await payer.plan('professional');
    expect(asked).toMatchObject({ status: 'payment_required', plan: { planId: 'professional' } });
    await stage.pays(payer, true);
    await stage.payAt(asked.checkoutUrl);
    await stage.standIn.settled();
    expect(await payer.standing()).toEqual(['professional', 1550]);
    expect(await payer.invoices()).toEqual(['paid 4950', 'paid 9900']);
  });

  it('keeps its client from a dearer plan until it is paid, and lets them go to a cheaper one', async () => {
    const payer = stage.payer();
    await payer.subscribe('intelligence');
    await stage.pays(payer, false);
    await stage.until(FEBRUARY);
    expect(await payer.plan('professional')).toMatchObject({ status: 'payment_required' });
    expect(await payer.invoices()).toEqual(['paid 1450', 'open 2900']);
    expect(await payer.plan('base')).toMatchObject({
      status: 'unchanged',
      next: { planId: 'base', at: '2026-03-01T00:00:00.000Z' },
    });
  });
});

describe('the end of the grace', () => {
  it('brings the default plan with its cap and its grant', async () => {
    const payer = await overdue();
    stage.at('2026-02-15T00:00:00Z');
    expect(await payer.standing()).toEqual(['base', 300]);
    expect((await payer.state()).balance).toBe(300);
  });

  it('is over with a late payment', async () => {
    const payer = await overdue();
    stage.at('2026-02-15T00:00:00Z');
    await payer.caller.debit({ actionId: 'ask_ai', quantity: 1, idempotencyKey: 'd' });
    const { checkoutUrl } = await payer.plan('professional');
    await stage.pays(payer, true);
    await stage.payAt(checkoutUrl);
    await stage.standIn.settled();
    const [plan, granted] = await payer.standing();
    expect(plan).toBe('professional');
    expect(granted).toBeGreaterThan(300);
  });
});
