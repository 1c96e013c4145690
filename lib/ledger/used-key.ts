import { createHash } from 'node:crypto';
import type { OlderRow } from '../wallet/command.js';
import type { EntryName } from '../wallet/entry-name.js';
import { type IdempotencyKey, idempotencyKey, type UsedKey, usedKey } from '../wallet/ids.js';
import type { Wallet } from '../wallet/wallet.js';
import { meaningHash } from './hash-chain.js';

/**
 * What a wallet keeps of the name of an older row. Short, because it is stored with the wallet for ever: with ten thousand
 * of them, one in 28 billion new keys is taken for a used one, and refused.
 */
export const usedKeyOf = (name: EntryName): UsedKey =>
  usedKey(createHash('sha256').update(name).digest('base64url').slice(0, 8));

/** Whether older code used that name, in a wallet that took its rows over. */
export const isUsedIn = (wallet: Wallet | undefined, name: EntryName): boolean =>
  wallet?.adopted?.keys.includes(usedKeyOf(name)) ?? false;

/** The key by which the same rows are adopted once. `rows` are in the order of their ids. */
export const adoptionKey = (rows: readonly OlderRow[]): IdempotencyKey =>
  idempotencyKey(`${rows.length}-rows-${meaningHash({ rows }).slice(0, 16)}`);
