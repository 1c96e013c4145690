import { describe, expect, it } from 'vitest';
import { stateAnswer } from '../../lib/contract/state.js';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const api = testApi();

const ask = (idempotencyKey: string, quantity = 1) => ({
  actionId: 'ask_ai',
  quantity,
  idempotencyKey,
});

const keysOf = (body: unknown) =>
  stateAnswer.parse(body).ledgerTail.map(({ idempotencyKey }) => idempotencyKey);

describe('GET /api/credits-state', () => {
  it('shows an unopened wallet as it would be, and writes nothing', async () => {
    const clientId = api.newClient();
    const { body, headers, status } = await api.user(clientId).state();
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      tenantId: 'cityzeen',
      clientId,
      plan: { planId: 'base', name: 'Base', features: ['map_layers', 'saved_searches'] },
      monthlyGrant: 120,
      softCap: 360,
      balance: 120,
      available: 120,
      granted: 120,
      purchased: 0,
      held: 0,
      holds: [],
      nextGrant: { at: '2026-02-01T00:00:00.000Z', credits: 120 },
      enforce: true,
      version: 0,
      updatedAt: null,
      ledgerTail: [],
    });
    expect((await api.user(clientId).state()).body).toEqual(body);
  });

  it('shows a grant that is due before anything is written, and still nothing is', async () => {
    const ada = api.user();
    await ada.debit(ask('a', 20));
    api.at('2026-02-01T00:00:00Z');
    const before = await ada.state();
    expect(before.body).toMatchObject({
      balance: 220,
      version: 3,
      updatedAt: '2026-01-15T10:00:00.000Z',
      nextGrant: { at: '2026-03-01T00:00:00.000Z', credits: 120 },
    });
    expect(keysOf(before.body)).toEqual(['a', '2026-01', expect.any(String)]);
    await ada.debit(ask('b'));
    const after = await ada.state();
    expect(after.body).toMatchObject({ balance: 219, version: 5 });
    expect(keysOf(after.body)[1]).toBe('2026-02');
  });

  it('tells of a next grant only what the cap leaves room for', async () => {
    const ada = api.user();
    await ada.debit(ask('a', 20));
    api.at('2026-03-15T00:00:00Z');
    expect((await ada.state()).body).toMatchObject({ balance: 340, nextGrant: { credits: 20 } });
  });

  it('shows every kind of entry with what it takes to understand it', async () => {
    const clientId = api.newClient();
    const service = (body: object) => api.service.debit({ clientId, ...body });
    await service({ mode: 'hold', ...ask('h', 5) });
    await service({ mode: 'capture', holdKey: 'h', quantity: 2, idempotencyKey: 'c' });
    await service({ mode: 'reverse', debitKey: 'c', reason: 'why', idempotencyKey: 'v' });
    await api.service.plan({ clientId, planId: 'intelligence', idempotencyKey: 'p' });
    const { body } = await api.service.state(`?clientId=${clientId}`);
    expect(stateAnswer.parse(body).ledgerTail).toMatchObject([
      { kind: 'plan', from: 'base', to: 'intelligence', nominal: 480, actor: 'service:worker' },
      { kind: 'reversal', credits: 2, toGranted: 2, reason: 'why', ref: 'CZ_SMCR|capture|c' },
      { kind: 'capture', quantity: 2, reserved: 5, estimatedCostEur: 0.024 },
      { kind: 'hold', credits: 5, expiresAt: '2026-01-15T10:15:00.000Z' },
      {
        kind: 'grant',
        name: 'CZ_SMCR|grant|2026-01',
        credits: 120,
        keptBack: 0,
        months: [{ month: '2026-01', credits: 120 }],
      },
      { kind: 'open', planId: 'base', monthlyGrant: 120, softCap: 360, actor: 'system' },
    ]);
  });
});

