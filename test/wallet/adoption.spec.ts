import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bringUpToDate } from '../../lib/wallet/due.js';
import { balance } from '../../lib/wallet/wallet.js';
import { adopt, debit, hold, older, returned, toPlan } from './asks.js';
import { Book, catalogWith, openBook } from './book.js';

const AT = '2026-01-15T10:00:00.000Z';
const JANUARY = { grantedFor: '2026-01' };

/** What a read shows now, with what is due. */
const shown = (book: Book) => {
  const { wallet } = bringUpToDate(book.wallet, book.catalog, book.now);
  return [wallet.granted, wallet.purchased];
};

describe('adoption', () => {
  it('opens a wallet with the sum of the rows, which it names in the order of their ids', () => {
    const book = new Book(AT);
    const rows = [older(31, -25, { key: 'aaaaaaaa' }), older(7, 90), older(12, -5)];
    expect(book.accept(adopt(...rows))).toEqual({
      type: 'RowsAdopted',
      at: AT,
      rows: [7, 12, 31],
      keys: ['aaaaaaaa'],
      sum: 60,
      months: [],
      keptBack: 0,
      toGranted: 60,
      toPurchased: 0,
      overdrawn: 0,
      grantedMonth: '2025-12',
      grantedForMonth: 0,
    });
    expect(book.kinds).toEqual(['open', 'adoption']);
    expect(book.buckets).toEqual([60, 0, 60]);
  });

  it('puts what the cap has no room for to the purchased credits', () => {
    for (const [sum, granted, purchased] of [
      [300, 300, 0],
      [301, 300, 1],
      [750, 300, 450],
    ] as const) {
      const book = new Book(AT);
      book.accept(adopt(older(1, sum)));
      expect(book.buckets).toEqual([granted, purchased, sum]);
    }
  });

  it('adds to a wallet that new code opened first, under the cap', () => {
    const book = openBook({ purchased: 20 });
    book.accept(adopt(older(1, 250)));
    expect(book.buckets).toEqual([300, 70, 370]);
  });

  it('does nothing, and opens nothing, where there is no row', () => {
    const book = new Book(AT);
    expect(book.decide(adopt())).toEqual({ outcome: 'unchanged' });
    expect(book.entries).toEqual([]);
  });

  it('of rows that add up to nothing is an entry all the same: they are named, and their keys used', () => {
    const book = new Book(AT);
    book.accept(adopt(older(1, 10), older(2, -10, { key: 'spent_10' })));
    expect(book.wallet?.adopted).toMatchObject({ rows: [1, 2], keys: ['spent_10'] });
  });

  it('throws for an id that no row has, which is a bug of who read it', () => {
    for (const id of [0, -1, 1.5, Number.NaN]) {
      expect(() => new Book(AT).decide(adopt(older(id, 1)))).toThrow('not the id of a row');
    }
  });
});

