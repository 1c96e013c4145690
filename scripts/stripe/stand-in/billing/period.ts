/** How often something is billed. */
export type Every = {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly interval_count: number;
};

/** Unix seconds, the end excluded. */
export type Period = { readonly start: number; readonly end: number };

const DAY = 24 * 60 * 60;

/**
 * A moment so many intervals after another (before, if negative), in UTC. What starts on the 31st falls on the last day
 * of a shorter month, and on the 31st again in the next long one.
 */
export const later = (
  anchor: number,
  { interval, interval_count: count }: Every,
  times: number,
): number => {
  const intervals = count * times;
  if (interval === 'day') return anchor + intervals * DAY;
  if (interval === 'week') return anchor + intervals * 7 * DAY;
  return monthsLater(anchor, interval === 'month' ? intervals : 12 * intervals);
};

const monthsLater = (anchor: number, months: number): number => {
  const from = new Date(anchor * 1_000);
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const days = Math.min(from.getUTCDate(), last) - 1;
  return first.getTime() / 1_000 + days * DAY + (anchor % DAY);
};

/** The cycle, counted from an anchor before or after, that a moment lies in. */
export const cycleAt = (anchor: number, every: Every, moment: number): Period => {
  let cycle = 0;
  while (later(anchor, every, cycle + 1) <= moment) cycle += 1;
  while (later(anchor, every, cycle) > moment) cycle -= 1;
  return { start: later(anchor, every, cycle), end: later(anchor, every, cycle + 1) };
};

/** What is left of an amount for a whole cycle when there is only the time from a moment to its end; by the second. */
export const partFrom = (amount: number, moment: number, cycle: Period): number =>
  Math.round((amount * (cycle.end - moment)) / (cycle.end - cycle.start));
