import { entryName } from '../../wallet/entry-name.js';
import { kindOf, refOf } from '../../wallet/event.js';
import { evolve } from '../../wallet/evolve.js';
import { balance, held, type Wallet } from '../../wallet/wallet.js';
import { canonicalJson } from '../canonical-json.js';
import { type Entry, factsOf } from '../entry.js';
import { entryFromRow, expectedHash } from '../entry-row.js';
import { GENESIS, type Hash, isHash } from '../hash-chain.js';
import type { StoredRow } from '../ledger.js';
import { whyUnreadable } from '../unreadable.js';
import type { Head } from './checkpoint.js';
import type { Finding } from './finding.js';

/** The number that a row says it has. */
export const seqIn = (row: StoredRow | undefined): { readonly seq?: number } =>
  typeof row?.['seq'] === 'number' ? { seq: row['seq'] } : {};

/** One wallet's entries, followed from the first. */
export class Chain {
  readonly clientId: string;
  seq = 0;
  sum = 0;
  head: Hash = GENESIS;
  wallet: Wallet | undefined;
  #broken = false;
  /** The highest number: a row that somebody duplicated comes after it, under an older one. */
  #furthest = 0;
  readonly #known: Head | undefined;

  /** `known` is what a checkpoint saw at its end. */
  constructor(clientId: string, known?: Head) {
    this.clientId = clientId;
    this.#known = known;
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
    this.#reach(entry.seq);
    this.head = entry.hash;
    this.sum += entry.creditsDelta;
  }

  /** What is missing at the end, as far as somebody took down that it was there. */
  *end(): Generator<Finding> {
    if (!this.#known || this.#furthest >= this.#known.seq) return;
    const { clientId } = this;
    const problem = `the ledger ends at ${this.#furthest}, but a checkpoint saw this entry: the end was cut off`;
    yield { clientId, seq: this.#known.seq, problem };
  }

  #read(row: StoredRow): Entry | Finding {
    try {
      return entryFromRow(row);
    } catch (error) {
      this.#lose();
      const seq = seqIn(row).seq ?? this.seq + 1;
      this.#reach(seq);
      // What it claims to be is enough to follow the chain over it: those behind it are not to blame.
      if (isHash(row['hash'])) this.head = row['hash'];
      return { clientId: this.clientId, seq, problem: `can't be read: ${whyUnreadable(error)}` };
    }
  }

  #reach(seq: number): void {
    this.seq = seq;
    this.#furthest = Math.max(this.#furthest, seq);
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
    if (entry.seq === this.#known?.seq && entry.hash !== this.#known.hash) {
      yield 'a checkpoint saw another entry under this number';
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