describe('adoption again', () => {
  it('posts the difference: rows that are known are left out, wherever they come among the others', () => {
    const book = new Book(AT);
    book.accept(adopt(older(5, 80), older(9, -10)));
    const again = book.accept(adopt(older(5, 80), older(8, -20), older(9, -10), older(11, 40)));
    expect(again).toMatchObject({ rows: [8, 11], sum: 20, toGranted: 20 });
    expect(book.buckets).toEqual([90, 0, 90]);
  });

  it('does nothing when nothing was written meanwhile, also where a known row says something else now', () => {
    const book = new Book(AT);
    book.accept(adopt(older(5, 80), older(9, -10)));
    expect(book.decide(adopt(older(5, 80), older(9, -99)))).toEqual({ outcome: 'unchanged' });
    expect(book.buckets).toEqual([70, 0, 70]);
  });

  it('counts a row once that is given twice', () => {
    const book = new Book(AT);
    book.accept(adopt(older(5, 80), older(5, 80)));
    expect(book.buckets).toEqual([80, 0, 80]);
  });

  it('takes what older code spent meanwhile, of the granted credits first', () => {
    const book = new Book(AT);
    book.accept(adopt(older(1, 350)));
    book.accept(adopt(older(1, 350), older(2, -320)));
    expect(book.buckets).toEqual([0, 30, 30]);
  });

  it('ends at the sum of all rows, in whatever order and portions they come', () => {
    const rows = fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 1, maxLength: 12 });
    const picks = fc.array(fc.array(fc.nat({ max: 11 }), { minLength: 1 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, picks, (amounts, portions) => {
        const all = amounts.map((amount, index) => older(index + 1, amount));
        const book = new Book(AT);
        for (const portion of portions) {
          book.decide(adopt(...all.filter((_, index) => portion.includes(index))));
        }
        book.decide(adopt(...all));
        const { wallet } = book;
        if (!wallet) throw new Error('expected an open wallet');
        const sum = amounts.reduce((a, b) => a + b, 0);
        expect(balance(wallet) - (wallet.adopted?.overdrawn ?? 0)).toBe(sum);
        expect(wallet.adopted?.overdrawn).toBe(Math.max(0, -sum));
      }),
    );
  });
});

