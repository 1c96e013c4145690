/** Where a command tells what it does. */
export type Progress = {
  /** A line that stays. */
  readonly say: (line: string) => void;
  /** What is under way, with a count. It stays nowhere, and is told now and then. */
  readonly count: (what: string, more: number) => void;
};

/** On a terminal the count is one line that is written over; elsewhere it is a line every ten seconds. */
export const progressOn = (out: NodeJS.WriteStream): Progress => {
  const everyMs = out.isTTY ? 100 : 10_000;
  const wipe = out.isTTY ? '\r\x1b[K' : '';
  let counted = { what: '', count: 0 };
  let toldAt = performance.now();
  return {
    say: (line) => {
      out.write(`${wipe}${line}\n`);
    },
    count: (what, more) => {
      if (counted.what !== what) {
        counted = { what, count: 0 };
        toldAt = performance.now();
      }
      counted.count += more;
      if (performance.now() - toldAt < everyMs) return;
      toldAt = performance.now();
      out.write(`${wipe}${what}: ${counted.count} entries${out.isTTY ? '' : '\n'}`);
    },
  };
};
