import { describe, expect, it } from 'vitest';
import { instant } from '../../lib/wallet/instant.js';
import {
  month,
  monthAfter,
  monthBefore,
  monthOf,
  monthsSince,
  shareLeft,
  startOf,
} from '../../lib/wallet/month.js';

describe('month', () => {
  it('is the UTC month of an instant, on both sides of its turn', () => {
    expect(monthOf(instant('2026-01-31T23:59:59.999Z'))).toBe('2026-01');
    expect(monthOf(instant('2026-02-01T00:00:00.000Z'))).toBe('2026-02');
    expect(monthOf(instant('2026-02-01T00:30:00+01:00'))).toBe('2026-01');
  });

  it('is written as a year and a month', () => {
    expect(month('2026-12')).toBe('2026-12');
    for (const text of ['2026-00', '2026-13', '2026-1', '26-01', '2026-01-01', ' 2026-01', '']) {
      expect(() => month(text)).toThrow(RangeError);
    }
  });

  it('is followed and preceded across the end of the year', () => {
    expect(monthAfter(month('2026-12'))).toBe('2027-01');
    expect(monthAfter(month('2026-01'))).toBe('2026-02');
    expect(monthBefore(month('2026-01'))).toBe('2025-12');
    expect(monthBefore(month('2026-12'))).toBe('2026-11');
  });

  it('starts at midnight UTC', () => {
    expect(startOf(month('2028-02'))).toBe('2028-02-01T00:00:00.000Z');
  });
});

describe('months since', () => {
  it('are none, one or many, without the first and with the last', () => {
    expect(monthsSince(month('2026-01'), month('2026-01'))).toEqual([]);
    expect(monthsSince(month('2026-01'), month('2026-02'))).toEqual(['2026-02']);
    expect(monthsSince(month('2026-11'), month('2027-02'))).toEqual([
      '2026-12',
      '2027-01',
      '2027-02',
    ]);
  });

  it('are none for a month that is over', () => {
    expect(monthsSince(month('2026-02'), month('2025-12'))).toEqual([]);
  });
});

describe('the share of a month that is left', () => {
  const days = (at: string) => {
    const { left, whole } = shareLeft(instant(at));
    return [left / 86_400_000, whole / 86_400_000];
  };

  it('is the whole of it on its first instant, and a millisecond on its last', () => {
    expect(days('2026-01-01T00:00:00Z')).toEqual([31, 31]);
    expect(shareLeft(instant('2026-01-31T23:59:59.999Z')).left).toBe(1);
  });

  it('knows short months, leap days, and months in which clocks are changed', () => {
    expect(days('2027-02-28T00:00:00Z')).toEqual([1, 28]);
    expect(days('2028-02-28T00:00:00Z')).toEqual([2, 29]);
    expect(days('2026-03-15T00:00:00Z')).toEqual([17, 31]);
    expect(days('2026-04-15T00:00:00Z')).toEqual([16, 30]);
  });
});
