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

/**
 * Keeps things in Web Storage, beside whatever else the page has there. What it does not take, because it is full or
 * forbidden, lasts as long as the page: so a call that is made again finds its key at least until then.
 */
export const webStore = (storage: WebStorage): Store => {
  const unwritten = new Map<string, string>();
  const found = (name: string): string | undefined =>
    unwritten.get(name) ?? orElse(() => storage.getItem(OURS + name) ?? undefined, undefined);
  return {
    add: async (name, value) => {
      if (found(name) !== undefined) return false;
      const isWritten = orElse(() => {
        storage.setItem(OURS + name, value);
        return true;
      }, false);
      if (!isWritten) unwritten.set(name, value);
      return true;
    },
    get: async (name) => found(name),
    delete: async (name) => {
      unwritten.delete(name);
      orElse(() => storage.removeItem(OURS + name), undefined);
    },
    names: async (beginning) => {
      const names = orElse(() => namesIn(storage), []);
      return [...names, ...unwritten.keys()].filter((name) => name.startsWith(beginning));
    },
  };
};

/** A browser may have a storage and throw at whatever is asked of it. */
const orElse = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

const namesIn = (storage: WebStorage): readonly string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    .filter((name) => name.startsWith(OURS))
    .map((name) => name.slice(OURS.length));

/** A page keeps things in localStorage; where there is no page, or it may not, they last as long as the process. */
export const storeOfHere = (): Store => {
  // Node has a localStorage of its own, which is shared by nobody and complains.
  if (typeof document === 'undefined') return memoryStore();
  // It is null in some web views, and throws where the browser forbids storage.
  const storage = orElse<WebStorage | null>(() => localStorage, null);
  return storage ? webStore(storage) : memoryStore();
};
