import { describe, expect, it } from 'vitest';
import { debit, follow, hold, toPlan } from './asks.js';
import { admin, catalogWith, openBook } from './book.js';
import { grants, overdue, PRICE, shown, subscribed, unpaid } from './subscribed.js';

describe('a month that is not paid for', () => {
  it('is not granted, and the month before it is', () => {
    const book = overdue();
    expect(grants(book)).toEqual(['2026-01: 100']);
    expect(shown(book, '2026-02-14T23:59:59.999Z')).toEqual(['professional', 1000]);
    const late = subscribed();
    late.accept({
      ...follow({ ...unpaid, pastDueSince: '2026-02-01T00:00:00.001Z' }),
      at: '2026-02-02T00:00:00Z',
    });
    expect(grants(late)).toEqual(['2026-01: 100', '2026-02: 1000']);
  });

  it('stays granted where somebody had written before the news came', () => {
    const book = subscribed();
    book.accept({ ...hold('h', 1), at: '2026-02-01T00:10:00Z' });
    book.accept({ ...follow(unpaid), at: '2026-02-01T01:00:00Z' });
    expect(book.buckets).toEqual([2000, 0, 2000]);
  });

  it('falls due with its payment, before the entry that tells of that', () => {
    const book = overdue();
    book.accept({ ...follow(), at: '2026-02-14T23:59:59.999Z' });
    expect(book.kinds.slice(-2)).toEqual(['grant', 'plan']);
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02: 1000']);
    expect(book.entries.at(-1)?.event).toMatchObject({ from: 'professional', credits: 0 });
    expect(book.buckets).toEqual([2000, 0, 2000]);
  });

  it('waits with those after it, all under the cap', () => {
    const book = overdue({ ...unpaid, graceDays: 90 });
    expect(shown(book, '2026-04-30T00:00:00Z')).toEqual(['professional', 1000]);
    book.accept({ ...follow(), at: '2026-04-30T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02,2026-03,2026-04: 2000']);
    expect(book.buckets).toEqual([3000, 0, 3000]);
  });

  it('is granted under a plan that somebody assigned instead, in full', () => {
    const book = overdue();
    const event = book.accept({ ...toPlan('intelligence'), actor: admin });
    expect(event).toMatchObject({ nominal: 0, credits: 0 });
    expect(shown(book, '2026-02-10T00:00:00Z')).toEqual(['intelligence', 1200]);
    expect(shown(book, '2026-02-15T00:00:00Z')[0]).toBe('intelligence');
  });

  it('is granted once where somebody assigned a larger plan meanwhile', () => {
    const book = subscribed({ plan: 'intelligence' });
    book.accept({ ...follow({ plan: 'intelligence', ...unpaid }), at: '2026-02-01T00:00:00Z' });
    const event = book.accept({ ...toPlan('professional'), actor: admin });
    expect(event).toMatchObject({ nominal: 0, credits: 0 });
    expect(shown(book, '2026-02-01T00:00:00Z')).toEqual(['professional', 1400]);
  });

  it('waits from the first that is owed, whatever is owed later', () => {
    const book = overdue({ ...unpaid, graceDays: 60 });
    const later = follow({ pastDueSince: '2026-03-01T00:00:00Z', graceDays: 90 });
    book.accept({ ...later, at: '2026-03-01T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100']);
  });

  it('is none that lies ahead: nothing is granted early either', () => {
    const book = subscribed();
    const ahead = follow({ pastDueSince: '2026-04-01T00:00:00Z' });
    book.accept({ ...ahead, at: '2026-02-10T00:00:00Z' });
    expect(shown(book, '2026-02-10T00:00:00Z')).toEqual(['professional', 2000]);
    expect(shown(book, '2026-04-10T00:00:00Z')).toEqual(['professional', 3000]);
  });

  it('is of the plan that was in force when it began, where another has come since', () => {
    const book = overdue({
      ...unpaid,
      graceDays: 60,
      next: ['intelligence', '2026-03-01T00:00:00Z'],
    });
    book.accept(debit(500));
    book.accept({ ...follow({ plan: 'intelligence' }), at: '2026-03-10T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02: 1000', '2026-03: 200']);
  });

  it('is granted first under the plan that it was owed for, where another is paid for with it', () => {
    const book = subscribed({ plan: 'intelligence' });
    book.accept({ ...follow({ plan: 'intelligence', ...unpaid }), at: '2026-02-01T00:00:00Z' });
    const event = book.accept({ ...follow(), at: '2026-02-08T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02: 400']);
    expect(event).toMatchObject({ nominal: 600, credits: 450 });
  });
});

describe('a plan that no subscription pays for', () => {
  it('is granted by the month, with a price or without', () => {
    const book = openBook({ catalog: catalogWith({ proPrice: PRICE }) });
    book.accept({ ...toPlan('professional'), actor: admin });
    book.accept({ ...hold('h', 1), at: '2026-03-01T00:00:00Z' });
    expect(grants(book)).toEqual(['2026-01: 100', '2026-02,2026-03: 2000']);
    expect(book.entries.some(({ event }) => 'subscription' in event)).toBe(false);
  });
});
