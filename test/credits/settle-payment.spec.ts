import { describe, expect, it } from 'vitest';
import type { Credits } from '../../lib/credits/app.js';
import { heedNotice } from '../../lib/credits/heed-notice.js';
import { settlePayment } from '../../lib/credits/settle-payment.js';
import type { Payment, Payments } from '../../lib/payments/payments.js';
import { traceId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { runAlone } from '../simulation/alone.js';
import { lockingStore } from '../simulation/locking-store.js';
import {
  type Bought,
  creditsLeftBy,
  type Happening,
  Provider,
  subjectOf,
  TRACE,
} from '../simulation/payments/provider.js';
import { Process } from '../simulation/process.js';
import { Random } from '../simulation/random.js';
import { World } from '../simulation/world.js';

/** Of the request that brings the news. */
const NEWS = traceId('b7ad6b7169203331b7ad6b7169203331');

const silent = { committed: () => {}, published: () => {}, violated: () => {} };

/** An application on a ledger in memory, and a provider of payments that answers at once. */
const given = (boughts: Readonly<Record<string, Bought>>) => {
  const world = new World(Date.parse('2026-01-15T10:00:00Z'));
  const memory = { mostOfOne: 100, mostEntries: 10_000 };
  const options = { world, store: lockingStore(world, silent), skew: 0, enforce: true, wraps: {} };
  const { app, owner } = new Process({ ...options, name: 'p', mostInBatch: 1, memory });
  if (!app || !owner) throw new Error('it has not started');
  runAlone(world, new Random(1));
  const provider = new Provider(world);
  for (const [key, bought] of Object.entries(boughts)) provider.bought.set(key, bought);
  return { app, provider, payments: provider.connect(owner) };
};

const hundred: Bought = { client: 'ada', credits: 100, paid: 1000, happened: [] };

const paymentOf = async (payments: Payments, key: string): Promise<Payment> => {
  const found = await payments.find(key);
  if (found.outcome !== 'found') throw new Error(`${key} was not found`);
  return found.payment;
};

const movements = async (app: Credits, { walletId }: Payment): Promise<readonly string[]> => {
  const { entries } = await app.ledger.read(walletId, { limit: 100 });
  return entries
    .toReversed()
    .filter(({ kind }) => kind !== 'open' && kind !== 'grant')
    .map(({ creditsDelta, name }) => `${name} ${creditsDelta}`);
};

const hearOf = (app: Credits, payments: Payments, key: string, about: Happening) =>
  heedNotice(
    app,
    payments,
    {
      id: 'evt_1',
      type: about.what,
      objectId: key,
      occurredAt: instant('2026-01-15T10:00:00Z'),
      subject: subjectOf(key, about),
    },
    TRACE,
  );

/** All orders of them. */
const permutations = <T>(of: readonly T[]): readonly (readonly T[])[] =>
  of.length === 0
    ? [[]]
    : of.flatMap((first, at) => permutations(of.toSpliced(at, 1)).map((rest) => [first, ...rest]));

describe('a payment that is settled', () => {
  it('credits first, also where the money went back before anybody heard of it', async () => {
    const refunded: Happening = { what: 'refund', id: 1, amount: 300 };
    const bought = { ...hundred, happened: [{ what: 'paid' as const }, refunded] };
    const { app, payments } = given({ cs_1: bought });
    expect(await hearOf(app, payments, 'cs_1', refunded)).toMatchObject({ fate: 'handled' });
    expect(await movements(app, await paymentOf(payments, 'cs_1'))).toEqual([
      'CZ_SMCR|topup|cs_1 100',
      'CZ_SMCR|clawback|cs_1:1 -30',
    ]);
  });

  it('gives back what a refund that failed had taken', async () => {
    const { app, payments, provider } = given({
      cs_1: { ...hundred, happened: [{ what: 'paid' }] },
    });
    for (const about of [
      { what: 'refund', id: 1, amount: 1000 },
      { what: 'refund fails', id: 1 },
      { what: 'refund', id: 2, amount: 1000 },
    ] as const) {
      provider.happens('cs_1', about);
      await hearOf(app, payments, 'cs_1', about);
    }
    expect(await movements(app, await paymentOf(payments, 'cs_1'))).toEqual([
      'CZ_SMCR|topup|cs_1 100',
      'CZ_SMCR|clawback|cs_1:1 -100',
      'CZ_SMCR|reinstatement|cs_1:2 100',
      'CZ_SMCR|clawback|cs_1:3 -100',
    ]);
  });

  it('has the same entries under the trace of its order, whoever brings the news', async () => {
    const { app, payments } = given({ cs_1: { ...hundred, happened: [{ what: 'paid' }] } });
    const payment = await paymentOf(payments, 'cs_1');
    const settled = await Promise.all(
      Array.from({ length: 50 }, () => settlePayment(app, payments, payment, NEWS)),
    );
    expect(settled.filter(({ outcome }) => outcome === 'credited')).toHaveLength(1);
    const { entries } = await app.ledger.read(payment.walletId, { limit: 1 });
    expect(entries[0]).toMatchObject({ kind: 'topup', traceId: TRACE, seq: 3 });
  });
});

describe('what is told of a payment', () => {
  const told = (app: Credits, records: object[]): Credits => ({
    ...app,
    log: (record) => records.push(record),
  });
  const paid: Bought = { ...hundred, happened: [{ what: 'paid' }] };
  const line = {
    level: 'info',
    message: 'a payment is settled',
    traceId: NEWS,
    orderTraceId: TRACE,
    sessionId: 'cs_1',
    clientId: 'ada',
  };

  it('is the trace of its order beside that of the news, when it is credited, and not again', async () => {
    const { app, payments } = given({ cs_1: paid });
    const payment = await paymentOf(payments, 'cs_1');
    const records: object[] = [];
    await settlePayment(told(app, records), payments, payment, NEWS);
    expect(records).toEqual([line]);
    await settlePayment(told(app, records), payments, payment, NEWS);
    expect(records).toHaveLength(1);
  });

  it('is the same when something goes back of it, though the order says nothing any more', async () => {
    const { app, payments, provider } = given({ cs_1: paid });
    const payment = await paymentOf(payments, 'cs_1');
    await settlePayment(app, payments, payment, NEWS);
    provider.happens('cs_1', { what: 'refund', id: 1, amount: 500 });
    const records: object[] = [];
    const edited = { ...payment, order: { mismatch: 'its metadata was edited' } };
    await settlePayment(told(app, records), payments, edited, NEWS);
    expect(records).toEqual([line]);
  });

  it('is nothing when it is not credited', async () => {
    const { app, payments } = given({ cs_1: paid });
    const payment = await paymentOf(payments, 'cs_1');
    const records: object[] = [];
    const edited = { ...payment, order: { mismatch: 'its metadata was edited' } };
    expect(await settlePayment(told(app, records), payments, edited, NEWS)).toEqual({
      outcome: 'mismatch',
      reason: 'its metadata was edited',
    });
    expect(records).toEqual([]);
    expect(await movements(app, payment)).toEqual([]);
  });
});

describe('somebody who was held up between asking and posting', () => {
  /** Settles with an answer that is long on its way: `meanwhile` happens after it was given. */
  const heldUp = async (
    { app, payments }: ReturnType<typeof given>,
    payment: Payment,
    meanwhile: () => Promise<unknown>,
  ) => {
    let isFirst = true;
    const slow: Payments = {
      ...payments,
      returnedOf: async (of) => {
        const answer = await payments.returnedOf(of);
        if (isFirst) {
          isFirst = false;
          await meanwhile();
        }
        return answer;
      },
    };
    await settlePayment(app, slow, payment, NEWS);
  };

  it('does not have the last word with what they knew', async () => {
    const half: Happening = { what: 'refund', id: 1, amount: 500 };
    const bought = { ...hundred, happened: [{ what: 'paid' as const }, half] };
    const stage = given({ cs_1: bought });
    const payment = await paymentOf(stage.payments, 'cs_1');
    await heldUp(stage, payment, async () => {
      stage.provider.happens('cs_1', { what: 'refund', id: 2, amount: 500 });
      await settlePayment(stage.app, stage.payments, payment, NEWS);
    });
    expect(await movements(stage.app, payment)).toEqual([
      'CZ_SMCR|topup|cs_1 100',
      'CZ_SMCR|clawback|cs_1:1 -100',
    ]);
  });

  it('puts right what they posted, where the others had found nothing to do', async () => {
    const half: Happening = { what: 'refund', id: 1, amount: 500 };
    const bought = { ...hundred, happened: [{ what: 'paid' as const }, half] };
    const stage = given({ cs_1: bought });
    const payment = await paymentOf(stage.payments, 'cs_1');
    await heldUp(stage, payment, async () => {
      stage.provider.happens('cs_1', { what: 'refund fails', id: 1 });
      await settlePayment(stage.app, stage.payments, payment, NEWS);
    });
    expect(await movements(stage.app, payment)).toEqual([
      'CZ_SMCR|topup|cs_1 100',
      'CZ_SMCR|clawback|cs_1:1 -50',
      'CZ_SMCR|reinstatement|cs_1:2 50',
    ]);
  });
});

describe('the messages of a payment, a partial refund, another, and a dispute that was won', () => {
  const story: readonly Happening[] = [
    { what: 'paid' },
    { what: 'refund', id: 1, amount: 333 },
    { what: 'refund', id: 2, amount: 100 },
    { what: 'dispute', id: 3, amount: 567 },
    { what: 'withdrawn', id: 3 },
    { what: 'reinstated', id: 3 },
  ];
  const orders = permutations(story);

  it.each([
    ['all of it has happened', story],
    ['the dispute is not decided', story.slice(0, 5)],
  ])('end the same in each of the 720 orders when %s', async (_, happened) => {
    const bought = { ...hundred, happened };
    const clients = orders.map(
      (_, nth) => [`cs_${nth}`, { ...bought, client: `c${nth}` }] as const,
    );
    const { app, payments } = given(Object.fromEntries(clients));
    for (const [nth, order] of orders.entries()) {
      for (const about of order) await hearOf(app, payments, `cs_${nth}`, about);
      const { walletId } = await paymentOf(payments, `cs_${nth}`);
      const { stored } = await app.ledger.read(walletId, { limit: 0 });
      expect(stored?.wallet.purchased).toBe(creditsLeftBy(bought));
    }
    expect(creditsLeftBy(bought)).toBe(happened === story ? 57 : 0);
  });
});
