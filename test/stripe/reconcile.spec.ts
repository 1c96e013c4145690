import { describe, expect, it } from 'vitest';
import type { Difference } from '../../lib/credits/compare-payment.js';
import { ReconcileStage } from './reconcile-stage.js';

/** What a test looks at of each difference. */
const seen = (differences: readonly Difference[]) =>
  differences.map(({ clientId, kind, lacking, payment, sessionId }) => ({
    kind,
    clientId,
    sessionId,
    lacking,
    canBeSettled: payment !== undefined,
  }));

describe('Stripe and the ledger agree', () => {
  it('on what was credited, taken back, expired, left open or begun by others', async () => {
    const stage = await ReconcileStage.start();
    await stage.hear();
    await stage.pay('ada');
    const refunded = await stage.pay('bob');
    await stage.post('/_test/refund', { sessionId: refunded, amountMinor: 1000 });
    const disputed = await stage.pay('cy');
    await stage.post('/_test/dispute', { sessionId: disputed });
    await stage.standIn.settled();
    await stage.post('/_test/dispute-close', { sessionId: disputed, outcome: 'won' });
    await stage.order('dee');
    await stage.sellSomethingElse();
    await stage.standIn.settled();

    expect(await stage.reconcile()).toEqual({
      differences: [],
      checkouts: 3,
      others: 1,
      entries: 6, // three top-ups, two clawbacks and a reinstatement
    });
  });

  it('without writing anything', async () => {
    const stage = await ReconcileStage.start();
    await stage.pay('ada');
    await stage.reconcile();
    expect(await stage.entries()).toBe(0);
  });
});

describe('a payment that no message told of', () => {
  it('is not credited, and then is, once', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.pay('ada');

    const { differences } = await stage.reconcile();
    expect(seen(differences)).toEqual([
      { kind: 'not credited', clientId: 'ada', sessionId, lacking: 500, canBeSettled: true },
    ]);
    expect(differences[0]).toMatchObject({
      openedAt: '2026-11-15T12:00:00.000Z',
      total: { amountMinor: 2700, currency: 'eur' },
      returnedMinor: 0,
    });
    expect((await stage.repair()).differences).toEqual([]);
    expect(await stage.purchased('ada')).toBe(500);

    const entries = await stage.entries();
    expect((await stage.repair()).differences).toEqual([]);
    expect(await stage.entries()).toBe(entries);
  });

  it('is credited less what has gone back of it', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.pay('ada');
    await stage.post('/_test/refund', { sessionId, amountMinor: 1350 });

    const { differences } = await stage.reconcile();
    expect(differences).toMatchObject([{ kind: 'not credited', returnedMinor: 1350 }]);
    expect((await stage.repair()).differences).toEqual([]);
    expect(await stage.purchased('ada')).toBe(250);
  });

  it('costs nothing, after a discount of everything, and is credited like any other', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.order('ada');
    await stage.post('/_test/checkout-totals', { sessionId, discountMinor: 2700 });
    await stage.post(`/pay/${sessionId}/pay`, {});

    expect((await stage.reconcile()).differences).toMatchObject([{ kind: 'not credited' }]);
    expect((await stage.repair()).differences).toEqual([]);
    expect(await stage.purchased('ada')).toBe(500);
  });
});

describe('money that went back', () => {
  it('is not taken back, or not wholly, and then is', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.payAndConfirm('ada');
    await stage.post('/_test/refund', { sessionId, amountMinor: 1000 });
    const refunded = await stage.reconcile();
    expect(seen(refunded.differences)).toEqual([
      { kind: 'not taken back', clientId: 'ada', sessionId, lacking: -185, canBeSettled: true },
    ]);
    await stage.repair();

    await stage.post('/_test/dispute', { sessionId, amountMinor: 1700 });
    const disputed = await stage.reconcile();
    expect(disputed.differences).toMatchObject([{ kind: 'not taken back', lacking: -315 }]);
    expect((await stage.repair()).differences).toEqual([]);
    expect(await stage.purchased('ada')).toBe(0);
  });

  it('came again: a won dispute, a refund that failed', async () => {
    const stage = await ReconcileStage.start();
    const won = await stage.payAndConfirm('ada');
    await stage.post('/_test/dispute', { sessionId: won });
    const failed = await stage.payAndConfirm('bob');
    const refund = await stage.refund(failed);
    await stage.repair();
    await stage.post('/_test/dispute-close', { sessionId: won, outcome: 'won' });
    await stage.post('/_test/refund-fail', { refund: refund });

    const { differences } = await stage.reconcile();
    expect(seen(differences)).toEqual([
      {
        kind: 'taken back too much',
        clientId: 'ada',
        sessionId: won,
        lacking: 500,
        canBeSettled: true,
      },
      {
        kind: 'taken back too much',
        clientId: 'bob',
        sessionId: failed,
        lacking: 500,
        canBeSettled: true,
      },
    ]);
    expect((await stage.repair()).differences).toEqual([]);
    expect(await stage.purchased('ada')).toBe(500);
  });

  it('of an inquiry stays where it is', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.payAndConfirm('ada');
    await stage.post('/_test/dispute', { sessionId, inquiry: true });
    expect((await stage.reconcile()).differences).toEqual([]);
  });
});
