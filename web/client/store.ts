/**
 * Where a client keeps what must outlive a crash: the keys of requests that were not answered, which work was begun, and
 * charges that wait. Four functions, so that a file, Redis or a table can stand behind it.
 */
export type Store = {
  /** Keeps a value under a name under which nothing is. `false`: something is there already, and stays. Atomic. */
  readonly add: (name: string, value: string) => Promise<boolean>;
  readonly get: (name: string) => Promise<string | undefined>;
  readonly delete: (name: string) => Promise<void>;
  /** The names that begin so. */
  readonly names: (beginning: string) => Promise<readonly string[]>;
};

/** Keeps things for as long as the process runs. */
export const memoryStore = (): Store => {
  const kept = new Map<string, string>();
  return {
    add: async (name, value) => {
      if (kept.has(name)) return false;
      kept.set(name, value);
      return true;
    },
    get: async (name) => kept.get(name),
    delete: async (name) => {
      kept.delete(name);
    },
    names: async (beginning) => [...kept.keys()].filter((name) => name.startsWith(beginning)),
  };
};

/** What there is of Web Storage: `localStorage`, `sessionStorage`. */
export type WebStorage = {
  readonly length: number;
  readonly key: (index: number) => string | null;
  readonly getItem: (name: string) => string | null;
  readonly setItem: (name: string, value: string) => void;
  readonly removeItem: (name: string) => void;
};

const OURS = 'cz-credits:';

/** Keeps things in Web Storage, beside whatever else the page has there. */
export const webStore = (storage: WebStorage): Store => ({
  add: async (name, value) => {
    if (storage.getItem(OURS + name) !== null) return false;
    storage.setItem(OURS + name, value);
    return true;
  },
  get: async (name) => storage.getItem(OURS + name) ?? undefined,
  delete: async (name) => storage.removeItem(OURS + name),
  names: async (beginning) =>
    Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
      .filter((name) => name.startsWith(OURS + beginning))
      .map((name) => name.slice(OURS.length)),
});

/** A page keeps things in localStorage; where there is no page, or it may not, they last as long as the process. */
export const storeOfHere = (): Store => {
  try {
    // Node has a localStorage of its own, which is shared by nobody and complains.
    return typeof document === 'undefined' ? memoryStore() : webStore(localStorage);
  } catch {
    return memoryStore(); // the browser forbids storage
  }
};
