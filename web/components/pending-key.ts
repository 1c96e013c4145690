import type { Answer, Problem } from '../api/api.js';

const PREFIX = 'cz-credits-pending:';
const KEPT_FOR_MS = 24 * 3_600_000;

/**
 * Does something under a key that is kept in this browser until the answer is definite. So whoever tries again, after a
 * reload, in another tab or by a second click, repeats the same request, and it counts once.
 */
export const withKey = async <T>(
  purpose: string,
  send: (key: string) => Promise<Answer<T>>,
): Promise<Answer<T>> => {
  const name = PREFIX + purpose;
  const key = keptKey(name) ?? newKey(name);
  const answer = await send(key);
  if ((answer.ok || isDefinite(answer.problem)) && keptKey(name) === key) forget(name);
  return answer;
};

/** After any other problem nobody knows whether the request was carried out. */
const isDefinite = ({ status }: Problem): boolean =>
  status >= 400 && status < 500 && ![401, 408, 429].includes(status);

const keptKey = (name: string): string | undefined => {
  try {
    const [key, at] = (localStorage.getItem(name) ?? '').split(' ');
    return key && Date.now() - Number(at) < KEPT_FOR_MS ? key : undefined;
  } catch {
    return undefined;
  }
};

const newKey = (name: string): string => {
  const key = crypto.randomUUID();
  try {
    localStorage.setItem(name, `${key} ${Date.now()}`);
  } catch {
    // Where a browser keeps nothing, a reload forgets the key. The charge itself is as safe as ever.
  }
  return key;
};

const forget = (name: string): void => {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
};
