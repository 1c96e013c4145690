import { setTimeout as sleep } from 'node:timers/promises';
import type { WalletInBatch } from './decide-batch.js';
import type { Outcome, Submission } from './ledger.js';

/** The storage did not answer. When this comes from a commit, nobody knows yet whether it was carried out. */
export class StorageUnreachable extends Error {
  override readonly name = 'StorageUnreachable';
}

/** Somebody else was in the way. Nothing was written, and it can be tried again at once. */
export class StorageConflict extends Error {
  override readonly name = 'StorageConflict';
}

/**
 * One try at a batch: loads its wallets so that nobody else can change them, lets `decide` decide each submission in
 * order, and writes what was appended, all or nothing. `sent` is told the id of every entry before it goes out.
 * @throws StorageUnreachable or StorageConflict; anything else is a bug.
 */
export type TryBatch = (
  submissions: readonly Submission[],
  decide: (submission: Submission, wallet: WalletInBatch) => Outcome,
  sent: (eventId: string) => void,
) => Promise<readonly Outcome[]>;

/** How long a batch is tried again while the storage does not answer: a restart is survived, an outage is told. */
const PAUSES_MS = [50, 150, 400, 1000, 2000];
const MOST_CONFLICTS = 10;

/**
 * Commits a batch, however often it takes. A lost connection leaves open whether the commit was carried out: the batch
 * then runs again, finds by its keys what is there, and only does the rest. Entries of its own are told as committed.
 * @throws StorageUnreachable when the storage stays away.
 */
export const commitBatch = async (
  tryBatch: TryBatch,
  submissions: readonly Submission[],
  decide: (submission: Submission, wallet: WalletInBatch) => Outcome,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<readonly Outcome[]> => {
  const sent = new Set<string>();
  let [conflicts, silences] = [0, 0];
  for (;;) {
    try {
      const outcomes = await tryBatch(submissions, decide, (eventId) => sent.add(eventId));
      return toldOnce(outcomes, sent);
    } catch (error) {
      if (error instanceof StorageConflict && conflicts++ < MOST_CONFLICTS) continue;
      const wait = error instanceof StorageUnreachable ? PAUSES_MS[silences++] : undefined;
      if (wait === undefined) throw error;
      await pause(wait);
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
