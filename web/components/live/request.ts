import { type Answer, isProblem, type Problem } from '../../api/api.js';
import { baseUrl } from '../configuration.js';
import { problem } from '../problem.js';
import { sessionToken } from '../session.js';

/** Whatever hangs is a lost answer from then on, and may be tried again. */
const PATIENCE_MS = 30_000;

/**
 * One request to the API, a POST if it has a body. A fetch of the whole API by its types would be a fifth of the script,
 * so the few paths that it calls have their types where they are called. It never rejects.
 */
export const request = async <T>(path: string, body?: object): Promise<Answer<T>> => {
  try {
    const token = await sessionToken();
    if (body && !token) return { ok: false, problem: signedOut() };
    const response = await fetch(baseUrl() + path, {
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
    });
    return await answerIn(response);
  } catch (error) {
    return { ok: false, problem: problem('unreachable', String(error)) };
  }
};

const answerIn = async <T>(response: Response): Promise<Answer<T>> => {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  if (response.ok && isJson) return { ok: true, value: JSON.parse(text), response };
  const told: unknown = isJson ? JSON.parse(text) : undefined;
  const { status, url } = response;
  return {
    ok: false,
    problem: isProblem(told) ? told : problem('unreachable', `${status} of ${url}`, status),
  };
};

/** The session ended between two requests. Nothing is sent: without a token it would be a stranger's. */
const signedOut = (): Problem => problem('unauthenticated', 'sign in again', 401);
