/** Numbers and times as the reader's language writes them. Months, days and hours are UTC, as in the ledger. */
const PAGE = document.documentElement.lang;

/** The reader's own kind of the page's language: of English as in Britain, 5 Nov, as in the States, Nov 5. */
const LANGUAGE =
  navigator.languages.find((each) => each.split('-')[0] === PAGE) ?? (PAGE || navigator.language);

const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const signed = new Intl.NumberFormat(LANGUAGE, { signDisplay: 'exceptZero' });
const compact = new Intl.NumberFormat(LANGUAGE, { notation: 'compact', maximumFractionDigits: 1 });
const euro = new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency: 'EUR' });
const euroCompact = new Intl.NumberFormat(LANGUAGE, {
  style: 'currency',
  currency: 'EUR',
  notation: 'compact',
  maximumFractionDigits: 1,
});
const percent = new Intl.NumberFormat(LANGUAGE, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const change = new Intl.NumberFormat(LANGUAGE, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const UTC = { timeZone: 'UTC' } as const;
const day = new Intl.DateTimeFormat(LANGUAGE, { ...UTC, dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(LANGUAGE, {
  ...UTC,
  dateStyle: 'medium',
  timeStyle: 'medium',
});
const shortDay = new Intl.DateTimeFormat(LANGUAGE, { ...UTC, day: 'numeric', month: 'short' });
const shortMonth = new Intl.DateTimeFormat(LANGUAGE, { ...UTC, month: 'short', year: '2-digit' });
const ago = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' });
const month = new Intl.DateTimeFormat(LANGUAGE, { ...UTC, month: 'long', year: 'numeric' });

/** A sign that screen readers say and that is as wide as a plus. */
const minus = (text: string): string => text.replace('-', '−');

export const format = {
  /** Credits, counts. */
  number: (value: number): string => minus(whole.format(value)),
  /** What came and went: +120, −15. */
  delta: (value: number): string => minus(signed.format(value)),
  /** For axes and tiles: 1.2K. */
  short: (value: number): string => minus(compact.format(value)),
  /** Of an amount in euros. */
  euros: (value: number): string => minus(euro.format(value)),
  shortEuros: (value: number): string => minus(euroCompact.format(value)),
  /** Of a number out of a hundred, as the metrics have it; a dash where there is none. */
  percent: (value: number | null): string =>
    value === null ? '–' : minus(percent.format(value / 100)),
  /** By how much something grew, of a part of one: +12.5%. */
  change: (part: number): string => minus(change.format(part)),
  /** How long ago that was: 12 seconds ago, 3 minutes ago, 2 days ago. */
  ago: (milliseconds: number): string => {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    if (seconds < 60) return ago.format(-seconds, 'second');
    if (seconds < 3600) return ago.format(-Math.floor(seconds / 60), 'minute');
    if (seconds < 86_400) return ago.format(-Math.floor(seconds / 3600), 'hour');
    return ago.format(-Math.floor(seconds / 86_400), 'day');
  },
  /** In minor units of any currency. */
  money: ({
    amountMinor,
    currency,
  }: {
    readonly amountMinor: number;
    readonly currency: string;
  }): string => {
    const format = new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency });
    const { maximumFractionDigits = 2 } = format.resolvedOptions();
    return minus(format.format(amountMinor / 10 ** maximumFractionDigits));
  },
  /** Of one of so many that cost that together; finer than money is. */
  moneyEach: (amountMinor: number, currency: string, count: number): string => {
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat(LANGUAGE, {
      style: 'currency',
      currency,
    }).resolvedOptions();
    const fine = { style: 'currency', currency, maximumFractionDigits: 4 } as const;
    const each = amountMinor / 10 ** maximumFractionDigits / count;
    return minus(new Intl.NumberFormat(LANGUAGE, fine).format(each));
  },
  day: (iso: string): string => day.format(new Date(iso)),
  /** From one day to another, both included: 1–21 Nov 2026. */
  days: (first: string, last: string): string => day.formatRange(new Date(first), new Date(last)),
  /** For axes: 5 Nov. */
  shortDay: (iso: string): string => shortDay.format(new Date(iso)),
  /** For axes, of `2026-11`: Nov 26. */
  shortMonth: (yearMonth: string): string =>
    shortMonth.format(new Date(`${yearMonth}-01T00:00:00Z`)),
  moment: (iso: string): string => moment.format(new Date(iso)),
  /** Of `2026-11`. */
  month: (yearMonth: string): string => month.format(new Date(`${yearMonth}-01T00:00:00Z`)),
};
