import { describe, expect, it } from 'vitest';
import { type GuardedAction, memoryStore } from '../../web/client/index.js';
import { testApi } from '../support/app.js';
import { Network } from './network.js';
import { backend } from './stage.js';

const api = testApi();

/** A backend with a network of its own, and work for one client that counts how often it is done. */
const stage = () => {
  const [network, store] = [new Network(api), memoryStore()];
  const clientId = api.newClient();
  const client = backend(api, { network, store, attempts: 2, timeoutMs: 1500 });
  let runs = 0;
  const guard = (action: Partial<GuardedAction> = {}, quantity?: number) =>
    client.guard(
      { clientId, actionId: 'ask_ai', work: 'w', quantity: 10, ...action },
      async ({ key }) => {
        runs += 1;
        return { value: `done as ${key}`, ...(quantity !== undefined && { quantity }) };
      },
    );
  return {
    client,
    clientId,
    network,
    store,
    guard,
    runs: () => runs,
    wallet: async () => {
      const state = await backend(api).state({ clientId });
      if (!state.ok) throw new Error('the state can be read');
      return state.value;
    },
  };
};

describe('guarded work', () => {
  it('is charged for what it took, and the rest of its hold is free again', async () => {
    const { guard, wallet } = stage();
    expect(await guard({}, 7)).toMatchObject({
      ok: true,
      value: 'done as ask_ai/w',
      charged: { status: 'captured', debit: { entry: { quantity: 7, creditsDelta: -7 } } },
    });
    expect(await wallet()).toMatchObject({ balance: 113, held: 0 });
  });

  it('is charged for what was held where it does not say, and for more where it took more', async () => {
    const { guard, wallet } = stage();
    await guard();
    await guard({ work: 'longer' }, 12);
    expect(await wallet()).toMatchObject({ balance: 98, held: 0 });
  });

  it('costs nothing when it took nothing', async () => {
    const { guard, wallet } = stage();
    expect(await guard({}, 0)).toMatchObject({ ok: true, charged: { status: 'released' } });
    expect(await wallet()).toMatchObject({ balance: 120, held: 0 });
  });

  it('costs nothing when it throws, and its error goes on', async () => {
    const { client, clientId, wallet } = stage();
    const broken = client.guard({ clientId, actionId: 'ask_ai', work: 'w' }, async () => {
      throw new RangeError('no such page');
    });
    await expect(broken).rejects.toThrow(new RangeError('no such page'));
    expect(await wallet()).toMatchObject({ balance: 120, held: 0 });
  });

  it('is not begun where credits lack, and may be begun later', async () => {
    const { clientId, guard, runs } = stage();
    const refused = await guard({ quantity: 121 });
    expect(refused).toMatchObject({ status: 'refused', problem: { code: 'insufficient_credits' } });
    expect(runs()).toBe(0);
    await api.admin.adjust(clientId, { credits: 1, reason: 'a gift', idempotencyKey: 'g' });
    expect(await guard({ quantity: 121 })).toMatchObject({ ok: true });
  });

  it('is charged after its hold has expired', async () => {
    const { client, clientId, wallet } = stage();
    await client.guard(
      { clientId, actionId: 'ask_ai', work: 'long', quantity: 10, expiresInSeconds: 60 },
      async () => {
        api.at('2026-01-15T10:01:00Z');
        return { value: 'late', quantity: 8 };
      },
    );
    expect(await wallet()).toMatchObject({ balance: 112 });
  });
});

