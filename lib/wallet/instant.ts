import type { Brand } from './brand.js';

/**
 * A moment as RFC 3339 in UTC with milliseconds, `2026-01-31T23:59:00.000Z`. One fixed form, so that text order
 * is time order, and no local time zone can get in.
 */
export type Instant = Brand<string, 'Instant'>;

/** @throws RangeError when `value` is no time. `value` is RFC 3339, or milliseconds since 1970 UTC. */
export const instant = (value: string | number): Instant =>
  new Date(value).toISOString() as Instant;

export const milliseconds = (at: Instant): number => Date.parse(at);

export const secondsAfter = (at: Instant, seconds: number): Instant =>
  instant(milliseconds(at) + seconds * 1000);

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
