import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Problem } from '../../web/api/api.js';
import { withKey } from '../../web/components/pending-key.js';
import { problem } from '../../web/components/problem.js';

const storage = (isFull = false) => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => void kept.delete(name),
    setItem: (name: string, value: string) => {
      if (isFull) throw new Error('full');
      kept.set(name, value);
    },
  };
};

const done: Answer<string> = { ok: true, value: 'done', response: new Response() };
const lost = problem('unreachable', 'no connection');
const problemOf = (status: number): Problem => ({ ...lost, code: 'unauthenticated', status });

/** The keys under which the same is asked for, after each of these answers. */
const keysAfter = async (purpose: string, answers: readonly (Problem | 'done')[]) => {
  const keys: string[] = [];
  for (const answer of [...answers, 'done'] as const) {
    await withKey(purpose, async (key) => {
      keys.push(key);
      return answer === 'done' ? done : { ok: false, problem: answer };
    });
  }
  return keys;
};

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ['keeps', false],
  ['has no room for', true],
])('in a browser whose storage %s the key', (_, isFull) => {
  it('repeats a request whose answer was lost under the same key', async () => {
    vi.stubGlobal('localStorage', storage(isFull));
    const [first, second] = await keysAfter('again', [lost]);
    expect(second).toBe(first);
  });

  it('takes another key for the next request once the answer is definite', async () => {
    vi.stubGlobal('localStorage', storage(isFull));
    const [first, second, third] = await keysAfter('next', ['done', problemOf(402)]);
    expect(new Set([first, second, third]).size).toBe(3);
  });
});

it.each([401, 408, 425, 429, 500, 503])('keeps the key after a %i', async (status) => {
  vi.stubGlobal('localStorage', storage());
  const [first, second] = await keysAfter(`status ${status}`, [problemOf(status)]);
  expect(second).toBe(first);
});

it.each([403, 404])('keeps the key after a %i that is not of the API', async (status) => {
  vi.stubGlobal('localStorage', storage());
  const [first, second] = await keysAfter(`foreign ${status}`, [{ ...lost, status }]);
  expect(second).toBe(first);
});
