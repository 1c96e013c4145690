import { clientId, type TenantId, type WalletId } from '../../wallet/ids.js';
import type { Hash } from '../hash-chain.js';
import type { Ledger } from '../ledger.js';
import type { Finding } from '../verification/finding.js';
import { entryAt } from './pages.js';
import { type Pair, pairedWallets } from './pair-wallets.js';

/** How two ledgers stand to each other, counted in entries. */
export type Comparison = {
  readonly wallets: number;
  /** The same in both. */
  readonly same: number;
  /** In the source, and not yet in the target. */
  readonly behind: number;
  /** In the target alone, behind all that the source has: the target was written to, or the source has lost its end. */
  readonly ahead: number;
};

type Side = Pick<Ledger, 'read' | 'wallets'>;

/**
 * Compares two ledgers by the ends of their wallets. A hash covers all entries before it: where one number has the same hash
 * in both, and `verify` finds nothing wrong in either, all entries up to there are the same. Yields the wallets in which the
 * ledgers part.
 * @throws LedgerUnavailable
 */
export async function* compareLedgers(
  source: Side,
  target: Side,
  tenantId: TenantId,
): AsyncGenerator<Finding, Comparison> {
  const comparison = { wallets: 0, same: 0, behind: 0, ahead: 0 };
  for await (const pair of pairedWallets(source, target, tenantId)) {
    const [ours, theirs] = [headOf(pair.source), headOf(pair.target)];
    if (!ours || !theirs) continue; // it can't be read, which verification tells
    comparison.wallets += 1;
    const walletId = () => ({ tenantId, clientId: clientId(pair.clientId) });
    const common = Math.min(ours.seq, theirs.seq);
    if (common > 0 && !(await isSameAt(source, target, walletId, ours, theirs))) {
      yield await parting(source, target, walletId(), ours.seq, theirs.seq);
      continue;
    }
    comparison.same += common;
    comparison.behind += ours.seq - common;
    comparison.ahead += theirs.seq - common;
  }
  return comparison;
}

type End = { readonly seq: number; readonly hash?: Hash };

const headOf = (scanned: Pair['source']): End | undefined => {
  if (!scanned) return { seq: 0 };
  if ('problem' in scanned) return undefined;
  return { seq: scanned.wallet.version, hash: scanned.headHash };
};

/** At the end of the shorter one. */
const isSameAt = async (
  source: Side,
  target: Side,
  walletId: () => WalletId,
  ours: End,
  theirs: End,
): Promise<boolean> => {
  if (ours.seq === theirs.seq) return ours.hash === theirs.hash;
  const [longer, shorterEnd] = ours.seq > theirs.seq ? [source, theirs] : [target, ours];
  const entry = await entryAt(longer, walletId(), shorterEnd.seq);
  return entry?.hash === shorterEnd.hash;
};

/** The first number that is another entry in each: from there on everything is. */
const parting = async (
  source: Side,
  target: Side,
  walletId: WalletId,
  ours: number,
  theirs: number,
): Promise<Finding> => {
  let [same, other] = [0, Math.min(ours, theirs)];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    const [a, b] = await Promise.all([
      entryAt(source, walletId, middle),
      entryAt(target, walletId, middle),
    ]);
    if (a && a.hash === b?.hash) same = middle;
    else other = middle;
  }
  const problem =
    `from here on source and target have other entries, ${ours - other + 1} and ${theirs - other + 1} of them: ` +
    'both were written to, and nothing is overwritten';
  return { clientId: walletId.clientId, seq: other, problem };
};
