import { describe, expect, it } from 'vitest';
import {
  fileName,
  isMonth,
  lastClosed,
  monthsFrom,
} from '../../../../web/pages/console/statement/months.js';

describe('months', () => {
  it('follow one another over the turn of the year', () => {
    expect(monthsFrom('2026-12', 1)).toBe('2027-01');
    expect(monthsFrom('2026-01', -1)).toBe('2025-12');
    expect(monthsFrom('2026-11', -14)).toBe('2025-09');
  });

  it('are told from what is none', () => {
    expect(['2026-11', '2026-13', '2026-1', '2026-00', '', 'next'].map(isMonth)).toEqual([
      true,
      ...Array(5).fill(false),
    ]);
  });

  it('close a quarter of an hour after their end', () => {
    expect(lastClosed(new Date('2026-12-01T00:14:59Z'))).toBe('2026-10');
    expect(lastClosed(new Date('2026-12-01T00:15:00Z'))).toBe('2026-11');
    expect(lastClosed(new Date('2026-01-31T23:59:59Z'))).toBe('2025-12');
  });

  it('have files that are called as the command’s are', () => {
    expect(fileName('2026-11', undefined)).toBe('2026-11.csv');
    expect(fileName('2026-11', 'ada')).toBe('2026-11-ada.csv');
  });
});
