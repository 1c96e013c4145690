import type { Brand } from './brand.js';

/** A whole number of credits, signed: deltas and a clawed-back bucket go below zero. Not money. */
export type Credits = Brand<number, 'Credits'>;

/** Millionths of a euro, whole: what an action costs us, what a credit is worth. */
export type MicroEuro = Brand<number, 'MicroEuro'>;

/** An amount of money in the currency's smallest unit (cents), never a fraction. */
export type Money = { readonly amountMinor: number; readonly currency: string };

const whole = (value: number, unit: string): number => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of ${unit}: ${value}`);
  return value === 0 ? 0 : value; // a negative zero would not survive JSON
};

/** @throws RangeError when `value` is not a safe integer, which is always a bug of the caller. */
export const credits = (value: number): Credits => whole(value, 'credits') as Credits;

/** @throws RangeError when `value` is not a safe integer. */
export const microEuro = (value: number): MicroEuro => whole(value, 'micro-euros') as MicroEuro;

export const NONE = credits(0);

export const least = (...amounts: readonly Credits[]): Credits => credits(Math.min(...amounts));

/** The amount, or zero where it is negative. */
export const atLeastNone = (amount: number): Credits => credits(Math.max(0, amount));

/**
 * `amount × part / whole`, rounded as asked. In big integers: credits times cents or milliseconds
 * leave the range in which a float is exact.
 */
export const proportion = (
  amount: Credits,
  part: number,
  whole: number,
  rounding: 'down' | 'up',
): Credits => {
  const product = BigInt(amount) * BigInt(part);
  const divisor = BigInt(whole);
  const floor = product / divisor;
  const roundsUp = rounding === 'up' && product % divisor !== 0n;
  return credits(Number(roundsUp ? floor + 1n : floor));
};
