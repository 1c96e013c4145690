import { describe, expect, it } from 'vitest';
import { capture, debit, hold, release, reverse, toPlan } from './asks.js';
import { admin, catalogWith, geospatial, openBook, user } from './book.js';

/** 100 granted and 40 purchased credits, of which the debit `d` took 100 and 20. */
const spent = () => {
  const book = openBook({ purchased: 40 });
  book.accept({ ...debit(60), key: 'd' });
  return book;
};

describe('reversal', () => {
  it('gives a whole debit back to the buckets that it came from', () => {
    const book = spent();
    expect(book.accept(reverse('d'))).toMatchObject({
      debit: 'CZ_SMCR|debit|d',
      product: 'geospatial',
      actionId: 'ask_ai',
      credits: 120,
      toPurchased: 20,
      toGranted: 100,
      keptBack: 0,
      reason: 'the answer was empty',
    });
    expect(book.buckets).toEqual([100, 40, 140]);
  });

  it('gives back first what was taken last: purchased credits, then granted ones', () => {
    const book = spent();
    expect(book.accept(reverse('d', 20))).toMatchObject({ toPurchased: 20, toGranted: 0 });
    expect(book.accept(reverse('d', 1))).toMatchObject({ toPurchased: 0, toGranted: 1 });
    expect(book.buckets).toEqual([1, 40, 41]);
  });

  it('ends the same in two parts as in one of their sum', () => {
    for (const first of [1, 19, 20, 21, 69]) {
      const parts = spent();
      parts.accept(reverse('d', first));
      parts.accept(reverse('d', 70 - first));
      const whole = spent();
      whole.accept(reverse('d', 70));
      expect(parts.buckets).toEqual(whole.buckets);
    }
  });

  it('takes the rest of the debit when no amount is given', () => {
    const book = spent();
    book.accept(reverse('d', 119));
    expect(book.accept(reverse('d'))).toMatchObject({ credits: 1, toGranted: 1 });
    expect(book.buckets).toEqual([100, 40, 140]);
  });

  it('never gives back more than the debit took', () => {
    const book = spent();
    expect(book.refuse(reverse('d', 121))).toEqual({
      code: 'reversal_exceeds_debit',
      debitKey: 'd',
      reversible: 120,
    });
    book.accept(reverse('d', 50));
    expect(book.refuse(reverse('d', 71))).toMatchObject({ reversible: 70 });
    book.accept(reverse('d', 70));
    expect(book.refuse(reverse('d', 1))).toMatchObject({ reversible: 0 });
    expect(book.refuse(reverse('d'))).toMatchObject({ reversible: 0 });
    expect(book.buckets).toEqual([100, 40, 140]);
  });

  it('gives back at least one credit', () => {
    const book = spent();
    expect(book.refuse(reverse('d', 0)).code).toBe('reversal_exceeds_debit');
    expect(book.refuse(reverse('d', -1)).code).toBe('reversal_exceeds_debit');
    book.accept(reverse('d', 1));
  });

  it('does not give back a shortfall, which was never taken', () => {
    const book = openBook();
    book.accept({ ...debit(60), key: 'd', enforce: false });
    expect(book.refuse(reverse('d', 101))).toMatchObject({ reversible: 100 });
    expect(book.accept(reverse('d'))).toMatchObject({ credits: 100 });
  });

  it('keeps back what no longer fits under the cap, and counts it as given back', () => {
    const book = openBook({ catalog: catalogWith({ base: { monthlyGrant: 100, softCap: 130 } }) });
    book.accept({ ...debit(40), key: 'd' });
    book.accept({ ...debit(1), at: '2026-02-01T00:00:00Z' });
    expect(book.buckets).toEqual([118, 0, 118]);
    expect(book.accept(reverse('d', 12))).toMatchObject({ toGranted: 12, keptBack: 0 });
    expect(book.accept(reverse('d', 1))).toMatchObject({ toGranted: 0, keptBack: 1 });
    expect(book.refuse(reverse('d', 68))).toMatchObject({ reversible: 67 });
    expect(book.accept(reverse('d'))).toMatchObject({ credits: 67, toGranted: 0, keptBack: 67 });
    expect(book.buckets).toEqual([130, 0, 130]);
  });

  it('gives purchased credits back beyond the cap, which does not bound them', () => {
    const book = openBook({ purchased: 900 });
    book.accept({ ...toPlan('professional'), actor: admin });
    book.accept({ ...debit(900), key: 'd' });
    book.accept({ ...toPlan('base'), actor: admin });
    book.accept({ ...debit(1), at: '2026-06-01T00:00:00Z' });
    expect(book.buckets).toEqual([298, 100, 398]);
    expect(book.accept(reverse('d'))).toMatchObject({
      toPurchased: 800,
      toGranted: 2,
      keptBack: 998,
    });
    expect(book.buckets).toEqual([300, 900, 1200]);
  });
});

describe('what a reversal names', () => {
  const both = () => {
    const book = openBook();
    book.accept(hold('h', 10));
    book.accept({ ...capture('h'), key: 'same' });
    return book;
  };

  it('is a debit or a capture', () => {
    const book = both();
    expect(book.accept(reverse('same'))).toMatchObject({
      debit: 'CZ_SMCR|capture|same',
      credits: 20,
    });
    expect(book.buckets).toEqual([100, 0, 100]);
  });

  it('is the debit where a debit and a capture share the key, unless it says which', () => {
    const book = both();
    book.accept({ ...debit(1), key: 'same' });
    expect(book.accept(reverse('same'))).toMatchObject({ debit: 'CZ_SMCR|debit|same', credits: 2 });
    expect(book.accept({ ...reverse('same'), debitKind: 'capture' })).toMatchObject({
      debit: 'CZ_SMCR|capture|same',
      credits: 20,
    });
  });

  it('is nothing else', () => {
    const book = both();
    book.accept(hold('h2', 1));
    book.accept({ ...release('h2'), key: 'r' });
    for (const key of ['nothing', 'h', 'r']) {
      expect(book.refuse(reverse(key))).toEqual({ code: 'unknown_debit', debitKey: key });
    }
    expect(book.refuse({ ...reverse('same'), debitKind: 'debit' }).code).toBe('unknown_debit');
  });
});

describe('who may reverse', () => {
  it('is a service or an operator, not a user', () => {
    const book = spent();
    expect(book.refuse({ ...reverse('d'), actor: user }).code).toBe('forbidden');
    book.accept({ ...reverse('d', 1), actor: admin });
  });

  it('keeps a service that is bound to a product away from the other one', () => {
    const book = openBook();
    book.accept({ ...debit(1, 'deal_screen'), key: 'other' });
    book.accept({ ...debit(1), key: 'own' });
    expect(book.refuse({ ...reverse('other'), actor: geospatial }).code).toBe('forbidden');
    book.accept({ ...reverse('own'), actor: geospatial });
  });
});
