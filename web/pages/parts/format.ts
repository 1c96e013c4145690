/** Numbers and times as the reader's language writes them. Months, days and hours are UTC, as in the ledger. */
const LANGUAGE = document.documentElement.lang || navigator.language;

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
const percent = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 1 });
const UTC = { timeZone: 'UTC' } as const;
const day = new Intl.DateTimeFormat(LANGUAGE, { ...UTC, dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(LANGUAGE, {
  ...UTC,
  dateStyle: 'medium',
  timeStyle: 'medium',
});
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
  day: (iso: string): string => day.format(new Date(iso)),
  moment: (iso: string): string => moment.format(new Date(iso)),
  /** Of `2026-11`. */
  month: (yearMonth: string): string => month.format(new Date(`${yearMonth}-01T00:00:00Z`)),
};
