import type { Wraps } from '../store.js';

/** Mistakes that only a storage knows in which batches wait for one another. */
export const LOCKING: Readonly<Record<string, () => Wraps>> = {
  'a missing lock': () => ({
    transaction: (honest) => ({ ...honest, lock: async () => {} }),
  }),

  'acknowledged before commit': () => ({
    transaction: (honest) => {
      let committing = false;
      return {
        ...honest,
        commit: async (moves) => {
          committing = true;
          honest.commit(moves).then(honest.end, honest.end);
        },
        end: () => {
          if (!committing) honest.end();
        },
      };
    },
  }),
};
