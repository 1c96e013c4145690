/** Nothing is paid with a hundredth of these any more, and Stripe counts hundredths of them still. */
const COUNTED_IN_HUNDREDTHS = ['isk', 'ugx'];

/** An amount as Stripe counts it, as one reads it: `€12.34`. */
export const money = (amount: number, currency: string): string => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  return format.format(amount / 10 ** (COUNTED_IN_HUNDREDTHS.includes(currency) ? 2 : digits));
};
