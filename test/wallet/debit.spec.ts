import { describe, expect, it } from 'vitest';
import { Book, catalogWith, geospatial, openBook, service } from './book.js';

const debit = (quantity: number, actionId = 'ask_ai') =>
  ({ type: 'DebitCredits', actionId, quantity }) as const;

describe('debit', () => {
  it('opens the wallet, grants the month and takes the cost, in this order', () => {
    const book = new Book('2026-01-15T10:00:00Z');
    book.accept(debit(3));
    expect(book.kinds).toEqual(['open', 'grant', 'debit']);
    expect(book.buckets).toEqual([94, 0, 94]);
  });

  it('spends the last credit', () => {
    const book = new Book('2026-01-15T10:00:00Z');
    book.accept(debit(50));
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('refuses one credit more than is available, and appends nothing, not even the opening', () => {
    const book = new Book('2026-01-15T10:00:00Z', catalogWith({ askPrice: 1 }));
    expect(book.refuse(debit(101))).toEqual({
      code: 'insufficient_credits',
      required: 101,
      available: 100,
      shortfall: 1,
    });
    expect(book.entries).toEqual([]);
  });

  it('burns granted credits before purchased ones', () => {
    const book = openBook({ purchased: 40 });
    const event = book.accept(debit(60));
    expect(event).toMatchObject({ fromGranted: 100, fromPurchased: 20, shortfall: 0 });
    expect(book.buckets).toEqual([0, 20, 20]);
  });

  it('leaves alone what a hold reserves', () => {
    const book = openBook();
    book.accept({ type: 'PlaceHold', actionId: 'ask_ai', quantity: 20, expiresInSeconds: 900 });
    expect(book.refuse(debit(31))).toMatchObject({ required: 62, available: 60, shortfall: 2 });
    book.accept(debit(30));
    expect(book.buckets).toEqual([40, 0, 40]);
  });

  it('takes what there is when it only warns, and records the rest as shortfall', () => {
    const book = openBook();
    const event = book.accept({ ...debit(60), enforce: false });
    expect(event).toMatchObject({
      fromGranted: 100,
      fromPurchased: 0,
      shortfall: 20,
      enforced: false,
    });
    expect(book.buckets).toEqual([0, 0, 0]);
  });

  it('resolves price, cost and value when it is written', () => {
    const event = openBook().accept(debit(3));
    expect(event).toMatchObject({
      product: 'geospatial',
      creditsPerUnit: 2,
      estimatedCost: 36_000,
      creditValue: 50_000,
    });
  });

  it('names an action that the registry does not have', () => {
    expect(openBook().refuse(debit(1, 'teleport'))).toEqual({
      code: 'unknown_action',
      actionId: 'teleport',
    });
  });

  it('lets only a service charge an action that is chargeable by services', () => {
    const book = openBook();
    expect(book.refuse(debit(1, 'satellite_change')).code).toBe('forbidden');
    book.accept({ ...debit(1, 'satellite_change'), actor: service });
  });

  it('keeps a service that is bound to a product away from the other one', () => {
    const book = openBook();
    expect(book.refuse({ ...debit(1, 'deal_screen'), actor: geospatial }).code).toBe('forbidden');
    book.accept({ ...debit(1, 'ask_ai'), actor: geospatial });
  });

  it.each([0, -1, 1.5, 1_000_001])(
    'takes a quantity of %s for a bug, whoever let it in',
    (quantity) => {
      expect(() => openBook().decide(debit(quantity))).toThrow(RangeError);
    },
  );

  it('does not let time run backwards', () => {
    const book = openBook();
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    const event = book.accept({ ...debit(1), at: '2026-01-31T23:59:59.999Z' });
    expect(event.at).toBe('2026-02-01T00:00:00.000Z');
    expect(book.kinds.filter((kind) => kind === 'grant')).toHaveLength(2);
  });
});
