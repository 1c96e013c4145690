import type { WalletId } from '../../wallet/ids.js';
import { balance } from '../../wallet/wallet.js';
import type { Entry } from '../entry.js';
import { entryRow } from '../entry-row.js';
import type { StoredWallet } from '../ledger.js';
import { Chain } from '../verification/chain.js';
import type { Finding } from '../verification/finding.js';

/** Entries of another ledger that go on where a wallet ends in this one. Each was checked: `continuationOf` makes these. */
export type Continuation = {
  readonly walletId: WalletId;
  readonly from: StoredWallet | undefined;
  readonly entries: readonly [Entry, ...Entry[]];
  /** The wallet as the last of them leaves it. */
  readonly after: StoredWallet;
};

/** How a ledger takes over entries that another one decided. */
export interface LedgerImport {
  /**
   * Appends them as they are, all or none, and only where the wallet still ends as `from` says. Refused, nothing was
   * written: somebody else wrote to the wallet, which the next look at it shows.
   * @throws LedgerUnavailable, after which nobody knows whether they were appended.
   */
  append(continuation: Continuation): Promise<'appended' | { readonly refused: string }>;
}

/**
 * Checks that entries go on where a wallet ends: whose they are, their numbers, their hashes, and that their events leave
 * the wallet as they say. Otherwise answers with the first thing that does not hold.
 */
export const continuationOf = (
  walletId: WalletId,
  from: StoredWallet | undefined,
  entries: readonly Entry[],
): Continuation | { readonly finding: Finding } => {
  const { clientId, tenantId } = walletId;
  const chain = chainFrom(clientId, from);
  for (const entry of entries) {
    if (entry.clientId !== clientId || entry.tenantId !== tenantId) {
      const problem = `${entry.name} is an entry of ${entry.clientId} of ${entry.tenantId}`;
      return { finding: { clientId, seq: entry.seq, problem } };
    }
    const [finding] = chain.add({ ...entryRow(entry), hash: entry.hash });
    if (finding) return { finding };
  }
  const [first, ...rest] = entries;
  if (!first || !chain.wallet) {
    return { finding: { clientId, seq: chain.seq + 1, problem: 'is missing' } };
  }
  const after = { wallet: chain.wallet, headHash: chain.head };
  return { walletId, from, entries: [first, ...rest], after };
};

const chainFrom = (clientId: string, from: StoredWallet | undefined): Chain => {
  const chain = new Chain(clientId);
  if (!from) return chain;
  chain.seq = from.wallet.version;
  chain.sum = balance(from.wallet);
  chain.head = from.headHash;
  chain.wallet = from.wallet;
  return chain;
};
