import type { CreditsStore, Problem, Schemas, Snapshot } from '../store.js';

type Entry = Schemas['Entry'];

/** The entries that are known here, newest first and without a gap, and the way to older ones. */
export type Pages = {
  readonly entries: readonly Entry[];
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  /** Takes what a snapshot brings. */
  readonly take: (snapshot: Snapshot) => void;
  readonly older: () => Promise<void>;
};

/**
 * Keeps every page by the numbers of its entries, so that what comes meanwhile on top moves nothing. Pages of another
 * wallet, which may have been asked for before somebody else signed in, are dropped.
 */
export const pages = (store: CreditsStore, changed: () => void): Pages => {
  let owner = '';
  let known = new Map<number, Entry>();
  let isBusy = false;
  let problem: Problem | undefined;
  const entries = () => {
    const newest = Math.max(0, ...known.keys());
    const list: Entry[] = [];
    for (let entry = known.get(newest); entry; entry = known.get(entry.seq - 1)) list.push(entry);
    return list;
  };
  const keep = (more: readonly Entry[]) => {
    for (const entry of more) known.set(entry.seq, entry);
  };
  return {
    get entries() {
      return entries();
    },
    get isBusy() {
      return isBusy;
    },
    get problem() {
      return problem;
    },
    take: ({ mode, state }) => {
      if (!state) return;
      const theirs = `${mode} ${state.clientId}`;
      if (theirs !== owner || known.has(state.version + 1)) known = new Map();
      owner = theirs;
      keep(state.ledgerTail);
    },
    older: async () => {
      const [asked, last] = [owner, entries().at(-1)];
      if (!last || isBusy) return;
      isBusy = true;
      changed();
      const answer = await store.history(last.seq);
      isBusy = false;
      problem = answer.ok ? undefined : answer.problem;
      if (answer.ok && asked === owner) keep(answer.value);
      changed();
    },
  };
};
