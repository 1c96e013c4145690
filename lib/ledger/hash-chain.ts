import { createHash } from 'node:crypto';
import type { Brand } from '../wallet/brand.js';
import { canonicalJson } from './canonical-json.js';

/** SHA-256, 64 hex digits. */
export type Hash = Brand<string, 'Hash'>;

/** What the first entry of a wallet is chained to. */
export const GENESIS = '0'.repeat(64) as Hash;

const sha256 = (text: string): Hash => createHash('sha256').update(text).digest('hex') as Hash;

/** `sha256(hash of the entry before ‖ canonical JSON of this one)`: nothing earlier can change without breaking it. */
export const chained = (previous: Hash, row: Readonly<Record<string, unknown>>): Hash =>
  sha256(previous + canonicalJson(row));

/** The hash of what a request means, kept beside its key to tell a repetition from a reuse. */
export const meaningHash = (meaning: Readonly<Record<string, unknown>>): Hash =>
  sha256(canonicalJson(meaning));

export const isHash = (value: unknown): value is Hash =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** @throws RangeError when `value` is not 64 hex digits. */
export const hash = (value: string): Hash => {
  if (!isHash(value)) throw new RangeError(`not a SHA-256: ${value}`);
  return value;
};
