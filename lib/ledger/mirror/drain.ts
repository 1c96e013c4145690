import { type Mirror, MirrorUnavailable, type Run } from './mirror.js';
import type { Outbox, Owed, Settlement } from './outbox.js';

export type DrainOptions = {
  /** Whoever drains, by a name that nobody else has. */
  readonly holder: string;
  /** Asked before each step: nothing new is begun once it says no. */
  readonly goesOn: () => boolean;
  /** Also looks for what nobody put into the outbox, and at wallets that were set aside. */
  readonly thorough?: boolean;
  /** Entries in one import. */
  readonly most?: number;
  /** Told of every wallet that is set aside. */
  readonly onSetAside?: (settlement: Settlement) => void;
};

/**
 * How a drain ended: nothing was due any more; time was up, and more is due; somebody else was at it; or the mirror could
 * not be reached.
 */
export type Drained = { readonly carried: number } & (
  | { readonly end: 'done' | 'time is up' | 'under way elsewhere' }
  | { readonly end: 'unavailable'; readonly failure: string }
);

/**
 * Carries to the mirror what the ledger owes it, as long as there is something and time for it. However often and wherever
 * it runs, every entry arrives once, and a wallet's entries arrive in their order. It may be killed at any point.
 * @throws LedgerUnavailable
 */
export const drain = async (
  outbox: Outbox,
  mirror: Mirror,
  options: DrainOptions,
): Promise<Drained> => {
  const { goesOn, holder, thorough } = options;
  if (!(await outbox.lease(holder))) return { carried: 0, end: 'under way elsewhere' };
  if (thorough) await outbox.reconsider();
  for (let carried = 0; ; ) {
    const { arrived, failure } = await untilEmpty(outbox, mirror, options).catch(async (error) => {
      await outbox.release(holder, String(error)).catch(() => {});
      throw error;
    });
    await outbox.release(holder, failure);
    carried += arrived;
    if (failure !== undefined) return { carried, end: 'unavailable', failure };
    // Who wrote while the lease was held has left it to its holder, who looks once more now that it is not.
    if ((await outbox.due(1)).length === 0) return { carried, end: 'done' };
    if (!goesOn()) return { carried, end: 'time is up' };
    if (!(await outbox.lease(holder))) return { carried, end: 'under way elsewhere' };
  }
};

const untilEmpty = async (
  outbox: Outbox,
  mirror: Mirror,
  { goesOn, holder, most = 100, onSetAside }: DrainOptions,
): Promise<{ readonly arrived: number; readonly failure?: string }> => {
  let arrived = 0;
  try {
    for (let isEnlisted = false, isMore = true; isMore && goesOn(); ) {
      isEnlisted ||= await outbox.enlist();
      const owed = await outbox.due(most);
      for await (const settlements of carry(mirror, owed, goesOn)) {
        await outbox.settle(settlements);
        for (const settlement of settlements) {
          arrived += settlement.arrived;
          if (settlement.problem !== undefined) onSetAside?.(settlement);
        }
      }
      isMore = (!isEnlisted || entriesIn(owed) >= most) && (await outbox.lease(holder));
    }
  } catch (error) {
    if (error instanceof MirrorUnavailable) return { arrived, failure: error.message };
    throw error;
  }
  return { arrived };
};

/** All together, which nearly always goes well; otherwise one wallet after the other, so that none is in another's way. */
async function* carry(
  mirror: Mirror,
  owed: readonly Owed[],
  goesOn: () => boolean,
): AsyncIterable<readonly Settlement[]> {
  const runs = owed.map(({ entries }) => runOf(entries)).filter((run) => run !== undefined);
  if (owed.length === 0) return;
  if (runs.length === 0 || (await mirror.takeAll(runs))) {
    yield owed.map((each) => settlement(each, each.entries.length));
    return;
  }
  for (const each of owed) {
    if (!goesOn()) return;
    const run = runOf(each.entries);
    const { arrived, problem } = run ? await mirror.takeOne(run) : { arrived: 0 };
    yield [settlement(each, arrived, problem)];
  }
}

const settlement = (
  { carriedSeq, problem: behind, walletId }: Owed,
  arrived: number,
  problem = behind,
): Settlement => ({
  walletId,
  arrived,
  carriedSeq: carriedSeq + arrived,
  ...(problem !== undefined && { problem }),
});

const entriesIn = (owed: readonly Owed[]): number =>
  owed.reduce((sum, { entries }) => sum + entries.length, 0);

const runOf = ([first, ...rest]: Owed['entries']): Run | undefined => first && [first, ...rest];
