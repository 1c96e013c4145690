import { setTimeout as sleep } from 'node:timers/promises';
import { commitBatch, type Patience, StorageConflict, type TryBatch } from '../commit-batch.js';
import { decideInBatch, type WalletInBatch } from '../decide-batch.js';
import type { Ledger, NewEventId, Outcome, Submission } from '../ledger.js';
import { assertAppendOnly } from './append-only.js';
import { tryBatchOn } from './commit.js';
import { KnownWallets, type Memory } from './known-wallets.js';
import type { Odoo } from './odoo.js';
import { reached } from './reached.js';
import { readWallet } from './read-wallet.js';
import { scanRows, scanWallets } from './scan.js';
import { submissionsByWallet } from './submissions-by-wallet.js';

const MOST_CONFLICTS = 60;

/**
 * How a wallet is contended for. Whoever loses has to read and decide again; a pause of chance length keeps them from
 * meeting again, and grows while many are at it.
 */
export const contending = (random: () => number): Patience => ({
  afterSilence: (nth) => [200, 1_000][nth],
  afterConflict: (nth) =>
    nth < MOST_CONFLICTS ? random() * Math.min(600, 40 * 2 ** Math.min(nth, 5)) : undefined,
  pause: sleep,
});

/** A function of the platform is ended after 30 s, with whoever waits in it, or for the batch that comes next. */
const HURRIED_AFTER_MS = 8_000;
const LATE_AFTER_MS = 20_000;

/** For one batch: an Odoo that hangs is not asked again and again, and a contest that takes too long is given up. */
const inTime = (patience: Patience): Patience => {
  const from = performance.now();
  const within = (limitMs: number) => performance.now() - from < limitMs;
  return {
    ...patience,
    afterSilence: (nth) => (within(HURRIED_AFTER_MS) ? patience.afterSilence(nth) : undefined),
    afterConflict: (nth) => (within(LATE_AFTER_MS) ? patience.afterConflict(nth) : undefined),
  };
};

export type OdooLedgerOptions = {
  readonly newEventId: NewEventId;
  /** From 0 to below 1: how long one steps aside for others who write the same wallet is left to chance. */
  readonly random: () => number;
  /** Without it, that of somebody who is waited for. */
  readonly patience?: Patience;
  readonly memory?: Memory;
  readonly decide?: typeof decideInBatch;
};

/** The ledger on an Odoo without any module of ours: rows of `crm.lead`, appended by compare-and-swap. */
export const odooLedger = (odoo: Odoo, options: OdooLedgerOptions): Ledger => {
  const { decide = decideInBatch, memory, newEventId, random } = options;
  const known = new KnownWallets(memory);
  const tryBatch = tryBatchOn(odoo, known);
  const ready = once(() => assertAppendOnly(odoo));
  return {
    commit: async (submissions, catalog) => {
      const decided = (submission: Submission, wallet: WalletInBatch) =>
        decide(submission, wallet, catalog, newEventId);
      await reached(ready());
      const patience = options.patience ?? inTime(contending(random));
      return reached(commitAll(tryBatch, submissions, decided, patience));
    },
    read: (walletId, page) => reached(readWallet(odoo, walletId, page)),
    scan: (tenantId) => scanRows(odoo, tenantId),
    wallets: (tenantId) => scanWallets(odoo, tenantId),
    health: () => reached(assertAppendOnly(odoo)),
    close: async () => odoo.close(),
  };
};

/**
 * All in one import. Where somebody else was in the way of any, all are read and decided anew, and tried once more so;
 * then each wallet goes by itself, so that none waits for another's luck.
 */
const commitAll = async (
  tryBatch: TryBatch,
  submissions: readonly Submission[],
  decide: (submission: Submission, wallet: WalletInBatch) => Outcome,
  patience: Patience,
): Promise<readonly Outcome[]> => {
  const groups = submissionsByWallet(submissions).map(([, group]) => group);
  if (groups.length === 1) return commitBatch(tryBatch, submissions, decide, patience);
  const sent = new Set<string>();
  const twice = { ...patience, afterConflict: (nth: number) => (nth === 0 ? 0 : undefined) };
  try {
    return await commitBatch(tryBatch, submissions, decide, twice, sent);
  } catch (error) {
    if (!(error instanceof StorageConflict)) throw error;
  }
  const outcomes = new Map<Submission, Outcome>();
  await Promise.all(
    groups.map(async (group) => {
      const answers = await commitBatch(tryBatch, group, decide, patience, sent);
      answers.forEach((outcome, index) => {
        const submission = group[index];
        if (submission) outcomes.set(submission, outcome);
      });
    }),
  );
  return submissions.flatMap((submission) => outcomes.get(submission) ?? []);
};

/** Remembers that a check was passed, not that it failed. */
const once = (check: () => Promise<void>): (() => Promise<void>) => {
  let passed: Promise<void> | undefined;
  return () => {
    passed ??= check().catch((error: unknown) => {
      passed = undefined;
      throw error;
    });
    return passed;
  };
};
