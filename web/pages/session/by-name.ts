import type { Session } from './session.js';

const KEPT_AS = 'cz-local-session';

type Kept = { readonly clientId: string; readonly token: string };

/** At a local server a name is enough. The session stays in this browser until it is over, or somebody signs out. */
export const sessionByName = (): Session => {
  const kept = read();
  return {
    clientId: kept?.clientId,
    getToken: async () => read()?.token,
    ways: 'by name',
    signIn: async (as) => {
      if (!as) throw new Error('at a local server people sign in by a name');
      const answer = await fetch('/local/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(as),
      });
      const { detail, token } = await answer.json();
      if (!answer.ok) throw new Error(detail);
      localStorage.setItem(KEPT_AS, JSON.stringify({ clientId: as.clientId, token }));
      location.reload();
    },
    signOut: async () => {
      localStorage.removeItem(KEPT_AS);
      location.reload();
    },
  };
};

const read = (): Kept | undefined => {
  const text = localStorage.getItem(KEPT_AS);
  if (text === null) return undefined;
  const kept: Kept = JSON.parse(text);
  return expiry(kept.token) > Date.now() ? kept : undefined;
};

/** In milliseconds, as the token itself says. */
const expiry = (token: string): number => {
  const [, claims = ''] = token.split('.');
  return JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))).exp * 1000;
};
