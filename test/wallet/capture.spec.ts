import { describe, expect, it } from 'vitest';
import { microEuro } from '../../lib/wallet/credits.js';
import { available, held } from '../../lib/wallet/wallet.js';
import { adjust, capture, debit, hold, release, returned, reverse } from './asks.js';
import { type Book, catalogWith, geospatial, openBook, service, user } from './book.js';

const freeNow = (book: Book): readonly number[] => {
  if (!book.wallet) throw new Error('expected an open wallet');
  return [held(book.wallet, book.now), available(book.wallet, book.now)];
};

describe('capture', () => {
  it('takes what the hold reserved, granted credits first', () => {
    const book = openBook({ purchased: 40 });
    book.accept(hold('h', 60));
    const event = book.accept(capture('h'));
    expect(event).toMatchObject({
      holdKey: 'h',
      quantity: 60,
      reserved: 120,
      fromGranted: 100,
      fromPurchased: 20,
      shortfall: 0,
      estimatedCost: 720_000,
    });
    expect(book.buckets).toEqual([0, 20, 20]);
    expect(book.wallet?.holds).toEqual([]);
  });

  it('frees the rest when the work was smaller', () => {
    const book = openBook();
    book.accept(hold('h', 40));
    expect(book.accept(capture('h', 10))).toMatchObject({
      quantity: 10,
      fromGranted: 20,
      estimatedCost: 120_000,
    });
    expect(book.buckets).toEqual([80, 0, 80]);
    expect(freeNow(book)).toEqual([0, 80]);
  });

  it('takes more than it reserved, as far as credits are available', () => {
    const book = openBook();
    book.accept(hold('h', 10));
    expect(book.accept(capture('h', 50))).toMatchObject({ fromGranted: 100, shortfall: 0 });
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('records what it could not reach as shortfall, and is not refused for it', () => {
    const book = openBook();
    book.accept(hold('h', 10));
    const event = book.accept(capture('h', 51));
    expect(event).toMatchObject({ fromGranted: 100, shortfall: 2, enforced: true });
  });

  it('leaves alone what other holds reserve', () => {
    const book = openBook();
    book.accept(hold('a', 20));
    book.accept(hold('b', 20));
    expect(book.accept(capture('a', 50))).toMatchObject({ fromGranted: 60, shortfall: 40 });
    expect(freeNow(book)).toEqual([40, 0]);
  });

  it('settles at the price and cost of the version that it was held under', () => {
    const book = openBook({ catalog: catalogWith({ version: 1, askPrice: 2 }) });
    book.accept(hold('h', 10));
    const later = catalogWith({ version: 2, askPrice: 9 });
    book.catalog = { ...later, actions: new Map(), creditValue: microEuro(70_000) };
    expect(book.accept(capture('h'))).toMatchObject({
      creditsPerUnit: 2,
      fromGranted: 20,
      estimatedCost: 120_000,
      creditValue: 50_000,
      registryVersion: 1,
    });
  });

  it('takes from what is left when a clawback took what was reserved', () => {
    const book = openBook({ purchased: 100 });
    book.accept(hold('h', 80));
    book.accept(returned('cs_funding', 1000));
    book.accept(adjust(10));
    expect(book.accept(capture('h'))).toMatchObject({ fromGranted: 100, fromPurchased: 10 });
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('takes nothing from a balance below zero', () => {
    const book = openBook({ purchased: 100 });
    book.accept(hold('h', 25));
    book.accept({ ...hold('other', 75), actor: service });
    book.accept(capture('other'));
    book.accept(returned('cs_funding', 1000));
    expect(book.buckets).toEqual([0, -50, -50]);
    expect(book.accept(capture('h'))).toMatchObject({
      reserved: 50,
      fromGranted: 0,
      fromPurchased: 0,
      shortfall: 50,
    });
  });

  it('takes only granted credits while purchased ones are below zero', () => {
    const book = openBook({ purchased: 100 });
    book.accept(debit(75));
    book.accept(returned('cs_funding', 1000));
    book.accept({ ...hold('h', 10), at: '2026-02-01T00:00:00Z' });
    expect(book.buckets).toEqual([100, -50, 50]);
    expect(book.accept(capture('h', 30))).toMatchObject({
      fromGranted: 50,
      fromPurchased: 0,
      shortfall: 10,
    });
    expect(book.buckets).toEqual([50, -50, 0]);
  });
});

describe('capture after the hold expired', () => {
  it('reserves to the last millisecond; from then on it stands behind the holds that are open', () => {
    const late = (at: string) => {
      const book = openBook({ purchased: 100 });
      book.accept(hold('h', 20, 900));
      book.accept(hold('other', 80, 3600));
      book.accept(adjust(-30));
      return book.accept({ ...capture('h'), at });
    };
    expect(late('2026-01-01T00:14:59.999Z')).toMatchObject({ reserved: 40, fromGranted: 40 });
    expect(late('2026-01-01T00:15:00.000Z')).toMatchObject({
      reserved: 0,
      fromGranted: 10,
      shortfall: 30,
    });
  });

  it('finds the hold in the wallet to the last millisecond of seven days, then by its entry', () => {
    for (const [at, kept] of [
      ['2026-01-08T00:14:59.999Z', 1],
      ['2026-01-08T00:15:00.000Z', 0],
      ['2026-09-01T00:00:00.000Z', 0],
    ] as const) {
      const book = openBook();
      book.accept(hold('h', 20));
      book.accept({ ...debit(1), at });
      expect(book.wallet?.holds).toHaveLength(kept);
      expect(book.accept(capture('h'))).toMatchObject({ at, reserved: 0, fromGranted: 40 });
    }
  });
});

describe('a hold is settled once', () => {
  const settled = { code: 'hold_settled', holdKey: 'h' };

  it('is not captured or released after a capture', () => {
    const book = openBook();
    book.accept(hold('h', 20));
    book.accept(capture('h', 1));
    expect(book.refuse(capture('h'))).toEqual(settled);
    expect(book.refuse(release('h'))).toEqual(settled);
    expect(book.buckets).toEqual([98, 0, 98]);
  });

  it('is not captured after a release', () => {
    const book = openBook();
    book.accept(hold('h', 20));
    book.accept(release('h'));
    expect(book.refuse(capture('h'))).toEqual(settled);
  });

  it('stays settled long after the wallet forgot it, and after its capture was reversed', () => {
    const book = openBook();
    book.accept(hold('h', 20));
    book.accept({ ...capture('h'), key: 'c', at: '2026-03-01T00:00:00Z' });
    book.accept(reverse('c'));
    expect(book.refuse({ ...capture('h'), at: '2027-01-01T00:00:00Z' })).toEqual(settled);
  });

  it('must have been placed', () => {
    const book = openBook();
    book.accept({ ...debit(1), key: 'd' });
    for (const key of ['nothing', 'd']) {
      expect(book.refuse(capture(key))).toEqual({ code: 'unknown_hold', holdKey: key });
    }
  });
});

describe('who may capture', () => {
  it('lets a user capture all of a hold, or more, but not less', () => {
    const book = openBook();
    book.accept(hold('a', 5));
    book.accept(hold('b', 5));
    expect(book.refuse({ ...capture('a', 4), actor: user })).toMatchObject({ code: 'forbidden' });
    book.accept({ ...capture('a', 5), actor: user });
    book.accept({ ...capture('b'), actor: user });
    book.accept(hold('c', 5));
    book.accept({ ...capture('c', 6), actor: user });
    expect(book.buckets).toEqual([68, 0, 68]);
  });

  it('keeps a service that is bound to a product away from the other one', () => {
    const book = openBook();
    book.accept({ ...hold('h', 1), actionId: 'deal_screen' });
    expect(book.refuse({ ...capture('h'), actor: geospatial }).code).toBe('forbidden');
    book.accept({ ...capture('h'), actor: service });
  });
});
