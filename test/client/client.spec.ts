import { describe, expect, it } from 'vitest';
import { localToken } from '../../scripts/local/keys.js';
import { createCreditsClient, memoryStore, type Result } from '../../web/client/index.js';
import { testApi } from '../support/app.js';
import { Network } from './network.js';
import { backend, quick, somebody } from './stage.js';

const api = testApi();

const worth = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
  return result.value;
};

describe('somebody who is signed in', () => {
  it('reads the wallet, what things cost, and why credits came and went', async () => {
    const client = somebody(api, api.newClient());
    worth(await client.debit({ actionId: 'ask_ai', quantity: 3 }));
    expect(worth(await client.state({ tail: 1 }))).toMatchObject({
      balance: 117,
      ledgerTail: [{ kind: 'debit', creditsDelta: -3 }],
    });
    expect(worth(await client.matrix({ product: 'geospatial' })).actions).toContainEqual(
      expect.objectContaining({ actionId: 'ask_ai', creditsPerUnit: 1 }),
    );
    const statement = worth(await client.statement({ month: '2026-01', limit: 1 }));
    expect(statement).toMatchObject({ total: { used: 3 }, entries: [{ seq: 1 }], nextAfter: 1 });
  });

  it('holds, captures what was held, and changes the plan, after trying it', async () => {
    const client = somebody(api, api.newClient());
    const held = worth(await client.hold({ actionId: 'ask_ai', quantity: 4, key: 'job' }));
    expect(held).toMatchObject({ status: 'held', available: 116 });
    expect(worth(await client.capture({ holdKey: 'job' }))).toMatchObject({ balance: 116 });
    const plan = { planId: 'base' };
    expect(worth(await client.changePlan({ ...plan, dryRun: true }))).toMatchObject({
      dryRun: true,
    });
    expect(worth(await client.changePlan(plan))).toMatchObject({ status: 'unchanged' });
  });

  it('is refused with what it takes to act on it', async () => {
    const client = somebody(api, api.newClient());
    const refused = await client.debit({ actionId: 'ask_ai', quantity: 121 });
    if (refused.ok || refused.problem.code !== 'insufficient_credits')
      throw new Error('not refused');
    const { available, required, shortfall, topUp } = refused.problem;
    expect([required, available, shortfall]).toEqual([121, 120, 1]);
    expect(topUp?.href).toBe('https://app.test/account#top-up');
  });

  it('has several debits answered each for itself', async () => {
    const client = somebody(api, api.newClient());
    const one = { mode: 'debit', actionId: 'ask_ai' } as const;
    const result = await client.debits({
      items: [one, one, { ...one, actionId: 'no_such_thing' }, { ...one, work: 'w' }],
    });
    const results = worth(result);
    if (!('length' in results)) throw new Error('not listed');
    expect(results).toMatchObject([
      { ok: true, replayed: false, value: { balance: 119 } },
      { ok: true, replayed: false, value: { balance: 118 } },
      { ok: false, problem: { code: 'unknown_action', actionId: 'no_such_thing' } },
      { ok: true, value: { entry: { idempotencyKey: 'ask_ai/w' } } },
    ]);
  });

  it('without a token is charged nothing where nothing is enforced, and told so', async () => {
    const lenient = await api.otherwise({ CZ_CREDITS_ENFORCE: '0' });
    const { fetch } = new Network(lenient);
    const client = createCreditsClient({
      baseUrl: 'https://credits.test',
      fetch,
      getToken: async () => null,
    });
    expect(worth(await client.debit({ actionId: 'ask_ai' }))).toEqual({
      status: 'demo',
      charged: false,
    });
  });

  it('has no payment where nobody can pay, and is not kept waiting for it', async () => {
    const client = somebody(api, api.newClient());
    const away = { ok: false, problem: { code: 'not_configured' }, retryAfterSeconds: 3600 };
    expect(await client.checkout({ packId: 'pack_100' })).toMatchObject(away);
    expect(await client.confirmTopUp({ sessionId: 'cs_1' })).toMatchObject(away);
  });
});

