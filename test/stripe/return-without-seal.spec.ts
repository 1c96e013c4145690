import { describe, expect, it } from 'vitest';
import { ReconcileStage } from './reconcile-stage.js';

/** What makes the metadata of a session that was credited say nothing any more. */
const SPOILT = {
  'somebody edited the metadata': (stage: ReconcileStage, sessionId: string) =>
    stage.edit(sessionId, { cz_client: 'eve', cz_credits: '50000', cz_amount: '1', cz_pack: '' }),
  'the secret was rotated out of the list': (stage: ReconcileStage) => stage.rotate(),
} as const;

type How = keyof typeof SPOILT;

/** What brings the news of each thing that happens. */
const NEWS = {
  'a message of Stripe’s': async (stage: ReconcileStage) => stage.standIn.settled(),
  'the client who comes back': async (stage: ReconcileStage, sessionId: string) => {
    await stage.api.user('ada').confirm(sessionId);
  },
  'stripe:reconcile --repair': async (stage: ReconcileStage) => {
    expect((await stage.repair()).differences).toEqual([]);
  },
} as const;

type News = keyof typeof NEWS;

const spoilings: readonly How[] = [
  'somebody edited the metadata',
  'the secret was rotated out of the list',
];

const news: readonly News[] = [
  'a message of Stripe’s',
  'the client who comes back',
  'stripe:reconcile --repair',
];

const CASES = spoilings.flatMap((how) => news.map((by) => ({ how, by })));

/** Ada has bought 500 credits for 27.00 €, they are credited, and then the seal is of no use any more. */
const creditedAndSpoilt = async (how: How, by?: News) => {
  const stage = await ReconcileStage.start();
  const sessionId = await stage.payAndConfirm('ada');
  if (by === 'a message of Stripe’s') await stage.hear();
  await SPOILT[how](stage, sessionId);
  const hear = async () => {
    if (by) await NEWS[by](stage, sessionId);
    return stage.purchased('ada');
  };
  return { stage, sessionId, hear };
};

describe.each(CASES)('of a payment that was credited before $how, $by', ({ by, how }) => {
  it('takes back what is refunded and disputed, and gives again what comes again', async () => {
    const { hear, sessionId, stage } = await creditedAndSpoilt(how, by);
    await stage.post('/_test/refund', { sessionId, amountMinor: 1000 });
    expect(await hear()).toBe(315);
    const failing = await stage.post('/_test/refund', { sessionId, amountMinor: 350 });
    expect(await hear()).toBe(250);
    await stage.post('/_test/refund-fail', { refund: Object(failing).id });
    expect(await hear()).toBe(315);
    await stage.post('/_test/dispute', { sessionId });
    expect(await hear()).toBe(0);
    await stage.post('/_test/dispute-close', { sessionId, outcome: 'won' });
    expect(await hear()).toBe(315);
    expect((await stage.reconcile()).differences).toEqual([]);
  });
});

describe.each(spoilings)('a payment that was credited before %s', (how) => {
  it('is told to its client as one that was credited, with the credits that the ledger has', async () => {
    const { sessionId, stage } = await creditedAndSpoilt(how);
    await stage.post('/_test/refund', { sessionId, amountMinor: 1000 });
    const { body, headers, status } = await stage.api.user('ada').confirm(sessionId);
    expect([status, body]).toEqual([
      200,
      { status: 'already_credited', credits: 500, balance: 435 },
    ]);
    expect(headers.get('idempotency-replayed')).toBe('true');
  });

  it('is told to nobody else', async () => {
    const { sessionId, stage } = await creditedAndSpoilt(how);
    const { body } = await stage.api.user('eve').confirm(sessionId);
    expect(body).toMatchObject({ status: 404, code: 'unknown_session' });
  });

  it('has what goes back of it in the ledger under the trace of its order', async () => {
    const { hear, sessionId, stage } = await creditedAndSpoilt(how, 'the client who comes back');
    await stage.refund(sessionId);
    await hear();
    const { body } = await stage.api.user('ada').state('?tail=2');
    const [clawback, topUp] = Object(body).ledgerTail;
    expect([topUp.kind, clawback.kind]).toEqual(['topup', 'clawback']);
    expect(clawback.traceId).toBe(topUp.traceId);
  });

  it('is a difference as long as what went back is not taken back, and no longer', async () => {
    const { sessionId, stage } = await creditedAndSpoilt(how);
    expect((await stage.reconcile()).differences).toEqual([]);
    await stage.post('/_test/refund', { sessionId, amountMinor: 1000 });
    expect((await stage.reconcile()).differences).toMatchObject([
      { kind: 'not taken back', lacking: -185, returnedMinor: 1000 },
    ]);
  });
});

describe.each(spoilings)('a payment that was not credited before %s', (how) => {
  it('is credited by nobody, whether or not something went back', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.pay('ada');
    await stage.hear();
    await SPOILT[how](stage, sessionId);
    for (const amountMinor of [1000, 1700]) {
      expect((await stage.api.user('ada').confirm(sessionId)).body).toMatchObject({
        status: 409,
        code: 'payment_mismatch',
      });
      expect((await stage.repair()).differences).toMatchObject([{ kind: 'mismatch' }]);
      await stage.post('/_test/refund', { sessionId, amountMinor });
      await stage.standIn.settled();
      expect(await stage.entries()).toBe(0);
    }
    expect((await stage.reconcile()).differences).toEqual([]);
  });
});

describe('a checkout of somebody else’s', () => {
  it('with the metadata of one that was credited takes nothing back, of either of them', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.payAndConfirm('ada');
    await stage.payAndConfirm('eve');
    await stage.hear();
    const ours = await stage.stripe.checkout.sessions.retrieve(sessionId);
    const { id } = await stage.stripe.checkout.sessions.create({
      mode: 'payment',
      client_reference_id: 'cityzeen:eve',
      metadata: ours.metadata ?? {},
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'eur', unit_amount: 2700, product_data: { name: 'credits' } },
        },
      ],
      success_url: 'https://app.test/account',
    });
    await stage.post(`/pay/${id}/pay`, {});
    await stage.refund(id);
    await stage.standIn.settled();
    await stage.api.user('eve').confirm(id);
    expect([await stage.purchased('ada'), await stage.purchased('eve')]).toEqual([500, 500]);
  });
});

describe('a payment that the ledger has with other credits than were ordered', () => {
  it('loses those credits in proportion, and stays to be looked at', async () => {
    const stage = await ReconcileStage.start();
    const sessionId = await stage.pay('ada');
    await stage.topUp('ada', sessionId, 5000);
    await stage.post('/_test/refund', { sessionId, amountMinor: 1350 });
    expect((await stage.reconcile()).differences).toMatchObject([
      { kind: 'mismatch', lacking: -2500, returnedMinor: 1350 },
    ]);
    const { differences } = await stage.repair();
    expect(differences).toMatchObject([
      { kind: 'mismatch', reason: 'the ledger has it as pack_500: 5000 credits for 2700 eur' },
    ]);
    expect(differences[0]?.lacking).toBeUndefined();
    expect(await stage.purchased('ada')).toBe(2500);
  });
});
