import type { Brand } from './brand.js';
import { type Instant, instant, milliseconds } from './instant.js';

/** A UTC calendar month, `2026-02`. Text order is time order. */
export type Month = Brand<string, 'Month'>;

/** @throws RangeError when `value` is not `YYYY-MM`. */
export const month = (value: string): Month => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) throw new RangeError(`not a month: ${value}`);
  return value as Month;
};

export const monthOf = (at: Instant): Month => month(at.slice(0, 7));

const monthAt = (year: number, index: number): Month =>
  month(instant(Date.UTC(year, index)).slice(0, 7));

export const monthBefore = (of: Month): Month =>
  monthAt(Number(of.slice(0, 4)), Number(of.slice(5)) - 2);

export const monthAfter = (of: Month): Month =>
  monthAt(Number(of.slice(0, 4)), Number(of.slice(5)));

/** The last month that had begun before `at`; at the first instant of a month it is the one before. */
export const lastBegunBefore = (at: Instant): Month => monthOf(instant(milliseconds(at) - 1));

/** Every month after `last`, up to and with `until`; none when `until` is not later. */
export const monthsSince = (last: Month, until: Month): readonly Month[] => {
  const months: Month[] = [];
  for (let next = last; next < until; ) {
    next = monthAfter(next);
    months.push(next);
  }
  return months;
};

export const startOf = (of: Month): Instant => instant(`${of}-01T00:00:00Z`);

/** How much of its month is left at `at`, in milliseconds: the whole month on its first instant. */
export const shareLeft = (at: Instant): { readonly left: number; readonly whole: number } => {
  const from = milliseconds(startOf(monthOf(at)));
  const to = milliseconds(startOf(monthAfter(monthOf(at))));
  return { left: to - milliseconds(at), whole: to - from };
};