describe('whose wallet is shown', () => {
  it.each([
    ['a service', () => api.service],
    ['a service of one product', () => api.geospatial],
    ['a machine of the operators', () => api.admin],
    ['an operator', () => api.operator],
  ])('is for %s to say, who then sees what it cost us', async (_, caller: () => Caller) => {
    const clientId = api.newClient();
    await api.user(clientId).debit(ask('a', 2));
    const { body } = await caller().state(`?clientId=${clientId}`);
    expect(body).toMatchObject({ clientId, ledgerTail: [{ estimatedCostEur: 0.024 }, {}, {}] });
  });

  it('is the user’s own, named or not, without what it cost us', async () => {
    const clientId = api.newClient();
    await api.user(clientId).debit(ask('a'));
    const own = await api.user(clientId).state();
    const named = await api.user(clientId).state(`?clientId=${clientId}`);
    expect(named.body).toEqual(own.body);
    expect(JSON.stringify(own.body)).not.toMatch(/cost|creditValue/i);
    const operator = await api.operator.state('?clientId=user_operator');
    expect(JSON.stringify(operator.body)).not.toMatch(/cost|creditValue/i);
  });

  it('is nobody else’s for a user', async () => {
    const { body } = await api.user().state(`?clientId=${api.newClient()}`);
    expect(body).toMatchObject({ code: 'forbidden', status: 403 });
  });

  it('has to be said by those who have none', async () => {
    for (const caller of [api.service, api.admin]) {
      const { body } = await caller.state();
      expect(body).toMatchObject({ status: 422, issues: [{ path: 'clientId' }] });
    }
  });

  it('is not for strangers to know', async () => {
    const { body, headers } = await api.stranger.state();
    expect(body).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('the tail of the ledger', () => {
  const clientId = 'user_with_a_long_tail';
  const tail = async (query: string) => keysOf((await api.user(clientId).state(query)).body);

  it('is the newest twenty entries, or as many as are asked for, newest first', async () => {
    const debits = Array.from({ length: 100 }, (_, at) => ask(`a${at}`));
    await api.user(clientId).debit({ debits });
    const more = Array.from({ length: 20 }, (_, at) => ask(`b${at}`));
    await api.user(clientId).debit({ debits: more });
    expect(await tail('')).toHaveLength(20);
    expect((await tail(''))[0]).toBe('b19');
    expect(await tail('?tail=3')).toEqual(['b19', 'b18', 'b17']);
    expect(await tail('?tail=0')).toEqual([]);
    expect(await tail('?tail=200')).toHaveLength(122);
  });

  it('goes on before an entry, to the first', async () => {
    expect(await tail('?tail=2&before=122')).toEqual(['b18', 'b17']);
    expect(await tail('?tail=2&before=3')).toEqual(['2026-01', clientId]);
    expect(await tail('?before=1')).toEqual([]);
    expect(await tail('?tail=1&before=9007199254740991')).toEqual(['b19']);
  });

  it.each([
    ['?tail=201', 'tail'],
    ['?tail=-1', 'tail'],
    ['?tail=1.5', 'tail'],
    ['?tail=all', 'tail'],
    ['?tail=', 'tail'],
    ['?tail=%20', 'tail'],
    ['?tail=1e400', 'tail'],
    ['?tail=0x10', 'tail'],
    ['?before=0', 'before'],
    ['?before=9007199254740993', 'before'],
    ['?limit=5', 'limit'],
    ['?clientId=', 'clientId'],
    ['?clientId=a%00b', 'clientId'],
    ['?tail=1&tail=2', 'tail'],
    ['?clientId=user_1&clientId=user_2', 'clientId'],
    ['?__proto__=1', '__proto__'],
    ['?constructor=1', 'constructor'],
  ])('is not guessed from %s', async (query, path) => {
    const { body } = await api.user(clientId).state(query);
    expect(body).toMatchObject({ status: 422, code: 'invalid_request', issues: [{ path }] });
  });
});
