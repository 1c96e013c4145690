import { runDue } from './due.js';
import type { Env } from './env.js';
import type { Event } from './objects/objects.js';
import type { SearchIndex } from './search-index.js';
import type { Store } from './store.js';

/** What requests, pages and time all work with. */
export type Works = {
  readonly store: Store;
  readonly now: () => Date;
  readonly base: () => string;
  readonly secretKey: string;
  readonly search: SearchIndex;
  /** Whether anybody hears of events. */
  readonly isHeard: () => boolean;
  /** Takes events that are kept. */
  readonly deliver: (events: readonly Event[]) => void;
  /** Idempotency keys of requests under way. */
  readonly inFlight: Set<string>;
};

/** Carries out work as one transaction, and delivers what it tells of once it is kept. */
export const transact = <Result>(
  works: Works,
  work: (env: Env) => Result,
  request: Env['request'] = null,
): Result => {
  const now = works.now();
  const env: Env = {
    store: works.store,
    now: Math.floor(now.getTime() / 1_000),
    base: works.base(),
    request,
    searchable: () => works.search.at(now),
    webhooks: works.isHeard() ? 1 : 0,
    told: [],
  };
  const result = works.store.transact(() => work(env));
  works.search.note(env.told, now);
  works.deliver(env.told);
  return result;
};

/** Does what has fallen due; what it answers with looks at most once a second. */
export const catchingUp = (works: Works): (() => void) => {
  let looked: number | undefined;
  return () => {
    const second = Math.floor(works.now().getTime() / 1_000);
    if (second === looked) return;
    looked = second;
    transact(works, runDue);
  };
};
