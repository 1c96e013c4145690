import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Entry } from '../../../lib/ledger/entry.js';
import { expectedHash } from '../../../lib/ledger/entry-row.js';
import { GroupCommit } from '../../../lib/ledger/group-commit.js';
import { GENESIS } from '../../../lib/ledger/hash-chain.js';
import type {
  Ledger,
  NewEventId,
  Outcome,
  StoredWallet,
  Submission,
} from '../../../lib/ledger/ledger.js';
import type { Finding } from '../../../lib/ledger/verification/finding.js';
import { verify } from '../../../lib/ledger/verification/verify.js';
import type { Catalog } from '../../../lib/wallet/catalog.js';
import { fold } from '../../../lib/wallet/evolve.js';
import { clientId, type TenantId, tenantId, type WalletId } from '../../../lib/wallet/ids.js';
import { balance } from '../../../lib/wallet/wallet.js';
import { type Ask, CATALOG } from '../../wallet/book.js';
import { submissionOf } from './submission.js';

/** What an adapter brings to be tested: a ledger without any entry, which takes its ids from the contract. */
export type OpenLedger = (newEventId: NewEventId) => Promise<Ledger>;

/** Ids that come in the same order again when they are started again, so that two ledgers can be compared. */
export class CountedIds {
  #next = 0;

  readonly newEventId: NewEventId = () => {
    this.#next += 1;
    return `01940000-0000-7000-8000-${this.#next.toString(16).padStart(12, '0')}`;
  };

  startAt(next: number): void {
    this.#next = next;
  }
}

/** A tenant of its own on the ledger under test, with a clock and a catalog that the test may turn. */
export class Stage {
  static #count = 0;
  /** A ledger that is not of this run alone has tenants of earlier ones. */
  static readonly #run = randomUUID().slice(0, 8);

  readonly ledger: Ledger;
  readonly tenantId: TenantId;
  now = '2026-01-15T10:00:00.000Z';
  catalog: Catalog = CATALOG;
  #keys = 0;

  /** What all tenants of a run begin with may be given, so that somebody can find them again. */
  constructor(ledger: Ledger, mark = `tenant${Stage.#run}`) {
    Stage.#count += 1;
    this.ledger = ledger;
    this.tenantId = tenantId(`${mark}_${Stage.#count}`);
  }

  wallet(client = 'ada'): WalletId {
    return { tenantId: this.tenantId, clientId: clientId(client) };
  }

  /** An ask on its way; without a key of its own it gets one that nobody else has. */
  ask(ask: Ask, client = 'ada'): Submission {
    this.#keys += 1;
    return submissionOf(this.wallet(client), ask, { key: `key-${this.#keys}`, at: this.now });
  }

  commit(...submissions: readonly Submission[]): Promise<readonly Outcome[]> {
    return this.ledger.commit(submissions, this.catalog);
  }

  /** Commits one ask by itself. */
  async answer(ask: Ask, client = 'ada'): Promise<Outcome> {
    const [outcome] = await this.commit(this.ask(ask, client));
    if (!outcome) throw new Error('the ledger gave no answer');
    return outcome;
  }

  /** Commits an ask that must be accepted, and answers with its entry. */
  async accept(ask: Ask, client = 'ada'): Promise<Entry> {
    const outcome = await this.answer(ask, client);
    if (outcome.outcome !== 'committed')
      throw new Error(`not committed: ${text({ ask, outcome })}`);
    return outcome.entry;
  }

  groupCommit(options: { readonly mostInBatch?: number } = {}): GroupCommit {
    return new GroupCommit(this.ledger, { catalog: async () => this.catalog, ...options });
  }

  /** Every entry of a wallet, oldest first. */
  async entries(client = 'ada'): Promise<readonly Entry[]> {
    const { entries } = await this.ledger.read(this.wallet(client), { limit: 10_000 });
    return [...entries].reverse();
  }

  /** The wallet as it is stored, or undefined when nothing was ever written to it. */
  async stored(client = 'ada'): Promise<StoredWallet | undefined> {
    return (await this.ledger.read(this.wallet(client), { limit: 0 })).stored;
  }

  async kinds(client = 'ada'): Promise<readonly string[]> {
    return (await this.entries(client)).map(({ kind }) => kind);
  }

  /** `[granted, purchased]`, or nothing for a wallet that was never opened. */
  async buckets(client = 'ada'): Promise<readonly number[] | undefined> {
    const stored = await this.stored(client);
    return stored && [stored.wallet.granted, stored.wallet.purchased];
  }

  /** All that verification finds wrong with this tenant. */
  async findings(): Promise<readonly Finding[]> {
    return findingsOf(this.ledger, this.tenantId);
  }
}

export const findingsOf = async (
  ledger: Pick<Ledger, 'scan' | 'wallets'>,
  tenant: TenantId,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for await (const finding of verify(ledger, tenant)) findings.push(finding);
  return findings;
};

/** Laws 1, 5 and 8 for one wallet, computed here again and not taken from `verify`. */
export const expectSound = async (ledger: Ledger, walletId: WalletId): Promise<void> => {
  const { stored, entries: newestFirst } = await ledger.read(walletId, { limit: 10_000 });
  const entries = [...newestFirst].reverse();
  const refolded = fold(entries.map(({ event }) => event));
  expect(stored?.wallet).toEqual(refolded);
  expect(stored?.headHash).toBe(entries.at(-1)?.hash);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  let head = GENESIS;
  for (const entry of entries) {
    expect(entry.hash).toBe(expectedHash(entry, head));
    head = entry.hash;
  }
  const deltas = entries.reduce((sum, { creditsDelta }) => sum + creditsDelta, 0);
  expect(refolded && balance(refolded)).toBe(refolded && deltas);
};

export const text = (value: unknown): string => JSON.stringify(value);
