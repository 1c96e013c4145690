import { describe, expect, it } from 'vitest';
import { type StatementAnswer, statementAnswer } from '../../lib/contract/statement.js';
import { makeStatement } from '../../lib/credits/make-statement.js';
import { statementJson } from '../../lib/credits/show-statement.js';
import { clientId } from '../../lib/wallet/ids.js';
import { month } from '../../lib/wallet/month.js';
import { ReconcileStage } from './reconcile-stage.js';

const textOf = async (stage: ReconcileStage, of = '2026-11', client?: string): Promise<string> => {
  const asked = { month: month(of), clientId: client ? clientId(client) : undefined };
  let text = '';
  for await (const piece of statementJson(makeStatement(stage.app, asked))) text += piece;
  return text;
};

const statementOf = async (
  stage: ReconcileStage,
  of = '2026-11',
  client?: string,
): Promise<StatementAnswer> => statementAnswer.parse(JSON.parse(await textOf(stage, of, client)));

/** A Stripe and a ledger that hear of each other. */
const hearing = async (): Promise<ReconcileStage> => {
  const stage = await ReconcileStage.start();
  await stage.hear();
  return stage;
};

const partly = async (stage: ReconcileStage, sessionId: string, amountMinor: number) => {
  await stage.post('/_test/refund', { sessionId, amountMinor });
  await stage.standIn.settled();
};

describe('the cash of a month', () => {
  it('is what Stripe booked, beside what the ledger credited for', async () => {
    const stage = await hearing();
    stage.at('2026-10-20T12:00:00Z');
    const older = await stage.payAndConfirm('ada');
    const won = await stage.payAndConfirm('bob');
    stage.at('2026-10-25T12:00:00Z');
    await stage.post('/_test/dispute', { sessionId: won });
    await stage.standIn.settled();

    stage.at('2026-11-05T12:00:00Z');
    await partly(stage, older, 1350);
    const lost = await stage.payAndConfirm('eve');
    await stage.payAndConfirm('ada');
    await stage.post('/_test/dispute', { sessionId: lost });
    await stage.post('/_test/dispute-close', { sessionId: won, outcome: 'won' });
    await stage.standIn.settled();

    const { cash, totals } = await statementOf(stage);
    expect(cash).toEqual({
      sums: [
        {
          currency: 'eur',
          provider: { paid: 5400, refunded: 1350, disputed: 0, net: 4050 },
          ledger: { bought: 5400, returned: 1350, net: 4050 },
        },
      ],
      differences: [],
    });
    expect(totals.purchased).toMatchObject({
      opening: 500,
      bought: 1000,
      clawedBack: 750,
      reinstated: 500,
      closing: 1250,
    });
    expect(totals.liability).toEqual([
      {
        currency: 'eur',
        opening: 2700,
        bought: 5400,
        returned: 1350,
        used: 0,
        closing: 6750,
        credits: 1250,
      },
    ]);
    const balances = await Promise.all(['ada', 'bob', 'eve'].map((of) => stage.purchased(of)));
    expect(balances).toEqual([750, 500, 0]);
  });

  it('shows what is paid and not credited, and what went back and was not taken', async () => {
    const stage = await ReconcileStage.start();
    const unheard = await stage.pay('ada');
    const sessionId = await stage.payAndConfirm('bob');
    await stage.post('/_test/refund', { sessionId, amountMinor: 1000 });
    await stage.topUp('eve', 'cs_test_invented');
    await stage.sellSomethingElse();

    const { cash } = await statementOf(stage);
    const none = { provider: { paid: 0, returned: 0 }, ledger: { bought: 0, returned: 0 } };
    expect(cash?.differences).toEqual([
      {
        ...none,
        clientId: 'ada',
        sessionId: unheard,
        currency: 'eur',
        provider: { paid: 2700, returned: 0 },
      },
      {
        clientId: 'bob',
        sessionId,
        currency: 'eur',
        provider: { paid: 2700, returned: 1000 },
        ledger: { bought: 2700, returned: 0 },
      },
      {
        ...none,
        clientId: 'eve',
        sessionId: 'cs_test_invented',
        currency: 'eur',
        ledger: { bought: 2700, returned: 0 },
      },
    ]);
    expect((await statementOf(stage, '2026-11', 'bob')).cash?.differences).toHaveLength(1);
  });

  it('has a payment in the month in which Stripe booked it, and its credits in that of the entry', async () => {
    const stage = await ReconcileStage.start();
    stage.at('2026-11-30T23:59:59Z');
    const sessionId = await stage.pay('ada');
    stage.at('2026-12-01T00:00:02Z');
    await stage.api.user('ada').confirm(sessionId);
    const sums = { currency: 'eur', ledger: { bought: 0, returned: 0, net: 0 } };
    const paid = { paid: 2700, refunded: 0, disputed: 0, net: 2700 };
    expect((await statementOf(stage)).cash?.sums).toEqual([{ ...sums, provider: paid }]);
    const december = await statementOf(stage, '2026-12');
    expect(december.cash?.differences).toEqual([
      {
        clientId: 'ada',
        sessionId,
        currency: 'eur',
        provider: { paid: 0, returned: 0 },
        ledger: { bought: 2700, returned: 0 },
      },
    ]);
  });

  it('has a slow payment when the money is there, and not before', async () => {
    const stage = await hearing();
    stage.at('2026-10-25T12:00:00Z');
    const sessionId = await stage.order('ada');
    await stage.post(`/pay/${sessionId}/pay`, { async: true });
    stage.at('2026-11-03T12:00:00Z');
    await stage.post('/_test/async-payment', { sessionId, outcome: 'succeeded' });
    await stage.standIn.settled();
    expect((await statementOf(stage, '2026-10')).cash).toEqual({ sums: [], differences: [] });
    const { cash } = await statementOf(stage);
    expect(cash?.sums).toMatchObject([{ provider: { paid: 2700 }, ledger: { bought: 2700 } }]);
    expect(cash?.differences).toEqual([]);
  });

  it('of a refund that the bank failed later goes out in one month and comes again in the other', async () => {
    const stage = await hearing();
    const sessionId = await stage.payAndConfirm('ada');
    const refund = await stage.refund(sessionId);
    await stage.standIn.settled();
    stage.at('2026-12-03T12:00:00Z');
    await stage.post('/_test/refund-fail', { refund });
    await stage.standIn.settled();
    const november = (await statementOf(stage)).cash;
    expect(november?.sums).toMatchObject([{ provider: { net: 0 }, ledger: { net: 0 } }]);
    const december = (await statementOf(stage, '2026-12')).cash;
    expect(december?.sums).toMatchObject([
      { provider: { refunded: -2700, net: 2700 }, ledger: { returned: -2700, net: 2700 } },
    ]);
    expect([november?.differences, december?.differences]).toEqual([[], []]);
  });

  it('is absent, and said to be, where nobody can pay', async () => {
    const stage = await ReconcileStage.start();
    const alone = await stage.api.otherwise({ STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '' });
    let text = '';
    const statement = makeStatement(alone.app, { month: month('2026-11') });
    for await (const piece of statementJson(statement)) text += piece;
    expect(JSON.parse(text)).toMatchObject({ cash: null });
  });
});

