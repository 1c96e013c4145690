import { describe, expect, it } from 'vitest';
import { adjust, debit, returned } from './asks.js';
import { Book, openBook } from './book.js';

describe('adjustment', () => {
  it('adds to the purchased credits, and says why', () => {
    const book = openBook();
    expect(book.accept(adjust(25))).toEqual({
      type: 'BalanceAdjusted',
      at: '2026-01-01T00:00:00.000Z',
      credits: 25,
      reason: 'credited twice by mistake',
    });
    expect(book.buckets).toEqual([100, 25, 125]);
  });

  it('removes purchased credits down to none', () => {
    const book = openBook({ purchased: 40 });
    book.accept(adjust(-40));
    expect(book.buckets).toEqual([100, 0, 100]);
  });

  it('refuses one credit more than was purchased: the granted ones are not its to take', () => {
    const book = openBook({ purchased: 40 });
    expect(book.refuse(adjust(-41))).toEqual({
      code: 'insufficient_credits',
      required: 41,
      available: 40,
      shortfall: 1,
    });
    expect(book.buckets).toEqual([100, 40, 140]);
  });

  it('refuses to remove from a wallet that purchased nothing, and does not open it', () => {
    const book = new Book('2026-01-15T10:00:00Z');
    expect(book.refuse(adjust(-1))).toMatchObject({ available: 0, shortfall: 1 });
    expect(book.entries).toEqual([]);
  });

  it('adds to what a clawback left below zero, and removes nothing more from it', () => {
    const book = openBook({ purchased: 100 });
    book.accept(debit(100));
    book.accept(returned('cs_funding', 1000));
    book.accept(adjust(60));
    expect(book.buckets).toEqual([0, -40, -40]);
    expect(book.refuse(adjust(-1))).toMatchObject({ required: 1, available: 0, shortfall: 1 });
    expect(book.buckets).toEqual([0, -40, -40]);
  });

  it('of nothing is an entry without effect', () => {
    const book = openBook();
    expect(book.accept(adjust(0))).toMatchObject({ credits: 0 });
    expect(book.buckets).toEqual([100, 0, 100]);
  });
});
