import type { ClockTo } from './steps.js';

/** How many milliseconds it is to where the clock jumps: among others to both sides of every midnight that matters. */
export const durationTo = (to: ClockTo, by: number, now: number): number => {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (to) {
    case 'later':
      return by;
    case 'month start':
      return Date.UTC(year, month + 1) + (by < 60_000 ? by : 0) - now;
    case 'month end':
      return Date.UTC(year, month + 1) - 1 - now;
    case 'year end':
      return Date.UTC(year + 1, 0) - 1 - now;
    case 'leap day':
      return Date.UTC(year - (year % 4) + 4, 1, 29) - now;
  }
};
