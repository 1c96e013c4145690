import { describe, expect, it } from 'vitest';
import {
  atLeastNone,
  credits,
  least,
  microEuro,
  NONE,
  proportion,
} from '../../lib/wallet/credits.js';

const MOST = Number.MAX_SAFE_INTEGER;

describe('credits and micro-euros', () => {
  it('are whole, of either sign, as far as a number is exact', () => {
    for (const value of [0, 1, -1, MOST, -MOST]) {
      expect(credits(value)).toBe(value);
      expect(microEuro(value)).toBe(value);
    }
    for (const value of [0.5, MOST + 1, -MOST - 1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => credits(value)).toThrow(RangeError);
      expect(() => microEuro(value)).toThrow(RangeError);
    }
  });

  it('know no negative zero, which stored and read again would be another value', () => {
    expect(Object.is(credits(-0), 0)).toBe(true);
    expect(Object.is(atLeastNone(-0), 0)).toBe(true);
  });

  it('can be compared and cut off at none', () => {
    expect(least(credits(3), credits(-2), credits(7))).toBe(-2);
    expect([atLeastNone(-1), atLeastNone(0), atLeastNone(1)]).toEqual([NONE, 0, 1]);
  });
});

describe('a proportion', () => {
  it('is rounded down or up, and left alone where it is whole', () => {
    expect(proportion(credits(100), 1, 3, 'down')).toBe(33);
    expect(proportion(credits(100), 1, 3, 'up')).toBe(34);
    expect(proportion(credits(100), 1, 4, 'down')).toBe(25);
    expect(proportion(credits(100), 1, 4, 'up')).toBe(25);
    expect(proportion(credits(100), 0, 4, 'up')).toBe(0);
    expect(proportion(NONE, 3, 4, 'up')).toBe(0);
  });

  it('is exact where the product is beyond what a float can hold', () => {
    expect(proportion(credits(MOST), MOST, MOST, 'down')).toBe(MOST);
    expect(proportion(credits(MOST), MOST - 1, MOST, 'up')).toBe(MOST - 1);
    // 9,007,199,254,740,991 × 2,678,399,999 / 2,678,400,000 = 9,007,199,251,378,088.05…
    expect(proportion(credits(MOST), 2_678_399_999, 2_678_400_000, 'down')).toBe(
      9_007_199_251_378_088,
    );
    expect(proportion(credits(MOST), 2_678_399_999, 2_678_400_000, 'up')).toBe(
      9_007_199_251_378_089,
    );
  });
});