describe('rows that take more than there is', () => {
  it('leave nothing, and say what was overdrawn', () => {
    const book = new Book(AT);
    expect(book.accept(adopt(older(1, 30), older(2, -50)))).toMatchObject({
      sum: -20,
      toGranted: 0,
      toPurchased: 0,
      overdrawn: 20,
    });
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('are made good by later rows before these add anything', () => {
    const book = new Book(AT);
    book.accept(adopt(older(1, -50)));
    expect(book.accept(adopt(older(2, 30)))).toMatchObject({ toGranted: 0, overdrawn: 20 });
    expect(book.accept(adopt(older(3, 30)))).toMatchObject({ toGranted: 10, overdrawn: 0 });
    expect(book.buckets).toEqual([10, 0, 10]);
  });

  it('are not made good by credits that came from elsewhere', () => {
    const book = new Book(AT);
    book.accept(adopt(older(1, -50)));
    book.accept(debit(1));
    expect(book.buckets).toEqual([98, 0, 98]);
    expect(book.accept(adopt(older(2, -8)))).toMatchObject({ toGranted: -8, overdrawn: 50 });
  });

  it('leave what a hold reserves', () => {
    const book = openBook();
    book.accept(hold('work', 30));
    expect(book.accept(adopt(older(1, -70)))).toMatchObject({ toGranted: -40, overdrawn: 30 });
  });

  it('take nothing of a balance that a clawback left below zero', () => {
    const book = openBook({ purchased: 100 });
    book.accept(debit(100));
    book.accept(returned('cs_funding', 1000));
    expect(book.accept(adopt(older(1, -5)))).toMatchObject({ toPurchased: 0, overdrawn: 5 });
    expect(book.buckets).toEqual([0, -100, -100]);
  });
});

describe('a grant that older rows gave', () => {
  it('for this month counts as given: the next write finds none due', () => {
    const book = new Book(AT);
    book.accept(adopt(older(1, 100, JANUARY), older(2, -60)));
    expect(shown(book)).toEqual([40, 0]);
    book.accept(debit(1));
    expect(book.kinds).toEqual(['open', 'adoption', 'debit']);
    expect(book.buckets).toEqual([38, 0, 38]);
  });

  it('for this month does so for the next month neither more nor less', () => {
    const book = new Book(AT);
    book.accept(adopt(older(1, 100, JANUARY)));
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    expect(book.kinds).toEqual(['open', 'adoption', 'grant', 'debit']);
    expect(book.buckets).toEqual([198, 0, 198]);
  });

  it('not for this month leaves the grant due, which comes after it and under the cap', () => {
    const book = new Book(AT);
    book.accept(adopt(older(1, 250, { grantedFor: '2025-12' })));
    expect(shown(book)).toEqual([300, 0]);
    book.accept(debit(1));
    expect(book.entries[2]?.event).toMatchObject({ type: 'CreditsGranted', credits: 50 });
  });

  it('for a part of what the plan is worth leaves the rest due', () => {
    for (const [given, due] of [
      [99, 1],
      [100, undefined],
      [101, undefined],
    ] as const) {
      const book = new Book(AT);
      book.accept(adopt(older(1, given, JANUARY)));
      book.accept(debit(1));
      const grant = book.entries.map(({ event }) => event).find((e) => e.type === 'CreditsGranted');
      expect(grant?.credits).toBe(due);
      expect(book.wallet?.grantedForMonth).toBe(Math.max(100, given));
    }
  });

  it('counts against an upgrade in the same month', () => {
    const book = new Book(AT);
    book.accept(adopt(older(1, 100, JANUARY)));
    expect(book.accept(toPlan('intelligence'))).toMatchObject({ nominal: 300, credits: 300 });
    expect(book.wallet?.grantedForMonth).toBe(400);
  });

  it('is kept back where this month was granted here first', () => {
    const book = new Book(AT);
    book.accept(debit(1));
    const adopted = book.accept(adopt(older(1, 100, JANUARY), older(2, -30)));
    expect(adopted).toMatchObject({ sum: 70, keptBack: 100, toGranted: -30, grantedForMonth: 100 });
    expect(book.buckets).toEqual([68, 0, 68]);
  });

  it('counts as far as it is more than what was granted here, however it comes', () => {
    const portions = [[130], [30, 100], [100, 30], [60, 60, 10]];
    for (const amounts of portions) {
      const book = new Book(AT);
      book.accept(debit(1));
      for (const [index, amount] of amounts.entries()) {
        book.accept(adopt(older(index + 1, amount, JANUARY)));
      }
      expect(book.wallet).toMatchObject({ granted: 128, grantedForMonth: 130 });
    }
  });

  it('for one of several months that are due leaves the others due', () => {
    const book = new Book(AT);
    book.accept(debit(50));
    const at = '2026-04-10T00:00:00Z';
    book.accept({ ...adopt(older(1, 100, { grantedFor: '2026-03' })), at });
    expect(book.buckets).toEqual([100, 0, 100]);
    book.accept(debit(1));
    expect(book.entries.at(-2)?.event).toMatchObject({
      months: [
        { month: '2026-02', credits: 100 },
        { month: '2026-03', credits: 0 },
        { month: '2026-04', credits: 100 },
      ],
      credits: 200,
    });
  });

  it('for a month that a clock ahead of ours has reached counts as given when it comes', () => {
    const book = new Book('2026-01-31T23:59:59Z');
    book.accept(debit(1));
    book.accept(adopt(older(1, 100, { grantedFor: '2026-02' })));
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    expect(book.entries.at(-2)?.event).toMatchObject({ type: 'CreditsGranted', credits: 0 });
    expect(book.wallet).toMatchObject({ granted: 196, grantedForMonth: 100 });
  });

  it('for a month that is over is part of the sum, and is not remembered', () => {
    const book = openBook();
    const event = book.accept(adopt(older(1, 40, { grantedFor: '2025-12' })));
    expect(event).toMatchObject({ months: [], keptBack: 0, toGranted: 40 });
  });

  it('is measured by what the plan is worth by now', () => {
    const book = new Book(AT);
    book.accept(debit(50));
    book.catalog = catalogWith({ version: 2, base: { monthlyGrant: 150, softCap: 450 } });
    const at = '2026-02-10T00:00:00Z';
    book.accept({ ...adopt(older(1, 100, { grantedFor: '2026-02' })), at });
    expect(shown(book)).toEqual([150, 0]);
  });

  it('is no grant where it takes credits, whatever it is called', () => {
    const book = openBook();
    const event = book.accept(adopt(older(1, -40, JANUARY)));
    expect(event).toMatchObject({ months: [], sum: -40, toGranted: -40 });
  });
});
