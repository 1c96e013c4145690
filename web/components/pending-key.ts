import type { Answer } from '../api/api.js';
import { isDefinite } from './problem.js';

const PREFIX = 'cz-credits-pending:';
const KEPT_FOR_MS = 24 * 3_600_000;

/** The same in this page, where a browser's storage is closed or full: it lasts until a reload. */
const keptHere = new Map<string, string>();

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

const keptKey = (name: string): string | undefined =>
  youngKey(stored(name)) ?? youngKey(keptHere.get(name));

const youngKey = (kept: string | undefined): string | undefined => {
  const [key, at] = (kept ?? '').split(' ');
  return key && Date.now() - Number(at) < KEPT_FOR_MS ? key : undefined;
};

const stored = (name: string): string | undefined => {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
};

const newKey = (name: string): string => {
  const key = crypto.randomUUID();
  const kept = `${key} ${Date.now()}`;
  keptHere.set(name, kept);
  try {
    localStorage.setItem(name, kept);
  } catch {
    // This page still has it. After a reload or in another tab the same would be done anew, and counted twice.
  }
  return key;
};

const forget = (name: string): void => {
  keptHere.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was stored.
  }
};
