import { configuration } from './configuration.js';

/** What is used of Clerk, which many pages have anyway. */
type Clerk = {
  readonly loaded?: boolean;
  readonly session?: {
    readonly id: string;
    readonly getToken: () => Promise<string | null>;
  } | null;
  readonly addListener?: (listener: () => void) => unknown;
};

const page: object = window;

const clerk = (): Clerk | undefined => Reflect.get(page, 'Clerk');

/** The token of who is signed in, by what the page configured, else by Clerk. Nothing: a stranger. */
export const sessionToken = (): Promise<string | undefined> => Promise.race([asked(), late()]);

const asked = async (): Promise<string | undefined> => {
  const { getToken } = configuration();
  if (getToken) return (await getToken()) || undefined;
  return (await clerk()?.session?.getToken()) || undefined;
};

/** A page whose session never answers would leave everybody waiting who asks for the wallet. */
const late = (): Promise<never> =>
  new Promise((_, reject) =>
    setTimeout(() => reject(new Error('no session token came')), LONGEST_WAIT_MS),
  );

const LONGEST_WAIT_MS = 15_000;
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Waits until the page has had its chance to say who is signed in, so that nobody is a stranger for a moment only. */
export const sessionKnown = async (): Promise<void> => {
  await scriptsRun();
  const until = Date.now() + PATIENCE_MS;
  while (!configuration().getToken && clerkIsComing() && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};

const clerkIsComing = (): boolean => {
  const there = clerk();
  return there
    ? there.loaded === false
    : document.querySelector('script[data-clerk-publishable-key]') !== null;
};

/** A page's own modules run after this one; whatever they configure is there when its content is loaded. */
const scriptsRun = (): Promise<void> =>
  new Promise((resolve) => {
    const [navigation] = performance.getEntriesByType('navigation');
    const isPast =
      document.readyState === 'complete' ||
      (navigation instanceof PerformanceNavigationTiming &&
        navigation.domContentLoadedEventStart > 0);
    if (isPast || configuration().getToken) resolve();
    else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });

let followed: Clerk | undefined;
let sessionId: string | undefined;

/** Tells when somebody signs in or out with Clerk. Asked again and again: its script may come later than this one. */
export const followClerk = (changed: () => void): void => {
  const there = clerk();
  if (!there?.addListener || there === followed) return;
  followed = there;
  sessionId = there.session?.id;
  there.addListener(() => {
    if (there.session?.id === sessionId) return;
    sessionId = there.session?.id;
    changed();
  });
};
