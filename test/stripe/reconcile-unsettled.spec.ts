import { describe, expect, it } from 'vitest';
import { reconcile } from '../../lib/credits/reconcile.js';
import { ReconcileStage } from './reconcile-stage.js';

describe('what can not be settled', () => {
  it('is credited, and Stripe knows no such checkout', async () => {
    const stage = await ReconcileStage.start();
    await stage.topUp('ada', 'cs_test_of_nobody');

    const { differences } = await stage.repair();
    expect(differences).toEqual([
      {
        kind: 'not paid',
        clientId: 'ada',
        sessionId: 'cs_test_of_nobody',
        lacking: -500,
        reason: 'Stripe knows no such checkout',
      },
    ]);
  });

  it('is credited, and nobody paid', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.order('ada');
    await stage.topUp('ada', sessionId);

    const { differences } = await stage.repair();
    expect(differences).toMatchObject([{ kind: 'not paid', reason: 'the checkout is open' }]);
    expect(await stage.purchased('ada')).toBe(500);
  });

  it('is credited to another client; the one who paid is credited', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.pay('ada');
    await stage.topUp('eve', sessionId);

    const { differences } = await stage.reconcile();
    expect(differences).toMatchObject([
      { kind: 'not paid', clientId: 'eve', reason: 'the checkout is of ada' },
      { kind: 'not credited', clientId: 'ada' },
    ]);
    expect((await stage.repair()).differences).toMatchObject([{ clientId: 'eve', lacking: -500 }]);
    expect(await stage.purchased('ada')).toBe(500);
  });

  it('is not what was ordered: the metadata was edited', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.pay('ada');
    await stage.edit(sessionId, { cz_credits: '50000' });

    const { differences } = await stage.repair();
    expect(differences).toMatchObject([
      { kind: 'mismatch', clientId: 'ada', sessionId, total: { amountMinor: 2700 } },
    ]);
    expect(differences[0]?.reason).toMatch(/^its metadata is not what was sealed/);
    expect(differences[0]?.payment).toBeUndefined();
    expect(await stage.entries()).toBe(0);

    await stage.refund(sessionId);
    expect((await stage.reconcile()).differences).toEqual([]);
  });

  it('is in the ledger with other credits than were ordered', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.pay('ada');
    await stage.topUp('ada', sessionId, 5000);

    const { differences } = await stage.repair();
    expect(differences).toMatchObject([
      { kind: 'mismatch', reason: 'the ledger has it as pack_500: 5000 credits for 2700 eur' },
    ]);
  });

  it('is an entry that can not be read', async () => {
    const stage = await ReconcileStage.start();
    const ledger = {
      async *scan() {
        yield { clientId: 'ada', row: { kind: 'topup', seq: 3 }, problems: [] };
      },
    };
    const { differences } = await reconcile({ ...(await stage.reconciling()), ledger });
    expect(differences).toEqual([{ kind: 'unreadable', clientId: 'ada', reason: 'entry 3' }]);
  });
});
