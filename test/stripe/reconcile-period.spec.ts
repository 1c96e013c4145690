import { describe, expect, it } from 'vitest';
import { reconcile } from '../../lib/credits/reconcile.js';
import type { Payments } from '../../lib/payments/payments.js';
import { ReconcileStage } from './reconcile-stage.js';

const clientsIn = async (stage: ReconcileStage) =>
  (await stage.reconcile()).differences.map(({ clientId }) => clientId);

describe('November', () => {
  it('has what was credited from its first moment until before that of December', async () => {
    const stage = await ReconcileStage.start();
    for (const [client, at] of [
      ['before', '2026-10-31T23:59:59.999Z'],
      ['first', '2026-11-01T00:00:00.000Z'],
      ['last', '2026-11-30T23:59:59.999Z'],
      ['after', '2026-12-01T00:00:00.000Z'],
    ] as const) {
      stage.at(at);
      await stage.topUp(client, `cs_test_${client}`);
    }
    expect(await clientsIn(stage)).toEqual(['first', 'last']);
  });

  it('has checkouts that were opened up to 30 days before it: their money can have come in it', async () => {
    const stage = await ReconcileStage.start();
    for (const [client, at] of [
      ['before', '2026-10-01T23:59:59Z'],
      ['first', '2026-10-02T00:00:00Z'],
      ['last', '2026-11-30T23:59:59Z'],
      ['after', '2026-12-01T00:00:00Z'],
    ] as const) {
      stage.at(at);
      await stage.pay(client);
    }
    expect(await clientsIn(stage)).toEqual(['first', 'last']);
  });

  it('has what goes back of older payments, and disputes that take months', async () => {
    const stage = await ReconcileStage.start();
    stage.at('2026-03-05T12:00:00Z');
    const refunded = await stage.payAndConfirm('refunded');
    const disputed = await stage.payAndConfirm('disputed');
    await stage.payAndConfirm('neither');
    stage.at('2026-05-15T12:00:00Z');
    await stage.post('/_test/dispute', { sessionId: disputed });
    stage.at('2026-11-15T12:00:00Z');
    await stage.post('/_test/refund', { sessionId: refunded, amountMinor: 1 });
    await stage.refund(refunded);

    const { checkouts, differences } = await stage.reconcile();
    expect(checkouts).toBe(2);
    expect(differences.map(({ clientId, lacking }) => [clientId, lacking])).toEqual([
      ['disputed', -500],
      ['refunded', -500],
    ]);
  });

  it('has what was taken back in it of payments that Stripe no longer says were paid back', async () => {
    const stage = await ReconcileStage.start();
    stage.at('2026-03-05T12:00:00Z');
    const sessionId = await stage.payAndConfirm('ada');
    const refund = await stage.refund(sessionId);
    stage.at('2026-11-15T12:00:00Z');
    await stage.api.user('ada').confirm(sessionId);
    await stage.post('/_test/refund-fail', { refund: refund });

    const { differences } = await stage.reconcile();
    expect(differences).toMatchObject([{ kind: 'taken back too much', lacking: 500 }]);
  });

  it('leaves a slow payment alone until the money is there', async () => {
    const stage = await ReconcileStage.start();
    stage.at('2026-10-25T12:00:00Z');
    const sessionId = await stage.order('ada');
    await stage.post(`/pay/${sessionId}/pay`, { async: true });
    expect(await clientsIn(stage)).toEqual([]);

    stage.at('2026-11-03T12:00:00Z');
    await stage.post('/_test/async-payment', { sessionId, outcome: 'succeeded' });
    expect(await clientsIn(stage)).toEqual(['ada']);
  });

  it('may have more payments than Stripe lists in a page', async () => {
    const stage = await ReconcileStage.start();
    await stage.pay('ada');
    for (let sold = 0; sold < 100; sold += 1) await stage.sellSomethingElse();
    const { checkouts, differences, others } = await stage.reconcile();
    expect([checkouts, others]).toEqual([1, 100]);
    expect(differences).toMatchObject([{ clientId: 'ada' }]);
  });
});

describe('while messages arrive', () => {
  /** Something happens just after it was asked what had gone back, once. */
  const meanwhile = (payments: Payments, happen: () => Promise<unknown>): Payments => {
    let happened: Promise<unknown> | undefined;
    return {
      ...payments,
      returnedOf: async (payment) => {
        const returned = await payments.returnedOf(payment);
        happened ??= happen();
        await happened;
        return returned;
      },
    };
  };

  it('takes nothing for a difference that it only just missed', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.payAndConfirm('ada');
    const reconciling = await stage.reconciling();
    const payments = meanwhile(reconciling.payments, async () => {
      await stage.post('/_test/refund', { sessionId, amountMinor: 1000 });
      await stage.api.user('ada').confirm(sessionId);
    });

    expect(await reconcile({ ...reconciling, payments })).toMatchObject({ differences: [] });
    expect(await stage.purchased('ada')).toBe(315);
  });

  it('credits nothing twice', async () => {
    const stage = await ReconcileStage.start();
    await stage.hear();
    stage.standIn.disturbDeliveries({ duplicate: 1, reorder: true });
    const clients = Array.from({ length: 4 }, (_, index) => `client_${index}`);
    const buying = clients.map(async (client) => {
      const sessionId = await stage.pay(client);
      await stage.post('/_test/refund', { sessionId, amountMinor: 1350 });
    });
    await Promise.all([...buying, stage.repair(), stage.repair()]);
    await stage.standIn.settled();

    expect((await stage.repair()).differences).toEqual([]);
    for (const client of clients) expect(await stage.purchased(client)).toBe(250);
  });
});
