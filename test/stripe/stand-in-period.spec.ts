import { describe, expect, it } from 'vitest';
import { cycleAt, later, partFrom } from '../../scripts/stripe/stand-in/billing/period.js';

const at = (moment: string): number => Date.parse(moment) / 1_000;
const shown = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 19);

const monthly = { interval: 'month', interval_count: 1 } as const;

describe('a cycle of months', () => {
  it('that begins on the 31st falls on the last day of shorter ones, and on the 31st again', () => {
    const anchor = at('2026-01-31T10:00:00Z');
    expect([1, 2, 3, -2].map((times) => shown(later(anchor, monthly, times)))).toEqual([
      '2026-02-28T10:00:00',
      '2026-03-31T10:00:00',
      '2026-04-30T10:00:00',
      '2025-11-30T10:00:00',
    ]);
  });

  it.each([
    ['2026-02-28T09:59:59Z', '2026-01-31T10:00:00', '2026-02-28T10:00:00'],
    ['2026-02-28T10:00:00Z', '2026-02-28T10:00:00', '2026-03-31T10:00:00'],
    ['2025-12-31T09:59:59Z', '2025-11-30T10:00:00', '2025-12-31T10:00:00'],
  ])('at %s goes from %s to %s', (moment, start, end) => {
    const cycle = cycleAt(at('2026-01-31T10:00:00Z'), monthly, at(moment));
    expect([shown(cycle.start), shown(cycle.end)]).toEqual([start, end]);
  });
});

it.each([
  ['day', 3, '2026-03-04T00:00:00'],
  ['week', 2, '2026-03-15T00:00:00'],
  ['month', 6, '2026-09-01T00:00:00'],
  ['year', 1, '2027-03-01T00:00:00'],
] as const)('a %s, %i times over, is counted in UTC', (interval, interval_count, end) => {
  expect(shown(later(at('2026-03-01T00:00:00Z'), { interval, interval_count }, 1))).toBe(end);
});

it('a part of an amount is rounded to the nearest unit', () => {
  const cycle = { start: 0, end: 1_000 };
  expect([1, 500, 501, 999, 1_000].map((moment) => partFrom(3, moment, cycle))).toEqual([
    3, 2, 1, 0, 0,
  ]);
});