describe('a month that is closed', () => {
  it('is told in the same bytes after later activity and another registry', async () => {
    const stage = await hearing();
    const sessionId = await stage.payAndConfirm('ada');
    await partly(stage, sessionId, 1000);
    const disputed = await stage.payAndConfirm('bob');
    stage.at('2026-12-01T00:15:00Z');
    const before = await textOf(stage);
    expect(before).toContain('"status":"closed"');

    stage.at('2026-12-20T12:00:00Z');
    await stage.payAndConfirm('ada');
    await stage.payAndConfirm('new');
    await partly(stage, sessionId, 500);
    await stage.post('/_test/dispute', { sessionId: disputed });
    await stage.standIn.settled();
    await stage.api.publish((current) => ({
      ...current,
      plans: current.plans.map((plan) => ({ ...plan, monthlyGrant: 7, softCap: 9 })),
    }));
    await stage.api.user('ada').debit({ actionId: 'ask_ai', quantity: 1, idempotencyKey: 'later' });
    expect(await textOf(stage)).toBe(before);
  });

  it('is so when it has been over for a quarter of an hour', async () => {
    const stage = await ReconcileStage.start();
    stage.at('2026-12-01T00:14:59.999Z');
    expect((await statementOf(stage)).status).toBe('open');
    stage.at('2026-12-01T00:15:00.000Z');
    expect((await statementOf(stage)).status).toBe('closed');
  });
});
