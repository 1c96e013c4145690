import type { World } from './insist.js';
import { isDefinite, isDemo, type Result } from './result.js';
import type { Store } from './store.js';

/** What a piece of work is known by, for good: `['report', 7]`, `'memo/2026-11/3'`. Never a number of this process alone. */
export type Work = string | readonly (string | number)[];

const LONGEST_KEY = 200;

/**
 * The key that stands for this action on this piece of work: the same whenever, and in whatever process, it is asked for.
 * @throws TypeError where the work has no name: one key would stand for all of it.
 */
export const keyOfWork = async (actionId: string, work: Work): Promise<string> => {
  const parts = typeof work === 'string' ? [work] : work;
  if (parts.every((part) => part === '')) throw new TypeError('`work` is empty: say which it is');
  const readable = [actionId, ...parts].map((part) => encodeURIComponent(part)).join('/');
  if (readable.length <= LONGEST_KEY) return readable;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(readable));
  const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'));
  return `sha256:${hex.join('')}`;
};

/** A key that a call has for itself until it says what became of it. */
export type Taken = {
  readonly key: string;
  /** Whether an earlier call had it, and was never answered. */
  readonly isForgotten: boolean;
  readonly leave: (result: Result<unknown>) => Promise<void>;
};

const DAY_MS = 86_400_000;

/**
 * Keys for calls that come without one. Each is kept before it is sent, under what the call means, and given up when the
 * answer is definite. So a call that means the same as one that was never answered, before a reload or a crash perhaps,
 * takes that one's key, if it is of the same person; one that is under way, in another tab too, keeps its own.
 */
export const keysIn = (store: Store, { newId, now }: World) => {
  const inUse = new Set<string>();

  const claim = async (name: string): Promise<(() => void) | undefined> => {
    if (inUse.has(name)) return undefined;
    inUse.add(name);
    const unlock = await lockAcrossTabs(name);
    if (!unlock) inUse.delete(name);
    return (
      unlock &&
      (() => {
        inUse.delete(name);
        unlock();
      })
    );
  };

  const taken = (name: string, key: string, letGo: () => void, isOfSomebody: boolean): Taken => ({
    key,
    isForgotten: false,
    leave: async (result) => {
      // Somebody who was answered as a stranger, because the session ended meanwhile, may have been charged before.
      const isKnown = isDefinite(result) && !(isOfSomebody && isDemo(result));
      if (isKnown) await store.delete(name).catch(() => {});
      letGo();
    },
  });

  const left = async (prefix: string, isOfSomebody: boolean): Promise<Taken | undefined> => {
    for (const name of await store.names(prefix)) {
      const letGo = await claim(name);
      if (!letGo) continue;
      const since = Number(await store.get(name)); // whoever had it may have given it up meanwhile
      if (now() - since < DAY_MS)
        return taken(name, name.slice(prefix.length), letGo, isOfSomebody);
      await store.delete(name);
      letGo();
    }
    return undefined;
  };

  return async (meaning: string, whose?: string): Promise<Taken> => {
    const prefix = `key:${whose === undefined ? '' : encodeURIComponent(whose)} ${meaning}#`;
    // Whatever the store is good for, the call can be made: its own attempts have one key anyway.
    const forgotten = await left(prefix, whose !== undefined).catch(() => undefined);
    if (forgotten) return { ...forgotten, isForgotten: true };
    const key = newId();
    const name = prefix + key;
    const letGo = await claim(name);
    await store.add(name, String(now())).catch(() => false);
    return taken(name, key, letGo ?? (() => {}), whose !== undefined);
  };
};

/** Locks of a page that is gone are free: so what nobody holds was forgotten, and not only slow. */
const lockAcrossTabs = (name: string): Promise<(() => void) | undefined> =>
  new Promise((resolve) => {
    const { locks } = globalThis.navigator ?? {};
    if (!locks) return resolve(() => {});
    const hold = (lock: unknown): Promise<void> | undefined => {
      if (lock) return new Promise((release) => resolve(release));
      resolve(undefined);
      return undefined;
    };
    locks.request(`cz-credits:${name}`, { ifAvailable: true }, hold).catch(() => resolve(() => {}));
  });
