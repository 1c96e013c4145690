import type { Format, Forms } from '../language.js';
import type { Schemas } from '../store.js';

type Pack = Schemas['Matrix']['packs'][number];

/** What the block writes beyond what all components do. Days and hours are UTC, as in the ledger. */
export const accountFormat = (locale: string, format: Format, credits: Forms) => {
  const time = (options: Intl.DateTimeFormatOptions) => {
    const { format } = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    return (iso: string): string => format(new Date(iso));
  };
  return {
    ...format,
    /** `1 credit`, `120 credits`. */
    credits: (n: number): string => format.count(credits, n),
    percent: (part: number): string => format.number(part, { style: 'percent' }),
    /** What one of its credits costs, to a tenth of the smallest coin. */
    each: ({ credits, price }: Pack): string => {
      const style = { style: 'currency', currency: price.currency } as const;
      const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(
        locale,
        style,
      ).resolvedOptions();
      return format.number(price.amountMinor / 10 ** digits / credits, {
        ...style,
        minimumFractionDigits: digits + 1,
        maximumFractionDigits: digits + 1,
      });
    },
    /** Of the year that everybody thinks of. */
    dayOfYear: time({ day: 'numeric', month: 'long' }),
    hour: time({ timeStyle: 'short' }),
    month: time({ month: 'long', year: 'numeric' }),
    inMinutes: (minutes: number): string =>
      new Intl.RelativeTimeFormat(locale).format(minutes, 'minute'),
  };
};

export type AccountFormat = ReturnType<typeof accountFormat>;
