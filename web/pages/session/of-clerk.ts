import type { Session } from './session.js';

/** What these pages need of Clerk's own script, which its Frontend API serves. */
type Clerk = {
  readonly load: () => Promise<void>;
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

/** The session of Clerk: its script comes from the tenant's own address there, the only one beside ours. */
export const sessionOfClerk = async (): Promise<Session> => {
  const clerk = await loaded();
  return {
    clientId: clerk.user?.id,
    getToken: async () => (await clerk.session?.getToken()) ?? undefined,
    ways: 'elsewhere',
    signIn: async () => void (await clerk.redirectToSignIn({ redirectUrl: location.href })),
    signOut: async () => {
      await clerk.signOut();
      location.reload();
    },
  };
};

const loaded = async (): Promise<Clerk> => {
  const script = document.createElement('script');
  script.src = `${meta('clerk-origin')}/npm/@clerk/clerk-js@5/dist/clerk.browser.js`;
  script.crossOrigin = 'anonymous';
  script.dataset['clerkPublishableKey'] = meta('clerk-publishable-key');
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new Error('Clerk could not be reached')));
    document.head.append(script);
  });
  if (!window.Clerk) throw new Error("Clerk's script brought no Clerk");
  await window.Clerk.load();
  return window.Clerk;
};

const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
