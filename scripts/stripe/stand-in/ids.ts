import { randomInt } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id as Stripe's look: what it is of, and letters and digits by chance. */
export const newId = (prefix: string, length = 24): string => {
  let id = `${prefix}_`;
  for (let at = 0; at < length; at++) id += LETTERS[randomInt(LETTERS.length)];
  return id;
};
