import { describe, expect, it } from 'vitest';
import { type WebStorage, webStore } from '../../web/client/index.js';
import { testApi } from '../support/app.js';
import { Network } from './network.js';
import { somebody } from './stage.js';

const api = testApi();

/** Storage of a page that may hold so many names. */
const storageFor = (most: number): WebStorage => {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => {
      if (kept.size >= most) throw new Error('QuotaExceededError');
      kept.set(name, value);
    },
    removeItem: (name) => {
      kept.delete(name);
    },
  };
};

const refuse = (): never => {
  throw new Error('SecurityError');
};

const FORBIDDEN: WebStorage = {
  get length() {
    return refuse();
  },
  key: refuse,
  getItem: refuse,
  setItem: refuse,
  removeItem: refuse,
};

describe('what a page keeps in its storage', () => {
  it.each([
    ['there is room', storageFor(9)],
    ['there is room for one', storageFor(1)],
    ['it is full', storageFor(0)],
    ['it is forbidden', FORBIDDEN],
  ])('is there, once and until it is given up, where %s', async (_, storage) => {
    const store = webStore(storage);
    expect([await store.add('a:1', 'x'), await store.add('a:2', 'y')]).toEqual([true, true]);
    expect([await store.add('a:1', 'z'), await store.add('a:2', 'z')]).toEqual([false, false]);
    expect([await store.get('a:1'), await store.get('a:2')]).toEqual(['x', 'y']);
    expect([...(await store.names('a:'))].sort()).toEqual(['a:1', 'a:2']);
    await store.delete('a:1');
    await store.delete('a:2');
    expect([await store.get('a:1'), await store.names('')]).toEqual([undefined, []]);
  });

  it('charges once for a call whose answer was lost, also where it is full', async () => {
    const network = new Network(api);
    network.faults.push('lost');
    const store = webStore(storageFor(0));
    const client = somebody(api, api.newClient(), { network, store, attempts: 1 });
    expect(await client.debit({ actionId: 'ask_ai' })).toMatchObject({ ok: false });
    expect(await client.debit({ actionId: 'ask_ai' })).toMatchObject({
      replayed: true,
      value: { balance: 119 },
    });
  });
});
