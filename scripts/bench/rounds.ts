/** How one way of doing it did in all rounds: a second's debits, the median with the worst and the best. */
export type Rate = { readonly median: number; readonly least: number; readonly most: number };

export type Round = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

/** Keeps `callers` busy for so long: each sends again as soon as it has its answer. */
export const drive = async (
  callers: number,
  milliseconds: number,
  once: () => Promise<void>,
): Promise<Round> => {
  const started = performance.now();
  const until = started + milliseconds;
  const waits: number[] = [];
  const caller = async () => {
    for (let from = performance.now(); from < until; from = performance.now()) {
      await once();
      waits.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - started) / 1000;
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.floor(share * (waits.length - 1))] ?? 0;
  return { perSecond: waits.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
};

export const rateOf = (values: readonly number[]): Rate => {
  const sorted = [...values].sort((a, b) => a - b);
  const [least = 0] = sorted;
  return {
    least,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    most: sorted.at(-1) ?? 0,
  };
};
