import type { Catalog } from '../wallet/catalog.js';
import { type Ledger, LedgerUnavailable, type Outcome, type Submission } from './ledger.js';

type Waiting = {
  readonly submission: Submission;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
};

export type GroupCommitOptions = {
  /** The terms in force; read once a batch. */
  readonly catalog: () => Promise<Catalog>;
  readonly mostInBatch?: number | undefined;
  /** How many may wait. Past that a caller is turned away at once, instead of waiting for ever. */
  readonly mostWaiting?: number;
};

/**
 * Gathers what arrives while a commit is under way, of any wallets, and commits it as one batch: the cost of a durable
 * commit is shared by everybody who waits for one. A lone submission goes at once. Submissions keep their order of arrival.
 */
export class GroupCommit {
  readonly #ledger: Pick<Ledger, 'commit'>;
  readonly #catalog: () => Promise<Catalog>;
  readonly #mostInBatch: number;
  readonly #mostWaiting: number;
  #waiting: Waiting[] = [];
  #committing: Promise<void> | undefined;

  constructor(ledger: Pick<Ledger, 'commit'>, options: GroupCommitOptions) {
    this.#ledger = ledger;
    this.#catalog = options.catalog;
    this.#mostInBatch = options.mostInBatch ?? 256;
    this.#mostWaiting = options.mostWaiting ?? 10_000;
  }

  /**
   * Resolves when the ledger has decided the submission and, if it was committed, made it durable.
   * @throws LedgerUnavailable when too many wait, or the ledger can't be reached: the outcome is then unknown, and the
   * same key finds out.
   */
  submit(submission: Submission): Promise<Outcome> {
    if (this.#waiting.length >= this.#mostWaiting) {
      return Promise.reject(new LedgerUnavailable('too many requests are waiting for the ledger'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ submission, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /** Resolves when everything that was submitted so far has its answer. */
  async settled(): Promise<void> {
    await this.#committing;
  }

  async #commitAll(): Promise<void> {
    await undefined; // what the same turn of the event loop submits belongs to the first batch
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#mostInBatch);
      await this.#commit(batch);
    }
    this.#committing = undefined;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const catalog = await this.#catalog();
      const outcomes = await this.#ledger.commit(
        batch.map(({ submission }) => submission),
        catalog,
      );
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome) resolve(outcome);
        else reject(new Error('the ledger gave fewer answers than it was asked'));
      });
    } catch (error) {
      if (batch.length === 1 || error instanceof LedgerUnavailable) {
        for (const { reject } of batch) reject(error);
        return;
      }
      // One bad submission must not fail its neighbours: each goes by itself. What was committed is replayed.
      for (const each of batch) await this.#commit([each]);
    }
  }
}
