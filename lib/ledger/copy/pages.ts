import type { WalletId } from '../../wallet/ids.js';
import type { Entry } from '../entry.js';
import type { Ledger } from '../ledger.js';

/** A wallet's entries from one number to another, oldest first. */
export const entriesBetween = async (
  ledger: Pick<Ledger, 'read'>,
  walletId: WalletId,
  from: number,
  to: number,
): Promise<readonly Entry[]> => {
  const { entries } = await ledger.read(walletId, { limit: to - from + 1, before: to + 1 });
  return [...entries].reverse();
};

/** The entry of a number, where the ledger has it. */
export const entryAt = async (
  ledger: Pick<Ledger, 'read'>,
  walletId: WalletId,
  seq: number,
): Promise<Entry | undefined> => {
  const [entry] = await entriesBetween(ledger, walletId, seq, seq);
  return entry?.seq === seq ? entry : undefined;
};
