/** Runs a piece of work when it is its turn. */
export type Turns = <Result>(signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>;

/** At most so many at once; whoever asked first goes first. Whose signal fires while it waits leaves the queue. */
export const openTurns = (mostAtOnce: number): Turns => {
  const waiting = new Set<() => void>();
  let free = mostAtOnce;

  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (free > 0) {
        free -= 1;
        resolve();
        return;
      }
      const leave = () => {
        waiting.delete(go);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      waiting.add(go);
      signal.addEventListener('abort', leave, { once: true });
    });

  const pass = () => {
    const [next] = waiting;
    if (!next) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next();
  };

  return async (signal, work) => {
    await turn(signal);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      // Whose time is up together with this one's is to leave before, and not to be begun.
      setImmediate(pass);
    }
  };
};
