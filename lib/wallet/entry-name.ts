import type { Brand } from './brand.js';

/** The kinds of ledger entry. */
export const KINDS = [
  'open',
  'grant',
  'trim',
  'debit',
  'hold',
  'capture',
  'release',
  'reversal',
  'topup',
  'clawback',
  'reinstatement',
  'plan',
  'adjustment',
  'adoption',
] as const;

export type Kind = (typeof KINDS)[number];

/** What finance sees an entry by, `CZ_SMCR|debit|<key>`; unique in a wallet, which is what makes a key idempotent. */
export type EntryName = Brand<string, 'EntryName'>;

export const entryName = (kind: Kind, key: string): EntryName =>
  `CZ_SMCR|${kind}|${key}` as EntryName;

const WRITTEN = new RegExp(`^CZ_SMCR\\|(${KINDS.join('|')})\\|`);

/** A name that was written down. @throws RangeError when it is not one. */
export const writtenEntryName = (name: string): EntryName => {
  if (!WRITTEN.test(name)) throw new RangeError(`not an entry's name: ${name}`);
  return name as EntryName;
};
