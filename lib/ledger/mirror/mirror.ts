import type { Entry } from '../entry.js';

/** Entries of one wallet, in the order of their numbers, without a gap, and at least one. */
export type Run = readonly [Entry, ...Entry[]];

/** How many of a run's entries are there now, from its first; and, where it is not all, what is in the way of the next. */
export type Arrival = { readonly arrived: number; readonly problem?: string };

/**
 * A place that shows what the ledger has, and takes every entry once, however often it is sent.
 * Both methods throw MirrorUnavailable.
 */
export interface Mirror {
  /** All or nothing, in one go. False when some of it is refused; that is found out one by one. */
  takeAll(runs: readonly Run[]): Promise<boolean>;

  /** One wallet's run, when there was trouble: what is there already stays as it is, what is missing is added in order. */
  takeOne(run: Run): Promise<Arrival>;
}

/** It does not answer, or lets nobody in: no wallet is to blame. What was on its way may have arrived. */
export class MirrorUnavailable extends Error {
  override readonly name = 'MirrorUnavailable';
}