describe('guarded work that is asked for again', () => {
  it.each([
    ['captured', 3],
    ['released', 0],
  ] as const)('is not done again, and was %s', async (settled, quantity) => {
    const { guard, runs } = stage();
    await guard({}, quantity);
    expect(await guard({}, quantity)).toEqual({ ok: false, status: 'replayed', settled });
    expect(runs()).toBe(1);
  });

  it('is not done again in another process, while it is under way or after that one died', async () => {
    const { clientId, guard, runs } = stage();
    const hold = { clientId, mode: 'hold', actionId: 'ask_ai', quantity: 10 };
    await api.service.debit({ ...hold, idempotencyKey: 'ask_ai/w' });
    expect(await guard()).toEqual({ ok: false, status: 'replayed', settled: 'open' });
    expect(runs()).toBe(0);
  });

  it('is other work for another client, another action or under another name', async () => {
    const { guard, runs } = stage();
    await guard();
    await guard({ clientId: api.newClient() });
    await guard({ actionId: 'memo_draft', quantity: 1 });
    await guard({ work: ['w', 2] });
    expect(runs()).toBe(4);
  });

  it.each(['', [], ['', '']])('has to have a name: %j', async (work) => {
    const { guard, runs } = stage();
    await expect(guard({ work })).rejects.toThrow(
      new TypeError('`work` is empty: say which it is'),
    );
    expect(runs()).toBe(0);
  });

  it('has a key of at most 200 characters, however it is called', async () => {
    const { guard, runs } = stage();
    const name = 'é'.repeat(300);
    expect(await guard({ work: name })).toMatchObject({
      value: expect.stringMatching(/^done as sha256:[0-9a-f]{64}$/),
    });
    await guard({ work: name });
    await guard({ work: `${name}2` });
    expect(runs()).toBe(2);
  });
});

describe('while the API is away before the work', () => {
  it('is left undone where it fails closed, and done later: the hold that was placed is its own', async () => {
    const { guard, network, runs, wallet } = stage();
    network.faults.push('lost', 'lost');
    expect(await guard()).toMatchObject({ status: 'refused', problem: { code: 'unreachable' } });
    expect(runs()).toBe(0);
    expect(await wallet()).toMatchObject({ held: 10 });
    expect(await guard({}, 4)).toMatchObject({ ok: true, charged: { status: 'captured' } });
    expect(await wallet()).toMatchObject({ balance: 116, held: 0 });
  });

  it.each(['refused', 'lost', 'busy', 'gateway'] as const)(
    'is done once where it fails open, and charged by the next flush: %s',
    async (fault) => {
      const { client, guard, network, runs, wallet } = stage();
      network.otherwise = fault;
      const outcome = await guard({ fail: 'open' }, 4);
      expect(outcome).toMatchObject({ ok: true, charged: { status: 'queued' } });
      expect(await guard({ fail: 'open' }, 4)).toMatchObject({ status: 'replayed' });
      expect(await client.flush()).toMatchObject({ delivered: [], waiting: [{}], refused: [] });
      network.otherwise = 'none';
      expect(await client.flush()).toMatchObject({ delivered: [{ used: 4 }], waiting: [] });
      expect(await client.flush()).toMatchObject({ delivered: [], waiting: [], refused: [] });
      expect(runs()).toBe(1);
      expect(await wallet()).toMatchObject({ balance: 116, held: 0 });
    },
  );

  it('is left undone where its caller has had enough, even if it fails open', async () => {
    const { guard, runs } = stage();
    expect(await guard({ fail: 'open', signal: AbortSignal.abort() })).toMatchObject({ ok: false });
    expect(runs()).toBe(0);
  });
});

