import type { TenantId } from '../../wallet/ids.js';
import { canonicalJson } from '../canonical-json.js';
import type { Ledger, ScannedWallet } from '../ledger.js';
import { Chain, seqIn } from './chain.js';
import type { Head } from './checkpoint.js';
import type { Finding } from './finding.js';

export type Verdict = {
  readonly wallets: number;
  readonly entries: number;
  readonly credits: number;
};

/**
 * Reads the whole ledger of a tenant and yields everything that does not hold: numbering, hashes, what each entry says
 * of its event and of the wallet after it, and the stored wallets against their entries. Nothing is believed that can be
 * computed again; what a checkpoint saw has to be there still. Memory stays flat. Returns what was counted.
 */
export async function* verify(
  ledger: Pick<Ledger, 'scan' | 'wallets'>,
  tenantId: TenantId,
  seenBefore: readonly Head[] = [],
): AsyncGenerator<Finding, Verdict> {
  const known = new Map(seenBefore.map((head) => [head.clientId, head]));
  const wallets = ledger.wallets(tenantId)[Symbol.asyncIterator]();
  let next = await wallets.next();
  const verdict = { wallets: 0, entries: 0, credits: 0 };
  let chain: Chain | undefined;

  /** Compares a finished chain with the projection; both come in the order of client ids. */
  const close = async function* (done: Chain): AsyncGenerator<Finding> {
    verdict.wallets += 1;
    verdict.credits += done.sum;
    known.delete(done.clientId);
    yield* done.end();
    while (!next.done && next.value.clientId < done.clientId) {
      yield withoutEntries(next.value.clientId);
      next = await wallets.next();
    }
    if (next.done || next.value.clientId !== done.clientId) {
      yield { clientId: done.clientId, problem: 'has entries, but no stored wallet' };
      return;
    }
    yield* compareStored(done, next.value);
    next = await wallets.next();
  };

  for await (const { clientId, problems, row } of ledger.scan(tenantId)) {
    for (const problem of problems) yield { clientId, ...seqIn(row), problem };
    if (!row) continue;
    if (chain?.clientId !== clientId) {
      if (chain) yield* close(chain);
      chain = new Chain(clientId, known.get(clientId));
    }
    verdict.entries += 1;
    yield* chain.add(row);
  }
  if (chain) yield* close(chain);
  for (; !next.done; next = await wallets.next()) yield withoutEntries(next.value.clientId);
  for (const { clientId, seq } of known.values()) {
    yield {
      clientId,
      seq,
      problem: 'a checkpoint saw this entry, and now the whole wallet is gone',
    };
  }
  return verdict;
}

const withoutEntries = (clientId: string): Finding => ({
  clientId,
  problem: 'is a stored wallet without any entry',
});

function* compareStored(chain: Chain, stored: ScannedWallet): Generator<Finding> {
  const { clientId } = chain;
  if ('problem' in stored) {
    yield { clientId, problem: stored.problem };
    return;
  }
  if (stored.wallet.version > chain.seq) {
    yield {
      clientId,
      problem: `the stored wallet counts ${stored.wallet.version} entries, the ledger has ${chain.seq}: the end is missing`,
    };
  } else if (stored.headHash !== chain.head) {
    yield { clientId, problem: 'the stored wallet ends in another hash than its last entry' };
  }
  if (chain.wallet && canonicalJson(stored.wallet) !== canonicalJson(chain.wallet)) {
    yield { clientId, problem: 'the stored wallet is not what its entries add up to' };
  }
}