describe("a product's backend", () => {
  it('charges, reverses and releases for the client that it names', async () => {
    const clientId = api.newClient();
    const client = backend(api);
    const debit = { clientId, actionId: 'ask_ai', work: ['report', 7] } as const;
    const first = await client.debit(debit);
    expect(first).toMatchObject({ ok: true, replayed: false, traceId: expect.any(String) });
    expect(await client.debit(debit)).toMatchObject({ ok: true, replayed: true });
    const debitKey = worth(first).entry.idempotencyKey;
    expect(debitKey).toBe('ask_ai/report/7');
    const reversed = await client.reverse({ clientId, debitKey, reason: 'it was wrong' });
    expect(worth(reversed)).toMatchObject({ status: 'reversed', balance: 120 });
    worth(await client.hold({ clientId, actionId: 'ask_ai', key: 'h' }));
    expect(worth(await client.release({ clientId, holdKey: 'h' })).status).toBe('released');
    expect(worth(await client.state({ clientId }))).toMatchObject({ clientId, balance: 120 });
  });

  it('has a trace of its own on each call, and finds it on the entry', async () => {
    const client = backend(api);
    const result = await client.debit({ clientId: api.newClient(), actionId: 'ask_ai' });
    if (!result.ok) throw new Error('not charged');
    expect(result.value.entry.traceId).toBe(result.traceId);
  });
});

describe('a call that is not answered', () => {
  it('is a problem, not an exception', async () => {
    const network = new Network(api);
    network.otherwise = 'refused';
    const client = somebody(api, api.newClient(), { network, attempts: 2 });
    expect(await client.state()).toMatchObject({
      ok: false,
      problem: { code: 'unreachable', status: 0, detail: 'connection refused' },
    });
    expect(network.sent).toHaveLength(2);
  });

  it('is one whose answer comes from a page that stands where the API should', async () => {
    let asked = 0;
    const client = createCreditsClient({
      baseUrl: 'https://credits.test',
      getToken: async () => 'token',
      fetch: async () => {
        asked += 1;
        return new Response('<h1>Nothing here</h1>', { status: 404 });
      },
    });
    expect(await client.state()).toMatchObject({ problem: { code: 'unreachable', status: 404 } });
    expect(asked).toBe(1); // it would say so again
  });
});

