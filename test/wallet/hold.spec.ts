import { describe, expect, it } from 'vitest';
import { instant } from '../../lib/wallet/instant.js';
import { available, held } from '../../lib/wallet/wallet.js';
import { debit, hold, release, topUp } from './asks.js';
import { Book, catalogWith, geospatial, openBook, service } from './book.js';

const freeAt = (book: Book, at: string): readonly number[] => {
  if (!book.wallet) throw new Error('expected an open wallet');
  return [held(book.wallet, instant(at)), available(book.wallet, instant(at))];
};

describe('hold', () => {
  it('reserves the cost and moves no credit', () => {
    const book = openBook();
    const event = book.accept(hold('h', 20));
    expect(event).toMatchObject({ credits: 40, shortfall: 0, enforced: true });
    expect(book.buckets).toEqual([100, 0, 100]);
    expect(freeAt(book, '2026-01-01T00:00:00Z')).toEqual([40, 60]);
  });

  it('reserves the last credit', () => {
    const book = openBook();
    book.accept(hold('h', 50));
    expect(freeAt(book, '2026-01-01T00:00:00Z')).toEqual([100, 0]);
  });

  it('refuses one credit more than is available, and appends nothing', () => {
    const book = new Book('2026-01-15T10:00:00Z', catalogWith({ askPrice: 1 }));
    expect(book.refuse(hold('h', 101))).toEqual({
      code: 'insufficient_credits',
      required: 101,
      available: 100,
      shortfall: 1,
    });
    expect(book.entries).toEqual([]);
  });

  it('leaves alone what another hold reserves', () => {
    const book = openBook();
    book.accept(hold('a', 30));
    expect(book.refuse(hold('b', 21))).toMatchObject({ required: 42, available: 40, shortfall: 2 });
    book.accept(hold('b', 20));
    expect(freeAt(book, '2026-01-01T00:00:00Z')).toEqual([100, 0]);
  });

  it('reserves what there is when it only warns, and records the rest as shortfall', () => {
    const book = openBook();
    const event = book.accept({ ...hold('h', 60), enforce: false });
    expect(event).toMatchObject({ credits: 100, shortfall: 20, enforced: false });
  });

  it('expires by itself: it reserves to the last millisecond and nothing after it', () => {
    const book = openBook();
    const event = book.accept(hold('h', 20, 900));
    expect(event).toMatchObject({ expiresAt: '2026-01-01T00:15:00.000Z' });
    expect(freeAt(book, '2026-01-01T00:14:59.999Z')).toEqual([40, 60]);
    expect(freeAt(book, '2026-01-01T00:15:00.000Z')).toEqual([0, 100]);
  });

  it('lets a debit have its credits once it has expired', () => {
    const book = openBook();
    book.accept(hold('h', 20, 900));
    expect(book.refuse({ ...debit(50), at: '2026-01-01T00:14:59.999Z' }).code).toBe(
      'insufficient_credits',
    );
    book.accept({ ...debit(50), at: '2026-01-01T00:15:00Z' });
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('counts its time from the wallet, which does not run backwards', () => {
    const book = openBook();
    book.accept({ ...debit(1), at: '2026-01-10T12:00:00Z' });
    const event = book.accept({ ...hold('h', 1, 60), at: '2026-01-10T11:00:00Z' });
    expect(event).toMatchObject({
      at: '2026-01-10T12:00:00.000Z',
      expiresAt: '2026-01-10T12:01:00.000Z',
    });
  });

  it('keeps the terms that a capture will settle at', () => {
    const book = openBook({ catalog: catalogWith({ version: 7 }) });
    book.accept(hold('h', 3));
    expect(book.wallet?.holds).toEqual([
      {
        key: 'h',
        product: 'geospatial',
        actionId: 'ask_ai',
        quantity: 3,
        creditsPerUnit: 2,
        credits: 6,
        expiresAt: '2026-01-01T00:15:00.000Z',
        estimatedCostPerUnit: 12_000,
        creditValue: 50_000,
        registryVersion: 7,
      },
    ]);
  });

  it('names an action that the registry does not have', () => {
    expect(openBook().refuse({ ...hold('h', 1), actionId: 'teleport' })).toEqual({
      code: 'unknown_action',
      actionId: 'teleport',
    });
  });

  it('lets only a service hold for an action that is chargeable by services', () => {
    const book = openBook();
    const satellite = { ...hold('h', 1), actionId: 'satellite_change' };
    expect(book.refuse(satellite).code).toBe('forbidden');
    book.accept({ ...satellite, actor: service });
  });

  it('keeps a service that is bound to a product away from the other one', () => {
    const book = openBook();
    const other = { ...hold('h', 1), actionId: 'deal_screen', actor: geospatial };
    expect(book.refuse(other).code).toBe('forbidden');
    book.accept({ ...hold('h', 1), actor: geospatial });
  });
});

describe('how many holds can be open', () => {
  const crowded = () => {
    const book = openBook();
    book.accept(topUp('cs_1', 5000, 100));
    book.accept(hold('h2', 1, 1200));
    book.accept(hold('first', 1, 600));
    for (let n = 3; n <= 999; n += 1) book.accept(hold(`h${n}`, 1, 1200));
    return book;
  };

  it('is a thousand; one more is refused until one is released, or the first of them expires', () => {
    const book = crowded();
    book.accept(hold('h1000', 1, 1200));
    expect(book.refuse(hold('h1001', 1)).code).toBe('limit_exceeded');
    book.accept(release('h500'));
    book.accept(hold('h500-again', 1, 1200));
    expect(book.refuse({ ...hold('h1001', 1), at: '2026-01-01T00:09:59.999Z' })).toEqual({
      code: 'limit_exceeded',
      limit: 'open_holds',
      most: 1000,
      resetsAt: '2026-01-01T00:10:00.000Z',
    });
    book.accept({ ...hold('h1001', 1), at: '2026-01-01T00:10:00Z' });
    expect(book.wallet?.holds).toHaveLength(1000);
  });

  it('forgets the one that expired first where the state is full, and still finds its entry', () => {
    const book = crowded();
    book.accept(hold('h1000', 1, 1200));
    book.accept({ ...hold('h1001', 1, 1200), at: '2026-01-01T00:10:00Z' });
    const keys = book.wallet?.holds.map(({ key }) => key);
    expect(keys).not.toContain('first');
    expect([keys?.at(0), keys?.at(-1)]).toEqual(['h2', 'h1001']);
    expect(book.accept(release('first'))).toMatchObject({ holdKey: 'first', reserved: 0 });
  });
});
