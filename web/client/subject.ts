import type { Access } from '../api/api.js';

/**
 * Whose token it is, as it says itself. Nothing is verified: this only keeps apart what belongs to two people who sign in
 * one after the other in one browser.
 */
export const subjectOf = async (getToken: Access['getToken']): Promise<string | undefined> => {
  try {
    const [, payload = ''] = ((await getToken?.()) ?? '').split('.');
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const isNamed = typeof claims === 'object' && claims !== null && 'sub' in claims;
    return isNamed && typeof claims.sub === 'string' ? claims.sub : undefined;
  } catch {
    return undefined; // a stranger, or a token that says nothing
  }
};
