import type { Session } from './session.js';

/** What these pages need of Clerk's own script, which its Frontend API serves. */
type Clerk = {
  readonly load: (options: { readonly telemetry: false }) => Promise<void>;
  readonly user?: { readonly id: string } | null;
  readonly session?: { readonly getToken: () => Promise<string | null> } | null;
  readonly redirectToSignIn: (options: { readonly redirectUrl: string }) => Promise<unknown>;
  readonly signOut: () => Promise<void>;
};

declare global {
  interface Window {
    Clerk?: Clerk;
  }
}

/** The major version that fits the server's package of Clerk's; which of it is the newest the Frontend API knows. */
const SCRIPT = '/npm/@clerk/clerk-js@6/dist/clerk.browser.js';

/** The session of Clerk: its script comes from the tenant's own address there, the only one beside ours. */
export const sessionOfClerk = async (): Promise<Session> => {
  const clerk = await loaded().catch(() => undefined);
  if (!clerk) return unreachable;
  const clientId = clerk.user?.id;
  const isTheirs = () => clerk.user?.id === clientId;
  return {
    clientId,
    // Only of whom this page was made for: another tab may have signed in somebody else a moment ago.
    getToken: async () => {
      const token = isTheirs() ? await clerk.session?.getToken() : undefined;
      if (isTheirs()) return token ?? undefined;
      if (clerk.user) location.reload(); // whose session is over is asked over the page, and loses nothing
      return undefined;
    },
    ways: 'elsewhere',
    signIn: async () => void (await clerk.redirectToSignIn({ redirectUrl: location.href })),
    signOut: async () => {
      await clerk.signOut();
      location.reload();
    },
  };
};

/** Nobody can be told from anybody else until Clerk answers again: to sign in is to ask once more. */
const unreachable: Session = {
  clientId: undefined,
  getToken: async () => undefined,
  ways: 'unreachable',
  signIn: async () => location.reload(),
  signOut: async () => location.reload(),
};

const loaded = async (): Promise<Clerk> => {
  const script = document.createElement('script');
  script.src = `${meta('clerk-origin')}${SCRIPT}`;
  script.crossOrigin = 'anonymous';
  script.dataset['clerkPublishableKey'] = meta('clerk-publishable-key');
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new Error('Clerk could not be reached')));
    document.head.append(script);
  });
  if (!window.Clerk) throw new Error("Clerk's script brought no Clerk");
  await window.Clerk.load({ telemetry: false }); // it would go to another origin
  return window.Clerk;
};

const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
