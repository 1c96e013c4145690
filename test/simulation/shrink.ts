import type { Failure } from './run.js';

export type Shrunken = { readonly kept: readonly number[]; readonly failure: Failure };

/**
 * Leaves out what a failure does not need: halves first, then ever smaller pieces, down to single steps. Stops when
 * `outOfTime` says so, with the shortest history so far. `kept` are places in the whole history, for `--only`.
 */
export const shrink = async (
  first: Failure,
  tries: (kept: readonly number[]) => Promise<Failure | undefined>,
  outOfTime: () => boolean,
): Promise<Shrunken> => {
  let failure = first;
  let kept = Array.from({ length: first.step + 1 }, (_, index) => index);
  for (
    let size = Math.ceil(kept.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = kept.length; from > 0 && !outOfTime(); from -= size) {
      const shorter = kept.filter((_, at) => at < from - size || at >= from);
      const still = await tries(shorter);
      if (!still) continue;
      failure = still;
      kept = shorter.slice(0, still.step + 1);
    }
  }
  return { kept, failure };
};
