import { describe, expect, it } from 'vitest';
import { type Names, sentenceOf } from '../../lib/statement/sentence.js';
import {
  adjust,
  adopt,
  capture,
  debit,
  follow,
  followNone,
  hold,
  older,
  release,
  returned,
  reverse,
  toPlan,
  topUp,
} from '../wallet/asks.js';
import { type Ask, Book, catalogWith, service } from '../wallet/book.js';

const TITLES: Readonly<Record<string, string>> = {
  ask_ai: 'Ask AI',
  base: 'Base',
  intelligence: 'Intelligence',
  professional: 'Professional',
  pack: 'Pack of 500',
};
const title = (id: string): string => TITLES[id] ?? id;
const names: Names = { action: title, plan: title, pack: title };

const bookOf = (...asks: readonly Ask[]): Book => {
  const book = new Book('2026-01-15T10:00:00Z');
  for (const ask of asks) book.accept(ask);
  return book;
};

/** Every entry's sentence, from a number on. */
const saidBy = (book: Book, from = 1): readonly string[] =>
  book.entries.slice(from - 1).map(({ event }) => sentenceOf(event, names));

const lastOf = (...asks: readonly Ask[]): string | undefined => saidBy(bookOf(...asks)).at(-1);

describe('a client is told', () => {
  it('how the wallet began, and what it was used for', () => {
    expect(saidBy(bookOf(debit(20), debit(1)))).toEqual([
      'Opened on Base: 100 credits a month, up to 300',
      'Monthly grant for January 2026: 100',
      'Ask AI × 20',
      'Ask AI',
    ]);
  });

  it('what did not fit under the cap, of the grants of several months', () => {
    const book = bookOf(debit(10), { ...debit(1), at: '2026-04-01T00:00:00Z' });
    expect(saidBy(book, 4)).toEqual([
      'Monthly grants for February 2026 to April 2026: 300, of which 80 did not fit under the cap of 300',
      'Ask AI',
    ]);
  });

  it('that the cap was lowered', () => {
    const book = bookOf(debit(1));
    book.catalog = catalogWith({ version: 2, base: { monthlyGrant: 10, softCap: 30 } });
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    expect(saidBy(book, 4)).toEqual([
      'The cap of the plan is 30 now, which cut off 68',
      'Monthly grant for February 2026: 10, of which 10 did not fit under the cap of 30',
      'Ask AI',
    ]);
  });

  it('what could not be taken', () => {
    expect(lastOf({ ...debit(60), enforce: false })).toBe('Ask AI × 60, 20 more were lacking');
    expect(lastOf({ ...hold('job', 60), enforce: false })).toBe(
      'Ask AI × 60: 100 reserved, 20 more were lacking',
    );
  });

  it('of what was reserved, and what became of it', () => {
    expect(
      saidBy(bookOf(hold('one', 5), capture('one', 3), hold('two', 5), release('two')), 3),
    ).toEqual([
      'Ask AI × 5: 10 reserved',
      'Ask AI × 3, as reserved before',
      'Ask AI × 5: 10 reserved',
      'Ask AI: what was reserved is free again',
    ]);
  });

  it('of what was given back', () => {
    const book = bookOf({ ...debit(40), key: 'd' }, { ...reverse('d', 30), key: 'r' });
    expect(saidBy(book).at(-1)).toBe('Ask AI: 30 given back (the answer was empty)');
    const late = bookOf({ ...debit(40), key: 'd' }, { ...debit(1), at: '2026-04-02T00:00:00Z' });
    late.accept(reverse('d'));
    expect(saidBy(late).at(-1)).toBe(
      'Ask AI: 80 given back, of which 78 did not fit under the cap (the answer was empty)',
    );
  });

  it('of payments', () => {
    const book = bookOf(topUp('cs_1', 100, 1000), returned('cs_1', 300), returned('cs_1', 100));
    expect(saidBy(book, 3)).toEqual([
      'Bought Pack of 500',
      'A payment was given back, and 30 of its credits with it',
      'A payment that was given back came again, and 20 of its credits with it',
    ]);
  });

  it('of plans', () => {
    const up = { ...toPlan('intelligence'), key: 'up', actor: service };
    const down = { ...toPlan('base'), key: 'down', actor: service };
    expect(saidBy(bookOf(up, down, { ...down, key: 'again' }, { ...up, key: 'up2' }), 3)).toEqual([
      'Upgrade to Intelligence: 300',
      'Downgrade to Base cut off 100',
      'The plan stays Base',
      'Change from Base to Intelligence',
    ]);
  });

  it('of an upgrade that does not fit', () => {
    const book = bookOf({ ...debit(1), at: '2026-01-15T10:00:00Z' });
    book.catalog = catalogWith({ version: 2, base: { monthlyGrant: 100, softCap: 300 } });
    book.catalog = {
      ...book.catalog,
      plans: new Map(
        [...book.catalog.plans].map(([id, plan]) => [
          id,
          { ...plan, softCap: book.catalog.defaultPlan.softCap },
        ]),
      ),
    };
    book.accept({ ...toPlan('intelligence'), actor: service });
    expect(saidBy(book).at(-1)).toBe(
      'Upgrade to Intelligence: 300, of which 98 did not fit under the cap of 300',
    );
  });

  it('of subscriptions, and of what time alone brings', () => {
    const next = ['base', '2026-02-01T00:00:00Z'] as const;
    const book = bookOf(follow(), { ...follow({ next }), key: 'next' });
    book.accept({ ...debit(1), at: '2026-02-02T00:00:00Z' });
    expect(saidBy(book, 3)).toEqual([
      'Upgrade to Professional: 900',
      'News of the subscription to Professional',
      'Downgrade to Base cut off 700, as arranged',
      'Monthly grant for February 2026: 100, of which 100 did not fit under the cap of 300',
      'Ask AI',
    ]);
    const pastDue = follow({ pastDueSince: '2026-01-16T00:00:00Z', graceDays: 1 });
    const unpaid = bookOf(follow(), { ...pastDue, key: 'due', at: '2026-01-16T00:00:00Z' });
    unpaid.accept({ ...debit(1), at: '2026-01-20T00:00:00Z' });
    expect(saidBy(unpaid, 4)).toEqual([
      'News of the subscription to Professional',
      'Downgrade to Base cut off 700, since it was not paid for',
      'Ask AI',
    ]);
    expect(lastOf(follow(), { ...followNone(), key: 'none' })).toBe(
      'Downgrade to Base cut off 700',
    );
    const assigned = { ...toPlan('base'), key: 'assigned', actor: service };
    expect(lastOf(follow(), assigned, { ...followNone(), key: 'none' })).toBe(
      'The subscription ended',
    );
  });

  it('of corrections, and of what older code left', () => {
    expect(lastOf(adjust(5))).toBe('Corrected by an operator: credited twice by mistake');
    expect(lastOf(adopt(older(1, 25)))).toBe('Taken over from before: 1 movement, 25 in all');
    expect(lastOf(adopt(older(1, 25), older(2, -5)))).toBe(
      'Taken over from before: 2 movements, 20 in all',
    );
  });
});
