import { describe, expect, it } from 'vitest';
import { entriesAnswer } from '../../lib/contract/entries.js';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const api = testApi({ CZ_ADMIN_USERS: 'user_looks:read,user_prices:publish' });

const find = async (query: Readonly<Record<string, string>>, caller = api.admin) => {
  const reply = await caller.v1(`/v1/admin/entries?${new URLSearchParams(query)}`);
  return { ...reply, ...entriesAnswer.partial().parse(reply.body) };
};

const keysOf = ({ entries = [] }: Awaited<ReturnType<typeof find>>) =>
  entries.map(({ clientId, idempotencyKey, kind }) => [clientId, kind, idempotencyKey]);

const debit = (clientId: string, idempotencyKey: string, headers = {}) =>
  api.service.debit({ clientId, actionId: 'ask_ai', idempotencyKey }, headers);

describe('GET /v1/admin/entries', () => {
  it('finds all that came of a request, by the trace that its answer had', async () => {
    const [ada, bob] = [api.newClient(), api.newClient()];
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const reply = await debit(ada, 'first', { traceparent });
    await debit(ada, 'second');
    await debit(bob, 'first');
    const traceId = reply.headers.get('x-trace-id') ?? '';
    expect(traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    const found = await find({ traceId });
    expect(keysOf(found)).toEqual([
      [ada, 'debit', 'first'],
      [ada, 'grant', '2026-01'],
      [ada, 'open', ada],
    ]);
    expect(found).not.toHaveProperty('next');
    expect(keysOf(await find({ traceId, kind: 'grant' }))).toEqual([[ada, 'grant', '2026-01']]);
    expect(keysOf(await find({ traceId, clientId: bob }))).toEqual([]);
  });

  it('shows an operator what it cost, and does so in full', async () => {
    const clientId = api.newClient();
    const { body } = await debit(clientId, 'costly');
    const { entries } = await find({ key: 'costly' });
    expect(body).toMatchObject({ entry: entries?.[0] });
    expect(entries).toEqual([expect.objectContaining({ estimatedCostEur: expect.any(Number) })]);
  });

  it('finds a key in every wallet and of every kind, and by its whole name one of a kind', async () => {
    const [ada, bob] = [api.newClient(), api.newClient()];
    for (const clientId of [ada, bob]) await debit(clientId, 'k');
    await api.service.debit({
      clientId: ada,
      mode: 'reverse',
      debitKey: 'k',
      reason: 'r',
      idempotencyKey: 'k',
    });
    const all = [
      [bob, 'debit', 'k'],
      [ada, 'reversal', 'k'],
      [ada, 'debit', 'k'],
    ];
    expect(keysOf(await find({ key: 'k' }))).toEqual(all);
    const debits = [all[0], all[2]];
    expect(keysOf(await find({ key: 'CZ_SMCR|debit|k' }))).toEqual(debits);
    expect(keysOf(await find({ key: 'CZ_SMCR|debit|k', kind: 'debit' }))).toEqual(debits);
    expect(keysOf(await find({ key: 'CZ_SMCR|debit|k', kind: 'hold' }))).toEqual([]);
    expect(keysOf(await find({ key: 'CZ_SMCR|debit|k', clientId: bob }))).toEqual([all[0]]);
    expect(keysOf(await find({ key: 'CZ_SMCR|nothing|k' }))).toEqual([]);
    expect(keysOf(await find({ key: `CZ_SMCR|open|${ada}` }))).toEqual([[ada, 'open', ada]]);
  });

  it.each(['50%_off', '%', '_', 'a|b|c', `it's`, '"', 'back\\slash', 'CZ_SMCR|debit|twice'])(
    'takes a key for what it is: %s',
    async (key) => {
      const [ada, bob] = [api.newClient(), api.newClient()];
      await debit(ada, key);
      await debit(bob, 'abcdefghi');
      const name = `CZ_SMCR|debit|${key}`;
      expect(keysOf(await find({ key: name }))).toEqual([[ada, 'debit', key]]);
      expect(keysOf(await find({ key: name, clientId: ada }))).toEqual([[ada, 'debit', key]]);
      expect(keysOf(await find({ key: name, clientId: bob }))).toEqual([]);
    },
  );

  it('finds what a wallet did in a stretch of time: from its first moment, until before its end', async () => {
    const clientId = api.newClient();
    for (const minute of ['01', '02', '03']) {
      api.at(`2026-01-15T10:${minute}:00Z`);
      await debit(clientId, minute);
    }
    const between = async (from: string, to: string) =>
      keysOf(await find({ clientId, kind: 'debit', from, to })).map(([, , key]) => key);
    expect(await between('2026-01-15T10:01:00Z', '2026-01-15T10:03:00Z')).toEqual(['02', '01']);
    expect(await between('2026-01-15T10:01:00.001Z', '2026-01-15T10:03:00.001Z')).toEqual([
      '03',
      '02',
    ]);
    expect(await between('2026-01-15T11:02:00+01:00', '2026-01-15T11:02:01+01:00')).toEqual(['02']);
    expect(await between('2026-01-15T10:03:00Z', '2026-01-15T10:01:00Z')).toEqual([]);
  });

  it('comes in pages that stay as they are while the wallet goes on', async () => {
    const clientId = api.newClient();
    for (const key of ['1', '2', '3']) await debit(clientId, key);
    const first = await find({ clientId, limit: '3' });
    expect(keysOf(first).map(([, , key]) => key)).toEqual(['3', '2', '1']);
    await debit(clientId, '4');
    const second = await find({ clientId, limit: '3', after: first.next ?? '' });
    expect(keysOf(second).map(([, kind]) => kind)).toEqual(['grant', 'open']);
    expect(second.next).toBeUndefined();
  });

  it('has 50 of a page where nobody says how many, and at most 200', async () => {
    const clientId = api.newClient();
    for (let batch = 0; batch < 3; batch += 1) {
      const debits = Array.from({ length: 67 }, (_, nth) => ({
        actionId: 'map_view',
        idempotencyKey: `${batch}-${nth}`,
      }));
      await api.admin.adjust(clientId, { credits: 100, reason: 'r', idempotencyKey: `a${batch}` });
      await api.service.debit({
        clientId,
        debits: debits.map((each) => ({ ...each, actionId: 'ask_ai' })),
      });
    }
    expect((await find({ clientId })).entries).toHaveLength(50);
    const most = await find({ clientId, limit: '200' });
    expect(most.entries).toHaveLength(200);
    expect(most.next).toEqual(expect.any(String));
  });

  it.each([
    [{}, 'traceId'],
    [{ kind: 'debit' }, 'traceId'],
    [{ from: '2026-01-01T00:00:00Z' }, 'traceId'],
    [{ traceId: 'x' }, 'traceId'],
    [{ traceId: '0'.repeat(32) }, 'traceId'],
    [{ traceId: '' }, 'traceId'],
    [{ key: '' }, 'key'],
    [{ key: 'k'.repeat(301) }, 'key'],
    [{ key: 'a\nb' }, 'key'],
    [{ key: 'a\0b' }, 'key'],
    [{ key: 'ü' }, 'key'],
    [{ clientId: "a' OR '1'='1" }, 'clientId'],
    [{ stripeId: 'ada' }, 'stripeId'],
    [{ stripeId: 'xx_1' }, 'stripeId'],
    [{ stripeId: "cs_'--" }, 'stripeId'],
    [{ clientId: 'ada', kind: 'theft' }, 'kind'],
    [{ clientId: 'ada', from: '2026-01-01' }, 'from'],
    [{ clientId: 'ada', to: '2026-02-30T00:00:00Z' }, 'to'],
    [{ clientId: 'ada', limit: '0' }, 'limit'],
    [{ clientId: 'ada', limit: '201' }, 'limit'],
    [{ clientId: 'ada', limit: '1e2' }, 'limit'],
    [{ clientId: 'ada', after: '' }, 'after'],
    [{ clientId: 'ada', after: 'nonsense' }, 'after'],
    [{ clientId: 'ada', after: '2026-01-15T10:00:00.000Z~ada~1;DROP' }, 'after'],
    [{ clientId: 'ada', colour: 'red' }, 'colour'],
  ])('refuses what is no question: %j', async (query, path) => {
    expect((await find(query)).body).toMatchObject({
      status: 422,
      code: 'invalid_request',
      issues: [{ path }],
    });
  });

  it('refuses a parameter that comes twice', async () => {
    const { body } = await api.admin.v1('/v1/admin/entries?clientId=ada&clientId=bob');
    expect(body).toMatchObject({ code: 'invalid_request' });
  });

  it('takes from its limit of 200 just that, and of a trace of capitals nothing', async () => {
    expect((await find({ clientId: 'ada', limit: '200' })).status).toBe(200);
    expect((await find({ traceId: 'A'.repeat(32) })).status).toBe(422);
  });
});

describe.each(['entries?clientId=ada', 'webhook-events', 'audit'])('/v1/admin/%s', (path) => {
  it.each<[string, () => Caller, number]>([
    ['one who looks', () => api.user('user_looks'), 200],
    ['the machine', () => api.admin, 200],
    ['one who publishes, too', () => api.user('user_prices'), 200],
    ['a user', () => api.user(), 403],
    ['the user whose wallet it is', () => api.user('ada'), 403],
    ['a service', () => api.service, 403],
    ['the clock', () => api.cron, 403],
    ['a stranger', () => api.stranger, 401],
  ])('is for operators who may read: %s', async (_, caller, status) => {
    const reply = await caller().v1(`/v1/admin/${path}`);
    expect(reply.status).toBe(status);
    if (status !== 200) {
      expect(Object.keys(Object(reply.body)).sort()).toEqual([
        'code',
        'detail',
        'status',
        'title',
        'traceId',
        'type',
      ]);
    }
  });

  it('can’t be posted to', async () => {
    const reply = await api.admin.v1(`/v1/admin/${path}`, { method: 'POST', body: '{}' });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
