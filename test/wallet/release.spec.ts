import { describe, expect, it } from 'vitest';
import { available } from '../../lib/wallet/wallet.js';
import { debit, hold, release } from './asks.js';
import { admin, geospatial, openBook, user } from './book.js';

describe('release', () => {
  it('gives back what the hold reserved', () => {
    const book = openBook();
    book.accept(hold('h', 50));
    expect(book.accept(release('h'))).toMatchObject({
      holdKey: 'h',
      product: 'geospatial',
      actionId: 'ask_ai',
      reserved: 100,
    });
    expect(book.wallet?.holds).toEqual([]);
    expect(book.wallet && available(book.wallet, book.now)).toBe(100);
    expect(book.buckets).toEqual([100, 0, 100]);
  });

  it('leaves the other holds alone', () => {
    const book = openBook();
    book.accept(hold('a', 10));
    book.accept(hold('b', 20));
    book.accept(release('a'));
    expect(book.wallet?.holds.map(({ key }) => key)).toEqual(['b']);
  });

  it('gives back nothing once the hold expired, which freed it already', () => {
    for (const [at, reserved] of [
      ['2026-01-01T00:14:59.999Z', 100],
      ['2026-01-01T00:15:00.000Z', 0],
      ['2026-01-08T00:15:00.000Z', 0],
    ] as const) {
      const book = openBook();
      book.accept(hold('h', 50));
      expect(book.accept({ ...release('h'), at })).toMatchObject({ reserved });
    }
  });

  it('settles the hold, once', () => {
    const book = openBook();
    book.accept(hold('h', 50));
    book.accept(release('h'));
    expect(book.refuse(release('h'))).toEqual({ code: 'hold_settled', holdKey: 'h' });
  });

  it('names a hold that was never placed', () => {
    const book = openBook();
    book.accept({ ...debit(1), key: 'd' });
    expect(book.refuse(release('d'))).toEqual({ code: 'unknown_hold', holdKey: 'd' });
  });

  it('is not for users: they would have the work and take its price back', () => {
    const book = openBook();
    book.accept(hold('h', 50));
    expect(book.refuse({ ...release('h'), actor: user }).code).toBe('forbidden');
    book.accept({ ...release('h'), actor: admin });
  });

  it('keeps a service that is bound to a product away from the other one', () => {
    const book = openBook();
    book.accept({ ...hold('other', 1), actionId: 'deal_screen' });
    book.accept(hold('own', 1));
    expect(book.refuse({ ...release('other'), actor: geospatial }).code).toBe('forbidden');
    book.accept({ ...release('own'), actor: geospatial });
  });
});
