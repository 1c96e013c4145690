import type { Schemas } from '../api/api.js';

const CHANNEL = 'cz-credits';
const AT_MOST_EVERY_MS = 2_000;

/** What a tab tells the others of this site when it changed something. */
export type Told = { readonly mode: 'live' | 'demo'; readonly state: Schemas['State'] };

/** The same site in other tabs. `of` keeps those apart that speak to different APIs. */
export const otherTabs = (of: () => string, hear: (told: Told) => void) => {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<Told & { readonly of: string }>) => {
    if (data.of === of()) hear(data);
  });
  return { tell: (told: Told): void => channel.postMessage({ ...told, of: of() }) };
};

/**
 * Calls when somebody looks at this page again: a tab that was behind another, a page that the browser kept while they
 * were away, a connection that is back. Not more often than every two seconds, except on the way back.
 */
export const whenSeenAgain = (call: () => void): (() => void) => {
  const stopped = new AbortController();
  let last = performance.now();
  const now = (): void => {
    last = performance.now();
    call();
  };
  const throttled = (): void => {
    if (!document.hidden && performance.now() - last > AT_MOST_EVERY_MS) now();
  };
  const { signal } = stopped;
  addEventListener('pageshow', ({ persisted }) => persisted && now(), { signal });
  addEventListener('focus', throttled, { signal });
  addEventListener('online', now, { signal });
  document.addEventListener('visibilitychange', throttled, { signal });
  return () => stopped.abort();
};