describe('a charge that was kept', () => {
  it('takes what it can reach where credits lack, and the rest is its shortfall', async () => {
    const { client, clientId, guard, network, wallet } = stage();
    network.otherwise = 'refused';
    await guard({ fail: 'open', quantity: 100 });
    network.otherwise = 'none';
    await api.service.debit({ clientId, actionId: 'ask_ai', quantity: 70, idempotencyKey: 'k' });
    expect(await client.flush()).toMatchObject({ delivered: [{ used: 100 }] });
    expect(await wallet()).toMatchObject({
      balance: 0,
      ledgerTail: [{ kind: 'capture', creditsDelta: -50, shortfall: 50 }, {}, {}, {}, {}],
    });
  });

  it('waits for a top-up where there is nothing left, and keeps no other waiting', async () => {
    const { client, clientId, guard, network, wallet } = stage();
    const other = api.newClient();
    network.otherwise = 'refused';
    await guard({ fail: 'open' });
    await guard({ fail: 'open', clientId: other });
    network.otherwise = 'none';
    await api.service.debit({ clientId, actionId: 'ask_ai', quantity: 120, idempotencyKey: 'k' });
    expect(await client.flush()).toMatchObject({
      delivered: [{ clientId: other }],
      waiting: [{ charge: { clientId }, problem: { code: 'insufficient_credits' } }],
    });
    await api.admin.adjust(clientId, { credits: 30, reason: 'paid', idempotencyKey: 'g' });
    expect(await client.flush()).toMatchObject({ delivered: [{ clientId }], waiting: [] });
    expect(await wallet()).toMatchObject({ balance: 20 });
  });

  it('is given up, and told of, where it can never be taken', async () => {
    const { client, guard, network } = stage();
    network.otherwise = 'refused';
    await guard({ fail: 'open', actionId: 'no_such_thing' });
    network.otherwise = 'none';
    expect(await client.flush()).toMatchObject({
      delivered: [],
      refused: [{ charge: { key: 'no_such_thing/w' }, problem: { code: 'unknown_action' } }],
    });
    expect(await client.flush()).toMatchObject({ refused: [] });
  });

  it('is told of where the store keeps nothing, and the work’s outcome is not lost with it', async () => {
    const { clientId, network } = stage();
    const memory = memoryStore();
    const store = {
      ...memory,
      add: async (name: string, value: string) => {
        if (name.startsWith('charge:')) throw new Error('the disk is full');
        return memory.add(name, value);
      },
    };
    const client = backend(api, { network, store, attempts: 1 });
    network.faults.push('none', 'refused');
    const action = { clientId, actionId: 'ask_ai', work: 'w' };
    expect(await client.guard(action, async () => ({ value: 'done' }))).toMatchObject({
      ok: true,
      value: 'done',
      charged: { status: 'lost', charge: { used: 1 }, error: new Error('the disk is full') },
    });
  });

  it.each(['', '{', 'null', '{"key":"k","used":1}'])(
    'is told of where it can’t be read, stays, and keeps no other waiting: %s',
    async (text) => {
      const { client, guard, network, store, wallet } = stage();
      await store.add('charge:0', text);
      network.otherwise = 'refused';
      await guard({ fail: 'open' }, 4);
      network.otherwise = 'none';
      expect(await client.flush()).toMatchObject({
        delivered: [{ used: 4 }],
        unreadable: ['charge:0'],
      });
      expect(await wallet()).toMatchObject({ balance: 116 });
      expect(await store.get('charge:0')).toBe(text);
    },
  );

  it('is delivered by the next process when this one died', async () => {
    const { guard, network, store, wallet } = stage();
    network.faults.push('none', 'lost', 'lost');
    expect(await guard({}, 6)).toMatchObject({ ok: true, charged: { status: 'queued' } });
    const next = backend(api, { store });
    expect(await next.flush()).toMatchObject({ delivered: [{ held: true, used: 6 }] });
    expect(await wallet()).toMatchObject({ balance: 114, held: 0 });
  });
});

it('what was begun is forgotten after 30 days, and not before', async () => {
  const store = memoryStore();
  let now = Date.parse('2026-01-15T10:00:00Z');
  const client = backend(api, { store, world: { now: () => now } });
  const action = { clientId: api.newClient(), actionId: 'ask_ai', work: 'w' };
  await client.guard(action, async () => ({ value: 1 }));
  now += 30 * 86_400_000;
  await client.flush();
  expect(await store.names('begun:')).toHaveLength(1);
  now += 1;
  await client.flush();
  expect(await store.names('')).toEqual([]);
});

it('nothing is kept of work that was asked for again', async () => {
  const { guard, store } = stage();
  await guard();
  await guard();
  expect(await store.names('trace:')).toEqual([]);
});

it('a hold whose answer was lost 30 days ago is not worked on any more', async () => {
  const [network, store] = [new Network(api), memoryStore()];
  let now = Date.parse('2026-01-15T10:00:00Z');
  const world = { now: () => now };
  const client = backend(api, { network, store, attempts: 1, world });
  const action = { clientId: api.newClient(), actionId: 'ask_ai', work: 'w' };
  network.faults.push('lost');
  expect(await client.guard(action, async () => ({ value: 1 }))).toMatchObject({ ok: false });
  now += 30 * 86_400_000 + 1;
  await client.flush();
  expect(await store.names('')).toEqual([]);
  expect(await client.guard(action, async () => ({ value: 1 }))).toMatchObject({
    status: 'replayed',
  });
});
