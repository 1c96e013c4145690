/** Amounts as people write them, without a float in between: `0.012` € are 12000 micro-euros. */

/** `value` in units of 10^−places, with at least `least` of these places; `12000, 6` → `0.012`. */
export const decimal = (value: number, places: number, least = 0): string => {
  const digits = String(Math.abs(value)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(whole.length).replace(/0+$/, '').padEnd(least, '0');
  return `${value < 0 ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
};

/**
 * What a decimal is in units of 10^−places; undefined where it is none, or is finer than that. A comma is none: `1,000` would be
 * a thousand to one reader and one to another.
 */
export const units = (text: string, places: number): number | undefined => {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text.trim()) ?? [];
  const significant = fraction.replace(/0+$/, '');
  if (whole + fraction === '' || significant.length > places) return undefined;
  const value = Number(`${sign}${whole}${significant.padEnd(places, '0')}`);
  return Number.isSafeInteger(value) ? value : undefined;
};

/** How many places the smallest unit of a currency has; two where nobody knows it. */
export const placesOf = (currency: unknown): number => {
  if (typeof currency !== 'string' || !/^[a-z]{3}$/i.test(currency)) return 2;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
};

/** What is left of the value of a unit after its cost, out of a hundred; null where it is worth nothing. */
export const marginPercent = (valueMicroEur: number, costMicroEur: number): number | null =>
  valueMicroEur > 0 ? ((valueMicroEur - costMicroEur) / valueMicroEur) * 100 : null;
