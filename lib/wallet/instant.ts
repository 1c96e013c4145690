import type { Brand } from './brand.js';

/**
 * A moment as RFC 3339 in UTC with milliseconds, `2026-01-31T23:59:00.000Z`. One fixed form, so that text order
 * is time order, and no local time zone can get in.
 */
export type Instant = Brand<string, 'Instant'>;

/** Text without an offset would be read in the machine's own zone. */
const WITH_OFFSET = /T.*(Z|[+-]\d\d:\d\d)$/;

/**
 * @throws RangeError when `value` is no time of the years 0000 to 9999. `value` is RFC 3339, or milliseconds since
 * 1970 UTC.
 */
export const instant = (value: string | number): Instant => {
  const understood = typeof value === 'number' || WITH_OFFSET.test(value);
  const text = understood ? new Date(value).toISOString() : '';
  if (!/^\d{4}-/.test(text)) throw new RangeError(`not a time of ours: ${value}`);
  return text as Instant;
};

export const milliseconds = (at: Instant): number => Date.parse(at);

export const secondsAfter = (at: Instant, seconds: number): Instant =>
  instant(milliseconds(at) + seconds * 1000);

export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
