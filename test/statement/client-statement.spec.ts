import { describe, expect, it } from 'vitest';
import type { Lines } from '../../lib/statement/lines.js';
import { credits } from '../../lib/wallet/credits.js';
import { adjust, adopt, debit, older, returned, reverse, toPlan, topUp } from '../wallet/asks.js';
import { Book, catalogWith, openBook, service } from '../wallet/book.js';
import { monthOfBook, movementsOf, statementOf } from './months.js';

/** The lines that are not zero. */
const told = (lines: Lines) => Object.fromEntries(Object.entries(lines).filter(([, n]) => n !== 0));

const bookOf = (...asks: readonly Parameters<Book['accept']>[0][]): Book => {
  const book = new Book('2026-01-01T00:00:00Z');
  for (const ask of asks) book.accept(ask);
  return book;
};

const JANUARY = '2026-01-15T00:00:00Z';
const FEBRUARY = '2026-02-10T00:00:00Z';

describe('the lines', () => {
  it('tell a grant and a use that took from both buckets', () => {
    const book = bookOf(topUp('cs_1', 50, 500), { ...debit(60), at: FEBRUARY });
    expect(told(monthOfBook(book, '2026-01').granted)).toEqual({ granted: 100, closing: 100 });
    expect(told(monthOfBook(book, '2026-01').purchased)).toEqual({ bought: 50, closing: 50 });
    const february = monthOfBook(book, '2026-02');
    expect(told(february.granted)).toEqual({ opening: 100, granted: 100, used: 120, closing: 80 });
    expect(told(february.purchased)).toEqual({ opening: 50, closing: 50 });
    expect(told(february.total)).toEqual({ opening: 150, granted: 100, used: 120, closing: 130 });
  });

  it('begin with what the wallet had before, and end before the next month', () => {
    const book = bookOf(
      { ...debit(1), at: '2026-01-31T23:59:59.999Z' },
      { ...debit(2), at: '2026-02-01T00:00:00.000Z' },
      { ...debit(4), at: '2026-02-28T23:59:59.999Z' },
      { ...debit(8), at: '2026-03-01T00:00:00.000Z' },
    );
    expect(told(monthOfBook(book, '2026-02').total)).toEqual({
      opening: 98,
      granted: 100,
      used: 12,
      closing: 186,
    });
    expect(monthOfBook(book, '2026-02').span).toEqual({ first: 4, last: 6 });
    expect(monthOfBook(book, '2026-02').entries).toBe(3);
  });

  it('of a month without entries are those of the last one', () => {
    const book = bookOf(topUp('cs_1', 50, 500));
    const march = monthOfBook(book, '2026-03');
    expect(told(march.total)).toEqual({ opening: 150, closing: 150 });
    expect(march.entries).toBe(0);
    expect(march.span).toBeUndefined();
  });

  it('show what the cap kept back beside them', () => {
    const book = bookOf({ ...debit(1) }, { ...debit(1), at: '2026-04-02T00:00:00Z' });
    const april = monthOfBook(book, '2026-04');
    expect(told(april.granted)).toEqual({ opening: 98, granted: 202, used: 2, closing: 298 });
    expect(april.keptBack).toBe(98);
  });

  it('tell both halves of an entry that grants and trims', () => {
    const book = bookOf(
      { ...toPlan('intelligence'), actor: service },
      { ...debit(1), at: '2026-02-02T00:00:00Z' },
      { ...debit(1), at: '2026-03-02T00:00:00Z' },
      { ...toPlan('base'), actor: service, at: '2026-03-03T00:00:00Z' },
    );
    expect(told(monthOfBook(book, '2026-01').granted)).toEqual({ granted: 400, closing: 400 });
    expect(told(monthOfBook(book, '2026-03').granted)).toEqual({
      opening: 798,
      granted: 400,
      used: 2,
      trimmed: 896,
      closing: 300,
    });
  });

  it('tell of a trim to a lowered cap', () => {
    const book = bookOf({ ...debit(1) });
    book.catalog = catalogWith({ version: 2, base: { monthlyGrant: 10, softCap: 30 } });
    book.accept({ ...debit(1), at: FEBRUARY });
    expect(told(monthOfBook(book, '2026-02').granted)).toEqual({
      opening: 98,
      trimmed: 68,
      used: 2,
      closing: 28,
    });
    expect(monthOfBook(book, '2026-02').keptBack).toBe(10);
  });

  it('tell of a reversal by bucket, an adjustment, an adoption, a clawback and a reinstatement', () => {
    const book = openBook({ purchased: 100 });
    book.accept({ ...debit(60), key: 'big', at: JANUARY });
    book.accept({ ...reverse('big', 50), at: FEBRUARY });
    book.accept({ ...adjust(30), at: FEBRUARY });
    book.accept({ ...adjust(-7), at: FEBRUARY });
    book.accept({ ...adopt(older(1, 400)), at: FEBRUARY });
    book.accept({ ...returned('cs_funding', 500), at: FEBRUARY });
    book.accept({ ...returned('cs_funding', 200), at: FEBRUARY });
    const { granted, purchased } = monthOfBook(book, '2026-02');
    expect(told(granted)).toEqual({ granted: 100, reversed: 30, adopted: 170, closing: 300 });
    expect(told(purchased)).toEqual({
      opening: 80,
      reversed: 20,
      adjusted: 23,
      adopted: 230,
      clawedBack: 50,
      reinstated: 30,
      closing: 333,
    });
  });
});

describe('a ledger that does not fit', () => {
  const book = openBook({ purchased: 100 });
  book.accept(debit(1));
  const movements = movementsOf(book, '2026-01');

  it('has no statement where an entry of the month is missing', () => {
    const without = movements.filter(({ seq }) => seq !== 2);
    expect(() => statementOf(without)).toThrow("the wallet of ada can't be summed: entry 3");
  });

  it('has none where one is missing that moved nothing', () => {
    const without = movements.filter(({ seq }) => seq !== 1);
    expect(() => statementOf(without)).toThrow('entry 2 does not follow from the one before');
  });

  it('has none where an entry says another sum than the balances beside it', () => {
    const wrong = movements.map((each) => ({ ...each, creditsDelta: credits(1) }));
    expect(() => statementOf(wrong)).toThrow('entry 1 does not follow from the one before');
  });

  it('has none where credits are taken back of a payment that is not there', () => {
    const clawback = { kind: 'clawback' as const, isWithin: false };
    const wrong = movements.map((each) => ({ ...each, ...clawback }));
    expect(() => statementOf(wrong)).toThrow('entry 1 is of no payment');
  });

  it('has none where an entry is not what it did', () => {
    const wrong = movements.map((each) =>
      each.seq === 3 ? { ...each, kind: 'hold' as const } : each,
    );
    expect(() => statementOf(wrong)).toThrow('entry 3 is a hold and moves purchased credits');
    const grant = movements.map((each) =>
      each.seq === 3 ? { ...each, kind: 'grant' as const } : each,
    );
    expect(() => statementOf(grant)).toThrow('entry 3 is a grant and moves purchased credits');
  });
});
