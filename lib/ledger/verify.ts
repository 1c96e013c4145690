import { entryName } from '../wallet/entry-name.js';
import { kindOf, refOf } from '../wallet/event.js';
import { evolve } from '../wallet/evolve.js';
import type { TenantId } from '../wallet/ids.js';
import { balance, held, type Wallet } from '../wallet/wallet.js';
import { canonicalJson } from './canonical-json.js';
import { type Entry, factsOf } from './entry.js';
import { entryFromRow, expectedHash } from './entry-row.js';
import { GENESIS, type Hash, isHash } from './hash-chain.js';
import type { Ledger, ScannedWallet, StoredRow } from './ledger.js';

/** What is wrong, and where. `seq` is missing where a whole wallet is meant. */
export type Finding = {
  readonly clientId: string;
  readonly seq?: number;
  readonly problem: string;
};

export type Verdict = {
  readonly wallets: number;
  readonly entries: number;
  readonly credits: number;
};

/**
 * Reads the whole ledger of a tenant and yields everything that does not hold: numbering, hashes, what each entry says
 * of its event and of the wallet after it, and the stored wallets against their entries. Nothing is believed that can be
 * computed again. Memory stays flat. Returns what was counted.
 */
export async function* verify(
  ledger: Pick<Ledger, 'scan' | 'wallets'>,
  tenantId: TenantId,
): AsyncGenerator<Finding, Verdict> {
  const wallets = ledger.wallets(tenantId)[Symbol.asyncIterator]();
  let next = await wallets.next();
  const verdict = { wallets: 0, entries: 0, credits: 0 };
  let chain: Chain | undefined;

  /** Compares a finished chain with the projection; both come in the order of client ids. */
  const close = async function* (done: Chain): AsyncGenerator<Finding> {
    verdict.wallets += 1;
    verdict.credits += done.sum;
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

  for await (const row of ledger.scan(tenantId)) {
    const clientId = String(row['client_id']);
    if (chain?.clientId !== clientId) {
      if (chain) yield* close(chain);
      chain = new Chain(clientId);
    }
    verdict.entries += 1;
    yield* chain.add(row);
  }
  if (chain) yield* close(chain);
  for (; !next.done; next = await wallets.next()) yield withoutEntries(next.value.clientId);
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

/** One wallet's entries, followed from the first. */
class Chain {
  readonly clientId: string;
  seq = 0;
  sum = 0;
  head: Hash = GENESIS;
  wallet: Wallet | undefined;
  #broken = false;

  constructor(clientId: string) {
    this.clientId = clientId;
  }

  *add(row: StoredRow): Generator<Finding> {
    const entry = this.#read(row);
    if ('problem' in entry) {
      yield entry;
      return;
    }
    for (const problem of this.#problemsOf(entry)) {
      yield { clientId: this.clientId, seq: entry.seq, problem };
    }
    this.seq = entry.seq;
    this.head = entry.hash;
    this.sum += entry.creditsDelta;
  }

  #read(row: StoredRow): Entry | Finding {
    try {
      return entryFromRow(row);
    } catch (error) {
      this.#lose();
      const seq = Number(row['seq']);
      this.seq = seq;
      // What it claims to be is enough to follow the chain over it: those behind it are not to blame.
      if (isHash(row['hash'])) this.head = row['hash'];
      const why = error instanceof Error ? error.message : String(error);
      return { clientId: this.clientId, seq, problem: `can't be read: ${why}` };
    }
  }

  #lose(): void {
    this.#broken = true;
    this.wallet = undefined;
  }

  *#problemsOf(entry: Entry): Generator<string> {
    if (entry.seq !== this.seq + 1)
      yield `follows number ${this.seq}: entries are missing before it`;
    if (entry.hash !== expectedHash(entry, this.head)) {
      yield 'its hash does not fit: it, or what came before it, was changed';
    }
    yield* contradictions(entry);
    if (this.#broken) return; // without the entry that could not be read, the wallet can't be followed
    try {
      this.wallet = evolve(this.wallet, entry.event);
    } catch {
      this.#lose();
      yield 'its event does not fit the wallet';
      return;
    }
    if (this.wallet.version !== entry.seq) yield 'its number is not the count of entries';
    const after = [entry.balanceAfter, entry.grantedAfter, entry.purchasedAfter, entry.heldAfter];
    const { granted, purchased } = this.wallet;
    const heldNow = held(this.wallet, entry.event.at);
    if (String(after) !== String([balance(this.wallet), granted, purchased, heldNow])) {
      yield 'the balances after it are not what the events add up to';
    }
    if (this.sum + entry.creditsDelta !== balance(this.wallet)) {
      yield 'the deltas do not add up to the balance';
    }
    if (granted < 0 || granted > this.wallet.softCap)
      yield 'granted credits are outside of 0 and the cap';
  }
}

/** Where the columns of an entry say something else than its event. */
function* contradictions(entry: Entry): Generator<string> {
  const facts = factsOf(entry.event);
  const said = {
    ...(entry.product && { product: entry.product, actionId: entry.actionId }),
    ...(entry.quantity !== undefined && { quantity: entry.quantity }),
    creditsDelta: entry.creditsDelta,
    shortfall: entry.shortfall,
    ...(entry.estimatedCost !== undefined && { estimatedCost: entry.estimatedCost }),
    ...(entry.creditValue !== undefined && { creditValue: entry.creditValue }),
  };
  const kind = kindOf(entry.event);
  const fits =
    canonicalJson(facts) === canonicalJson(said) &&
    entry.kind === kind &&
    entry.name === entryName(kind, entry.idempotencyKey) &&
    entry.ref === refOf(entry.event) &&
    entry.createdAt === entry.event.at;
  if (!fits) yield 'its columns contradict its event';
}