describe('the key of a write', () => {
  it.each(['lost', 'silent', 'refused', 'gateway', 'busy'] as const)(
    'stays the same until it is answered: %s',
    async (fault) => {
      const network = new Network(api);
      network.faults.push(fault);
      const client = somebody(api, api.newClient(), { network, timeoutMs: 1500 });
      const result = await client.debit({ actionId: 'ask_ai', quantity: 5 });
      expect(result).toMatchObject({ ok: true, value: { balance: 115 } });
      expect(new Set(keysSent(network)).size).toBe(1);
      expect(network.sent).toHaveLength(2);
    },
  );

  it('is kept before it is sent, and taken up after a crash by the call that means the same', async () => {
    const clientId = api.newClient();
    const [store, network] = [memoryStore(), new Network(api)];
    network.otherwise = 'lost';
    const before = somebody(api, clientId, { network, store, attempts: 1 });
    expect((await before.debit({ actionId: 'ask_ai', quantity: 2 })).ok).toBe(false);
    expect(await store.names('key:')).toHaveLength(1);

    network.otherwise = 'none';
    const after = somebody(api, clientId, { network, store });
    const other = await after.debit({ actionId: 'ask_ai', quantity: 3 });
    expect(other).toMatchObject({ replayed: false, value: { balance: 115 } });
    const again = await after.debit({ actionId: 'ask_ai', quantity: 2 });
    expect(again).toMatchObject({ ok: true, replayed: true, value: { balance: 118 } });
    expect(await store.names('key:')).toEqual([]);
    const next = await after.debit({ actionId: 'ask_ai', quantity: 2 });
    expect(next).toMatchObject({ replayed: false, value: { balance: 113 } });
  });

  it('is taken up by nobody else who signs in where it was kept', async () => {
    const [store, network] = [memoryStore(), new Network(api)];
    network.faults.push('lost');
    const [ann, bob] = [api.newClient(), api.newClient()].map((clientId) =>
      somebody(api, clientId, { network, store, attempts: 1 }),
    );
    expect((await ann?.debit({ actionId: 'ask_ai' }))?.ok).toBe(false);
    expect(await bob?.debit({ actionId: 'ask_ai' })).toMatchObject({ replayed: false });
    expect(await ann?.debit({ actionId: 'ask_ai' })).toMatchObject({
      replayed: true,
      value: { balance: 119 },
    });
    expect(await store.names('key:')).toEqual([]);
  });

  it('is not given up by an answer to a stranger, when the session ended meanwhile', async () => {
    const lenient = await api.otherwise({ CZ_CREDITS_ENFORCE: '0' });
    const [store, network] = [memoryStore(), new Network(lenient)];
    network.faults.push('lost');
    const mine = await localToken(api.newClient(), api.keys);
    const tokens = [mine, mine, null]; // for the key, for the first attempt, for the second
    const client = createCreditsClient({
      baseUrl: 'https://credits.test',
      fetch: network.fetch,
      getToken: async () => (tokens.length > 0 ? (tokens.shift() ?? null) : mine),
      store,
      world: quick(),
    });
    expect(worth(await client.debit({ actionId: 'ask_ai' }))).toMatchObject({ status: 'demo' });
    expect(await client.debit({ actionId: 'ask_ai' })).toMatchObject({ replayed: true });
  });

  it('of a plan change that was done long ago does not hide that the plan is another now', async () => {
    const [store, network] = [memoryStore(), new Network(api)];
    const clientId = api.newClient();
    const here = backend(api, { network, store, attempts: 1 });
    network.faults.push('lost');
    expect((await here.changePlan({ clientId, planId: 'professional' })).ok).toBe(false);
    worth(await backend(api).changePlan({ clientId, planId: 'base' }));
    const again = await here.changePlan({ clientId, planId: 'professional' });
    expect(again).toMatchObject({ value: { status: 'changed', plan: { planId: 'professional' } } });
    expect(worth(await here.state({ clientId }))).toMatchObject({
      plan: { planId: 'professional' },
    });
    expect(await store.names('')).toEqual([]);
  });

  it('is not taken up the next day', async () => {
    const clientId = api.newClient();
    const [store, network] = [memoryStore(), new Network(api)];
    network.faults.push('lost');
    let now = Date.parse('2026-01-15T10:00:00Z');
    const world = { now: () => now };
    const client = somebody(api, clientId, { network, store, attempts: 1, world });
    await client.debit({ actionId: 'ask_ai' });
    now += 86_400_000;
    expect(await client.debit({ actionId: 'ask_ai' })).toMatchObject({ replayed: false });
    expect(await store.names('key:')).toEqual([]);
  });

  it('is one for each of two calls that are under way at once, whatever they mean', async () => {
    const network = new Network(api);
    const client = somebody(api, api.newClient(), { network });
    const both = [client.debit({ actionId: 'ask_ai' }), client.debit({ actionId: 'ask_ai' })];
    await Promise.all(both);
    expect(new Set(keysSent(network)).size).toBe(2);
  });

  it('is given up with a refusal, which leaves nothing behind', async () => {
    const store = memoryStore();
    const client = somebody(api, api.newClient(), { store });
    expect((await client.debit({ actionId: 'ask_ai', quantity: 1000 })).ok).toBe(false);
    expect(await store.names('')).toEqual([]);
  });

  it('is the caller’s own where there is one, and is not kept then', async () => {
    const [store, network] = [memoryStore(), new Network(api)];
    network.otherwise = 'lost';
    const client = somebody(api, api.newClient(), { network, store, attempts: 1 });
    await client.debit({ actionId: 'ask_ai', key: 'mine' });
    await client.capture({ holdKey: 'held' });
    expect(keysSent(network)).toEqual(['mine', 'held']);
    expect(await store.names('')).toEqual([]);
  });

  it('is there also where nothing can be kept', async () => {
    const broken = () => Promise.reject(new Error('QuotaExceededError'));
    const store = { add: broken, get: broken, delete: broken, names: broken };
    const client = somebody(api, api.newClient(), { store });
    expect(await client.debit({ actionId: 'ask_ai' })).toMatchObject({ ok: true });
  });
});

const keysSent = ({ sent }: Network): readonly unknown[] =>
  sent.map(({ body }) => Object(body).idempotencyKey);
