import { forget, keep, keptAs, type Role, readKept } from './kept.js';
import type { Session, SignInAs } from './session.js';

/** At a local server a name is enough. The session stays in this browser until it is over, or somebody signs out. */
export const sessionByName = (role: Role): Session => {
  const clientId = readKept(role)?.clientId;
  followOtherTabs(role, clientId);
  return {
    clientId,
    // Only of whom this page was made for: another tab may have signed in somebody else a moment ago.
    getToken: async () => {
      const kept = readKept(role);
      return kept?.clientId === clientId ? kept?.token : undefined;
    },
    ways: 'by name',
    signIn: async (as) => {
      if (!as) throw new Error('at a local server people sign in by a name');
      await signInByName(role, as);
      if (!as.goOn || as.clientId !== clientId) location.reload();
    },
    signOut: async () => {
      forget(role);
      location.reload();
    },
  };
};

/** Signs somebody in and keeps the session; the page stays as it is. */
export const signInByName = async (role: Role, { clientId }: SignInAs): Promise<void> => {
  const answer = await fetch('/local/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, operator: role === 'operator' }),
  }).catch(() => undefined);
  if (!answer) throw new Error('The server does not answer. Start it again: npm run dev');
  const { detail, token } = await answer.json().catch(() => ({}));
  if (!answer.ok || typeof token !== 'string') {
    throw new Error(detail ?? `The server answered ${answer.status}: try again in a moment.`);
  }
  keep(role, { clientId, token });
};

/** When another tab signs in somebody else, or signs out, this page is not of them any more: it starts anew. */
const followOtherTabs = (role: Role, clientId: string | undefined): void => {
  const follow = () => {
    if (readKept(role)?.clientId !== clientId) location.reload();
  };
  addEventListener('storage', ({ key }) => {
    if (key === null || key === keptAs(role)) follow();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) follow();
  });
};
