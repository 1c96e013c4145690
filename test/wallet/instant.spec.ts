import { describe, expect, it } from 'vitest';
import { instant, later, milliseconds, secondsAfter } from '../../lib/wallet/instant.js';

describe('instant', () => {
  it('has one form, whatever form it was given in', () => {
    const same = '2026-01-31T23:59:00.000Z';
    expect(instant('2026-01-31T23:59:00Z')).toBe(same);
    expect(instant('2026-02-01T01:59:00.000+02:00')).toBe(same);
    expect(instant(Date.UTC(2026, 0, 31, 23, 59))).toBe(same);
    expect(milliseconds(instant(same))).toBe(Date.UTC(2026, 0, 31, 23, 59));
  });

  it('refuses what is no time', () => {
    for (const value of ['', 'soon', '2026-13-01T00:00:00Z', Number.NaN, 1e20]) {
      expect(() => instant(value)).toThrow(RangeError);
    }
  });

  it('refuses a time without a zone, which each machine would read differently', () => {
    for (const value of ['2026-01-31T23:59:00', '2026-01-31T23:59', 'Jan 31 2026', '2026-01-31']) {
      expect(() => instant(value)).toThrow(RangeError);
    }
  });

  it('refuses years of more or less than four digits, whose text order is not time order', () => {
    expect(instant(253_402_300_799_999)).toBe('9999-12-31T23:59:59.999Z');
    expect(() => instant(253_402_300_800_000)).toThrow(RangeError);
    expect(instant('0000-01-01T00:00:00Z')).toBe('0000-01-01T00:00:00.000Z');
    expect(() => instant(-62_167_219_200_001)).toThrow(RangeError);
  });

  it('counts seconds across a day, a leap day and a year', () => {
    const plus = (at: string, seconds: number) => secondsAfter(instant(at), seconds);
    expect(plus('2026-12-31T23:59:59.500Z', 1)).toBe('2027-01-01T00:00:00.500Z');
    expect(plus('2028-02-28T23:59:59Z', 1)).toBe('2028-02-29T00:00:00.000Z');
    expect(plus('2026-03-29T00:00:00Z', 86_400)).toBe('2026-03-30T00:00:00.000Z');
  });

  it('knows which of two is later', () => {
    const [a, b] = [instant('2026-01-01T00:00:00Z'), instant('2026-01-01T00:00:00.001Z')];
    expect([later(a, b), later(b, a), later(a, a)]).toEqual([b, b, a]);
  });
});
