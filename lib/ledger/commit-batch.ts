import { setTimeout as sleep } from 'node:timers/promises';
import type { WalletInBatch } from './decide-batch.js';
import type { Outcome, Submission } from './ledger.js';

/** The storage did not answer. When this comes from a commit, nobody knows yet whether it was carried out. */
export class StorageUnreachable extends Error {
  override readonly name = 'StorageUnreachable';
}

/** Somebody else was in the way: what this try did not write can be tried again. */
export class StorageConflict extends Error {
  override readonly name = 'StorageConflict';
}

/**
 * One try at a batch: loads its wallets so that nobody else can change them unnoticed, lets `decide` decide each
 * submission in order, and writes what was appended to a wallet all or not at all. When it throws, some wallets may have
 * been written: the next try finds that by their keys. `sent` is told the id of every entry before it goes out.
 * @throws StorageUnreachable or StorageConflict; anything else is a bug.
 */
export type TryBatch = (
  submissions: readonly Submission[],
  decide: (submission: Submission, wallet: WalletInBatch) => Outcome,
  sent: (eventId: string) => void,
) => Promise<readonly Outcome[]>;

/** How often a batch is tried again, and how long to wait before it is, in milliseconds; undefined: no more. */
export type Patience = {
  /** While the storage does not answer: a restart is survived, an outage is told. */
  readonly afterSilence: (nth: number) => number | undefined;
  /** When somebody else was faster. */
  readonly afterConflict: (nth: number) => number | undefined;
  readonly pause: (milliseconds: number) => Promise<unknown>;
};

const PAUSES_MS = [50, 150, 400, 1000, 2000];

/** For a storage that lets batches wait for one another: a conflict is rare, and over when it is told. */
export const LOCKING: Patience = {
  afterSilence: (nth) => PAUSES_MS[nth],
  afterConflict: (nth) => (nth < 10 ? 0 : undefined),
  pause: sleep,
};

/**
 * Commits a batch, however often it takes. A lost connection leaves open whether the commit was carried out: the batch
 * then runs again, finds by its keys what is there, and only does the rest. Entries of its own are told as committed: those
 * that it `sent`, and those that an earlier try of the same submissions did.
 * @throws StorageUnreachable or StorageConflict when its patience ends.
 */
export const commitBatch = async (
  tryBatch: TryBatch,
  submissions: readonly Submission[],
  decide: (submission: Submission, wallet: WalletInBatch) => Outcome,
  patience: Patience = LOCKING,
  sent = new Set<string>(),
): Promise<readonly Outcome[]> => {
  let [conflicts, silences] = [0, 0];
  const waitAfter = (error: unknown): number | undefined => {
    if (error instanceof StorageConflict) return patience.afterConflict(conflicts++);
    return error instanceof StorageUnreachable ? patience.afterSilence(silences++) : undefined;
  };
  for (;;) {
    try {
      const outcomes = await tryBatch(submissions, decide, (eventId) => sent.add(eventId));
      return toldOnce(outcomes, sent);
    } catch (error) {
      const wait = waitAfter(error);
      if (wait === undefined) throw error;
      if (wait > 0) await patience.pause(wait);
    }
  }
};

/** An entry that this batch wrote is `committed` where it comes first, and `replayed` to those who asked for it again. */
const toldOnce = (outcomes: readonly Outcome[], sent: ReadonlySet<string>): readonly Outcome[] => {
  const told = new Set<string>();
  return outcomes.map((outcome) => {
    if (outcome.outcome !== 'committed' && outcome.outcome !== 'replayed') return outcome;
    const { eventId } = outcome.entry;
    if (!sent.has(eventId) || told.has(eventId)) return outcome;
    told.add(eventId);
    return { ...outcome, outcome: 'committed' };
  });
};
