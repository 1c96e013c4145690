import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimal,
  marginPercent,
  placesOf,
  units,
} from '../../../../web/pages/console/registry/amounts.js';

describe('an amount', () => {
  it.each([
    [12_000, '0.012'],
    [50_000, '0.05'],
    [1, '0.000001'],
    [1_000_000, '1.00'],
    [1_000_000_000, '1000.00'],
    [0, '0.00'],
    [-2_500_000, '-2.50'],
  ])('of %d micro-euros is written as %s', (micro, text) => {
    const least = micro === 12_000 || micro === 1 ? 0 : 2;
    expect(decimal(micro, 6, least)).toBe(text);
  });

  it.each([
    ['0.012', 12_000],
    ['.5', 500_000],
    ['1.', 1_000_000],
    ['0.0120000000', 12_000],
    ['-1', -1_000_000],
    [' 2 ', 2_000_000],
  ])('%s is read to the micro-euro', (text, micro) => {
    expect(units(text, 6)).toBe(micro);
  });

  it.each(['', '.', '-', '0.0000001', '1,5', '1,000', '1e3', 'free', '1.2.3', '9007199254740993'])(
    '%s is none',
    (text) => {
      expect(units(text, 6)).toBeUndefined();
    },
  );

  it('comes back as it was, whatever it was', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), (value, places) => {
        expect(units(decimal(value, places), places)).toBe(value);
      }),
    );
  });

  it('has as many places as its currency', () => {
    expect(['eur', 'jpy', 'kwd', 'eu', undefined].map(placesOf)).toEqual([2, 0, 3, 2, 2]);
  });
});

describe('a margin', () => {
  it('is what is left of the value after the cost', () => {
    expect(marginPercent(50_000, 12_000)).toBe(76);
    expect(marginPercent(50_000, 60_000)).toBe(-20);
    expect(marginPercent(50_000, 0)).toBe(100);
  });

  it('is none where nothing is earned', () => {
    expect(marginPercent(0, 12_000)).toBeNull();
  });
});
