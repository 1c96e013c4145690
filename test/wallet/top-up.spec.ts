import { describe, expect, it } from 'vitest';
import { debit, returned, topUp } from './asks.js';
import { Book, openBook } from './book.js';

describe('top-up', () => {
  it('adds the pack to the purchased credits, with what was paid for it', () => {
    const book = openBook();
    expect(book.accept(topUp('cs_1', 500, 2500))).toEqual({
      type: 'CreditsToppedUp',
      at: '2026-01-01T00:00:00.000Z',
      packId: 'pack',
      credits: 500,
      paid: { amountMinor: 2500, currency: 'eur' },
    });
    expect(book.buckets).toEqual([100, 500, 600]);
  });

  it('opens the wallet of somebody who buys before doing anything else', () => {
    const book = new Book('2026-01-15T10:00:00Z');
    book.accept(topUp('cs_1', 500, 2500));
    expect(book.kinds).toEqual(['open', 'grant', 'topup']);
  });

  it('is not bounded by the cap, and no later grant trims it', () => {
    const book = openBook();
    book.accept(topUp('cs_1', 10_000, 2500));
    book.accept({ ...debit(1), at: '2026-12-01T00:00:00Z' });
    expect(book.buckets).toEqual([298, 10_000, 10_298]);
  });

  it('first fills up what a clawback left below zero', () => {
    const book = openBook({ purchased: 100 });
    book.accept(debit(100));
    book.accept(returned('cs_funding', 1000));
    expect(book.buckets).toEqual([0, -100, -100]);
    book.accept(topUp('cs_1', 101, 1000));
    expect(book.refuse(debit(1))).toMatchObject({ available: 1 });
    expect(book.buckets).toEqual([0, 1, 1]);
  });
});
