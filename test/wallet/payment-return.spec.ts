import { describe, expect, it } from 'vitest';
import { debit, returned, topUp } from './asks.js';
import { Book, openBook } from './book.js';

/** 700 credits for 29.99 euros. */
const paid = () => {
  const book = openBook();
  book.accept(topUp('cs_1', 700, 2999));
  return book;
};

describe('clawback', () => {
  it('takes all credits of a payment that went back in full', () => {
    const book = paid();
    expect(book.accept(returned('cs_1', 2999))).toEqual({
      type: 'CreditsClawedBack',
      at: '2026-01-01T00:00:00.000Z',
      payment: 'CZ_SMCR|topup|cs_1',
      credits: 700,
      returned: { amountMinor: 2999, currency: 'eur' },
    });
    expect(book.buckets).toEqual([100, 0, 100]);
  });

  it('takes in proportion, rounded in favour of the client', () => {
    const taken = (returnedMinor: number) => paid().accept(returned('cs_1', returnedMinor));
    expect(taken(5)).toMatchObject({ credits: 1 }); // 1.17
    expect(taken(1500)).toMatchObject({ credits: 350 }); // 350.11
    expect(taken(2998)).toMatchObject({ credits: 699 }); // 699.77
  });

  it('does nothing where not one credit has gone back', () => {
    const book = paid();
    expect(book.decide(returned('cs_1', 4))).toEqual({ outcome: 'unchanged' }); // 0.93
    expect(book.decide(returned('cs_1', 0))).toEqual({ outcome: 'unchanged' });
    expect(book.decide(returned('cs_1', -2999))).toEqual({ outcome: 'unchanged' });
    expect(book.kinds.at(-1)).toBe('topup');
  });

  it('appends no grant either when there is nothing to do', () => {
    const book = paid();
    const asked = { ...returned('cs_1', 0), at: '2026-02-01T00:00:00Z' };
    expect(book.decide(asked)).toEqual({ outcome: 'unchanged' });
    expect(book.kinds.filter((kind) => kind === 'grant')).toHaveLength(1);
  });

  it('goes by totals, so that no rounding is lost over many small refunds', () => {
    const book = paid();
    for (let minor = 1; minor <= 2999; minor += 1) book.decide(returned('cs_1', minor));
    expect(book.buckets).toEqual([100, 0, 100]);
    expect(book.kinds.filter((kind) => kind === 'clawback')).toHaveLength(700);
  });

  it('takes nothing for an event that comes again, or late', () => {
    const book = paid();
    book.accept(returned('cs_1', 1500));
    expect(book.decide(returned('cs_1', 1500))).toEqual({ outcome: 'unchanged' });
  });

  it('never takes more than the payment credited, though refund and dispute exceed it', () => {
    const book = paid();
    book.accept(returned('cs_1', 2999));
    expect(book.decide(returned('cs_1', 5998))).toEqual({ outcome: 'unchanged' });
    expect(paid().accept(returned('cs_1', 3000))).toMatchObject({ credits: 700 });
  });

  it('leaves purchased credits below zero where they were spent, and granted ones alone', () => {
    const book = paid();
    book.accept(debit(400));
    book.accept({ ...returned('cs_1', 2999), at: '2026-02-01T00:00:00Z' });
    expect(book.buckets).toEqual([100, -700, -600]);
    expect(book.refuse(debit(1))).toMatchObject({ available: 0, shortfall: 2 });
  });

  it('counts each payment for itself', () => {
    const book = paid();
    book.accept(topUp('cs_2', 100, 1000));
    book.accept(returned('cs_2', 1000));
    expect(book.accept(returned('cs_1', 2999))).toMatchObject({ credits: 700 });
    expect(book.buckets).toEqual([100, 0, 100]);
  });

  it('takes nothing for a payment of nothing', () => {
    const book = openBook();
    book.accept(topUp('cs_free', 50, 0));
    expect(book.decide(returned('cs_free', 0))).toEqual({ outcome: 'unchanged' });
    expect(book.decide(returned('cs_free', 100))).toEqual({ outcome: 'unchanged' });
  });

  it('names a payment that credited nothing here, and opens no wallet for it', () => {
    const book = new Book('2026-01-15T10:00:00Z');
    expect(book.refuse(returned('cs_other', 100))).toEqual({
      code: 'unknown_session',
      sessionId: 'cs_other',
    });
    expect(book.entries).toEqual([]);
  });
});

describe('reinstatement', () => {
  it('gives back exactly what a dispute had taken, when it is won', () => {
    const book = paid();
    book.accept(debit(400));
    book.accept(returned('cs_1', 2999));
    expect(book.accept(returned('cs_1', 0))).toMatchObject({
      type: 'CreditsReinstated',
      payment: 'CZ_SMCR|topup|cs_1',
      credits: 700,
      returned: { amountMinor: 0, currency: 'eur' },
    });
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('leaves the refunded part taken', () => {
    const book = paid();
    book.accept(returned('cs_1', 1500));
    book.accept(returned('cs_1', 2999));
    expect(book.accept(returned('cs_1', 1500))).toMatchObject({ credits: 350 });
    expect(book.buckets).toEqual([100, 350, 450]);
  });

  it('heals a refund that failed, and takes again when it is repeated', () => {
    const book = paid();
    book.accept(returned('cs_1', 1500));
    expect(book.accept(returned('cs_1', 0)).type).toBe('CreditsReinstated');
    expect(book.buckets).toEqual([100, 700, 800]);
    expect(book.accept(returned('cs_1', 1500))).toMatchObject({
      type: 'CreditsClawedBack',
      credits: 350,
    });
    expect(book.buckets).toEqual([100, 350, 450]);
  });
});
