import type { CreditsStore } from '/cz-credits.js';
import { signInAgain } from './again.js';
import type { Session } from './session.js';

/**
 * Tells the components of this page who is signed in, at once: they wait until it is known. Where the session is over they
 * ask for it again; whoever does not want to is signed out.
 */
export const giveCredits = async (opening: Promise<Session>): Promise<CreditsStore> => {
  const getToken = async () => {
    const session = await opening;
    const token = await session.getToken();
    if (token || !session.clientId) return token;
    return again(session);
  };
  Object.assign(window, { czCredits: { getToken } });
  // Not bundled with the page: it comes as it does to any product, by the script tag.
  const { configureCredits, creditsStore } = await import('/cz-credits.js');
  const store = creditsStore();
  store.subscribe(() => {
    if (store.snapshot.problem?.code !== 'unauthenticated') return;
    void opening.then(again).then(() => configureCredits({}));
  });
  return store;
};

const again = async (session: Session): Promise<string | undefined> => {
  const before = await session.getToken();
  await signInAgain(session);
  const token = await session.getToken();
  if (!token || token === before) await session.signOut();
  return token;
};
