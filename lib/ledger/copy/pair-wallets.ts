import type { TenantId } from '../../wallet/ids.js';
import type { Ledger, ScannedWallet } from '../ledger.js';

/** A client's wallet in two ledgers; it may be in one of them alone. */
export type Pair = {
  readonly clientId: string;
  readonly source: ScannedWallet | undefined;
  readonly target: ScannedWallet | undefined;
};

/** The wallets of both ledgers side by side, in the order that both tell them in. Memory stays flat. */
export async function* pairedWallets(
  source: Pick<Ledger, 'wallets'>,
  target: Pick<Ledger, 'wallets'>,
  tenantId: TenantId,
): AsyncGenerator<Pair, void> {
  const sources = source.wallets(tenantId)[Symbol.asyncIterator]();
  const targets = target.wallets(tenantId)[Symbol.asyncIterator]();
  let [left, right] = await Promise.all([nextOf(sources), nextOf(targets)]);
  while (left || right) {
    const isLeft = left !== undefined && (!right || left.clientId <= right.clientId);
    const isRight = right !== undefined && (!left || right.clientId <= left.clientId);
    const clientId = (isLeft ? left : right)?.clientId ?? '';
    yield { clientId, source: isLeft ? left : undefined, target: isRight ? right : undefined };
    [left, right] = await Promise.all([
      isLeft ? nextOf(sources) : left,
      isRight ? nextOf(targets) : right,
    ]);
  }
}

const nextOf = async (
  wallets: AsyncIterator<ScannedWallet>,
): Promise<ScannedWallet | undefined> => {
  const next = await wallets.next();
  return next.done ? undefined : next.value;
};
