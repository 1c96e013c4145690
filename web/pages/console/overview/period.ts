/** A day of UTC: 2026-11-21. */
export type Day = string;

export const PERIODS = {
  'this-month': 'This month',
  'last-month': 'Last month',
  'last-30': 'Last 30 days',
  'last-90': 'Last 90 days',
  custom: 'Custom',
} as const;

export type PeriodName = keyof typeof PERIODS;

/** Both days are of it. One that goes on ends today. */
export type Period = { readonly name: PeriodName; readonly first: Day; readonly last: Day };

/** `day`: a point for each day; `month`: for each month, where days would be too many to be told apart. */
export type Unit = 'day' | 'month';

const DAY_MS = 86_400_000;
const MOST_DAYS = 184;

const dayOf = (milliseconds: number): Day => new Date(milliseconds).toISOString().slice(0, 10);

/** So many days after that one, or before. */
export const daysAfter = (day: Day, days: number): Day => dayOf(Date.parse(day) + days * DAY_MS);

const countOf = ({ first, last }: Pick<Period, 'first' | 'last'>): number =>
  (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;

const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

const startOfMonthBefore = (day: Day): Day => firstOfMonth(daysAfter(firstOfMonth(day), -1));

/** 2026-02-30 is none. */
const isDay = (text: string): text is Day => {
  const at = /^20\d\d-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && dayOf(at) === text;
};

export const isPeriodName = (text: string): text is PeriodName => Object.hasOwn(PERIODS, text);

/** A period by its name, as it is at that time. */
export const periodCalled = (name: Exclude<PeriodName, 'custom'>, now: Date): Period => {
  const today = dayOf(now.getTime());
  switch (name) {
    case 'this-month':
      return { name, first: firstOfMonth(today), last: today };
    case 'last-month':
      return { name, first: startOfMonthBefore(today), last: daysAfter(firstOfMonth(today), -1) };
    case 'last-30':
      return { name, first: daysAfter(today, -29), last: today };
    case 'last-90':
      return { name, first: daysAfter(today, -89), last: today };
  }
};

/** From one day to another, whichever is the earlier. */
export const customPeriod = (one: Day, other: Day): Period => {
  const [first, last] = one <= other ? [one, other] : [other, one];
  return { name: 'custom', first, last };
};

/** What an address asks for: `period=last-30`, or `from` and `to`, both included; else this month. */
export const periodIn = (query: URLSearchParams, now: Date): Period => {
  const [from, to, name] = ['from', 'to', 'period'].map((each) => query.get(each) ?? '');
  if (from && to && isDay(from) && isDay(to)) return customPeriod(from, to);
  if (name && isPeriodName(name) && name !== 'custom') return periodCalled(name, now);
  return periodCalled('this-month', now);
};

/** What a period is compared with: of a month the same days of the month before, else as many days right before it. */
export const periodBefore = ({ first, last, name }: Period): Period => {
  const start = startOfMonthBefore(first);
  const end = daysAfter(first, -1);
  if (name === 'last-month') return { name, first: start, last: end };
  const count = countOf({ first, last });
  if (name === 'this-month') {
    const sameDay = daysAfter(start, count - 1);
    return { name, first: start, last: sameDay < end ? sameDay : end };
  }
  return { name, first: daysAfter(first, -count), last: end };
};

export const unitOf = (period: Period): Unit => (countOf(period) > MOST_DAYS ? 'month' : 'day');

/** The key of each day or month of a period, also of those in which nothing happened. */
export const keysOf = (period: Period): readonly string[] => {
  const days = Array.from({ length: countOf(period) }, (_, n) => daysAfter(period.first, n));
  return unitOf(period) === 'day' ? days : [...new Set(days.map((day) => day.slice(0, 7)))];
};
