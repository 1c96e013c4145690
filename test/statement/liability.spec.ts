import { describe, expect, it } from 'vitest';
import { adjust, adopt, debit, older, returned, reverse, topUp } from '../wallet/asks.js';
import { type Ask, Book, catalogWith } from '../wallet/book.js';
import { monthOfBook } from './months.js';

/** A plan that grants nothing: every credit is bought, and a question costs one. */
const bought = (...asks: readonly Ask[]): Book => {
  const base = { monthlyGrant: 0, softCap: 0 };
  const book = new Book('2026-01-01T00:00:00Z', catalogWith({ askPrice: 1, base }));
  for (const ask of asks) book.accept(ask);
  return book;
};

const inDollars = (session: string, amount: number, minor: number): Ask => ({
  ...topUp(session, amount, minor),
  paid: { amountMinor: minor, currency: 'usd' },
});

const eur = (sums: Readonly<Record<string, number>>) => ({
  currency: 'eur',
  opening: 0,
  bought: 0,
  returned: 0,
  used: 0,
  closing: 0,
  credits: 0,
  ...sums,
});

const liabilityOf = (book: Book, of = '2026-01') => monthOfBook(book, of).liability;

const FEBRUARY = '2026-02-10T00:00:00Z';

describe('credits that were paid for', () => {
  it('are owed for what was paid, until they are used', () => {
    const book = bought(topUp('cs_1', 100, 999), { ...debit(30), at: FEBRUARY });
    expect(liabilityOf(book)).toEqual([eur({ bought: 999, closing: 999, credits: 100 })]);
    expect(liabilityOf(book, '2026-02')).toEqual([
      eur({ opening: 999, used: 299, closing: 700, credits: 70 }),
    ]);
  });

  it('earn, use by use, exactly what was paid', () => {
    const uses = ['2026-01', '2026-02', '2026-03'].map((of) => ({
      ...debit(1),
      at: `${of}-20T00:00:00Z`,
    }));
    const book = bought(topUp('cs_1', 3, 100), ...uses);
    const used = ['2026-01', '2026-02', '2026-03'].map((of) => liabilityOf(book, of)[0]?.used);
    expect(used).toEqual([33, 33, 34]);
    expect(liabilityOf(book, '2026-04')).toEqual([]);
  });

  it('are used in the order in which they came', () => {
    const book = bought(topUp('cs_1', 100, 1000), topUp('cs_2', 100, 500), debit(120));
    expect(liabilityOf(book)).toEqual([
      eur({ bought: 1500, used: 1100, closing: 400, credits: 80 }),
    ]);
  });

  it('are told by currency, each lot in its own', () => {
    const book = bought(inDollars('cs_1', 10, 1000), topUp('cs_2', 10, 500), debit(12));
    expect(liabilityOf(book)).toEqual([
      eur({ bought: 500, used: 100, closing: 400, credits: 8 }),
      { ...eur({ bought: 1000, used: 1000 }), currency: 'usd' },
    ]);
  });

  it('come back to the lot that was used last when a debit is reversed', () => {
    const book = bought(topUp('cs_1', 100, 1000), topUp('cs_2', 100, 500), {
      ...debit(120),
      key: 'big',
    });
    book.accept({ ...reverse('big', 50), at: FEBRUARY });
    expect(liabilityOf(book, '2026-02')).toEqual([
      eur({ opening: 400, used: -400, closing: 800, credits: 130 }),
    ]);
  });

  it('that were given have no money in them, and are used in their turn', () => {
    const book = bought(adjust(50), topUp('cs_1', 100, 1000), adopt(older(1, 20)), debit(60));
    const { liability, unpaidCredits } = monthOfBook(book, '2026-01');
    expect(liability).toEqual([eur({ bought: 1000, used: 100, closing: 900, credits: 90 })]);
    expect(unpaidCredits).toBe(20);
  });

  it('are not earned by a correction while there is a gift to undo', () => {
    const book = bought(topUp('cs_1', 100, 1000), adjust(50), adjust(-60));
    expect(liabilityOf(book)).toEqual([
      eur({ bought: 1000, used: 100, closing: 900, credits: 90 }),
    ]);
  });

  it('outlast the newest gift, which a correction undoes before an older one', () => {
    const gifts = [adjust(50), topUp('cs_1', 100, 1000), adjust(50)];
    expect(liabilityOf(bought(...gifts, debit(50), adjust(-50)))).toEqual([
      eur({ bought: 1000, closing: 1000, credits: 100 }),
    ]);
  });

  it('are used by what older code took, while there are gifts behind them', () => {
    const book = bought(topUp('cs_1', 100, 1000), adjust(50), adopt(older(1, -30)));
    const { liability, unpaidCredits } = monthOfBook(book, '2026-01');
    expect(liability).toEqual([eur({ bought: 1000, used: 300, closing: 700, credits: 70 })]);
    expect(unpaidCredits).toBe(50);
  });

  it('that nothing was paid for in the end are worth nothing', () => {
    expect(liabilityOf(bought(topUp('cs_1', 100, 0)))).toEqual([eur({ credits: 100 })]);
  });
});

