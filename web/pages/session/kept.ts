/** Who signed in at a local server, and the token that says so. */
export type Kept = { readonly clientId: string; readonly token: string };

/** A client and an operator are two people: one browser keeps both, and each page knows whom it wants. */
export type Role = 'client' | 'operator';

/** Where a session is kept, in this browser's storage. */
export const keptAs = (role: Role): string => `cz-local-session.${role}`;

/** The session that is kept and not over yet; what cannot be read is none. */
export const readKept = (role: Role): Kept | undefined => {
  const kept = parsed(stored(keptAs(role)));
  return isKept(kept) && expiryOf(kept.token) > Date.now() ? kept : undefined;
};

export const keep = (role: Role, kept: Kept): void => store(keptAs(role), JSON.stringify(kept));

export const forget = (role: Role): void => store(keptAs(role), null);

/** What the browser would not keep. A link to another place in the page has a history of its own, without it. */
const inMemory = new Map<string, string | null>();

/** A browser that keeps nothing for this site still has this tab's history: it outlives a reload. */
const stored = (key: string): unknown => {
  if (inMemory.has(key)) return inMemory.get(key);
  try {
    return localStorage.getItem(key);
  } catch {
    const kept: unknown = Object(history.state)[key];
    if (typeof kept === 'string') inMemory.set(key, kept);
    return kept;
  }
};

const store = (key: string, text: string | null): void => {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    inMemory.delete(key);
  } catch {
    inMemory.set(key, text);
    history.replaceState({ ...history.state, [key]: text }, '');
  }
};

const parsed = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  'clientId' in value &&
  typeof value.clientId === 'string' &&
  'token' in value &&
  typeof value.token === 'string';

/** In milliseconds, as the token itself says; one that says nothing is over. */
const expiryOf = (token: string): number => {
  try {
    const [, claims = ''] = token.split('.');
    const { exp } = JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/')));
    return typeof exp === 'number' ? exp * 1000 : 0;
  } catch {
    return 0;
  }
};