describe('money that goes back', () => {
  it('is taken from the lot of its payment, not from the oldest', () => {
    const book = bought(topUp('cs_1', 100, 1000), topUp('cs_2', 100, 500));
    book.accept({ ...returned('cs_2', 250), at: FEBRUARY });
    expect(liabilityOf(book, '2026-02')).toEqual([
      eur({ opening: 1500, returned: 250, closing: 1250, credits: 150 }),
    ]);
  });

  it('of credits that are spent makes later ones stand for them', () => {
    const book = bought(topUp('cs_1', 100, 1000), topUp('cs_2', 100, 500), debit(100));
    book.accept({ ...returned('cs_1', 1000), at: FEBRUARY });
    expect(liabilityOf(book, '2026-02')).toEqual([
      eur({ opening: 500, returned: 1000, used: -500, closing: 0, credits: 0 }),
    ]);
  });

  it('of credits that are spent, with nothing after them, is owed by the client', () => {
    const book = bought(topUp('cs_1', 100, 1000), debit(100), returned('cs_1', 300));
    const { liability, owedCredits, purchased } = monthOfBook(book, '2026-01');
    expect([owedCredits, purchased.closing]).toEqual([30, -30]);
    expect(liability).toEqual([eur({ bought: 1000, returned: 300, used: 700 })]);
    book.accept({ ...topUp('cs_2', 100, 500), at: FEBRUARY });
    expect(monthOfBook(book, '2026-02').owedCredits).toBe(0);
    expect(liabilityOf(book, '2026-02')).toEqual([
      eur({ bought: 500, used: 150, closing: 350, credits: 70 }),
    ]);
  });

  it('and comes again is owed for again', () => {
    const book = bought(topUp('cs_1', 100, 1000), returned('cs_1', 1000));
    expect(liabilityOf(book)).toEqual([eur({ bought: 1000, returned: 1000 })]);
    book.accept({ ...returned('cs_1', 0), at: FEBRUARY });
    expect(liabilityOf(book, '2026-02')).toEqual([
      eur({ returned: -1000, closing: 1000, credits: 100 }),
    ]);
    expect(monthOfBook(book, '2026-02').payments).toEqual([
      {
        payment: 'CZ_SMCR|topup|cs_1',
        clientId: 'ada',
        currency: 'eur',
        bought: 0,
        returned: -1000,
      },
    ]);
  });

  it('several times in a month is told in one sum', () => {
    const back = [300, 1000, 600].map((minor) => returned('cs_1', minor));
    const book = bought(topUp('cs_1', 100, 1000), ...back);
    const of = { payment: 'CZ_SMCR|topup|cs_1', clientId: 'ada', currency: 'eur' };
    expect(monthOfBook(book, '2026-01').payments).toEqual([{ ...of, bought: 1000, returned: 600 }]);
  });

  it('is never less than nothing', () => {
    const book = bought(topUp('cs_1', 100, 1000), returned('cs_1', 500), returned('cs_1', -100));
    expect(liabilityOf(book)).toEqual([eur({ bought: 1000, closing: 1000, credits: 100 })]);
  });

  it('is never more than was paid', () => {
    const book = bought(topUp('cs_1', 100, 1000), returned('cs_1', 1700));
    expect(liabilityOf(book)).toEqual([eur({ bought: 1000, returned: 1000 })]);
  });
});

describe('the example of docs/statement.md', () => {
  const october = [topUp('cs_1', 500, 2700), topUp('cs_2', 100, 600), debit(200)];

  it('with 350 used in the second month', () => {
    const book = bought(...october);
    expect(liabilityOf(book)).toEqual([
      eur({ bought: 3300, used: 1080, closing: 2220, credits: 400 }),
    ]);
    book.accept({ ...debit(350), at: FEBRUARY });
    book.accept({ ...returned('cs_1', 1000), at: FEBRUARY });
    expect(liabilityOf(book, '2026-02')).toEqual([
      eur({ opening: 2220, returned: 1000, used: 1220 }),
    ]);
    expect(monthOfBook(book, '2026-02').owedCredits).toBe(135);
  });

  it('with 100', () => {
    const book = bought(...october);
    book.accept({ ...debit(100), at: FEBRUARY });
    book.accept({ ...returned('cs_1', 1000), at: FEBRUARY });
    expect(liabilityOf(book, '2026-02')).toEqual([
      eur({ opening: 2220, returned: 1000, used: 539, closing: 681, credits: 115 }),
    ]);
  });
});
