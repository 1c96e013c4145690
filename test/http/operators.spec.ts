import { describe, expect, it } from 'vitest';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { unsafeSql } from '../support/sql.js';

const api = testApi({
  CZ_ADMIN_READ_SECRET: 'reader-secret',
  CZ_ADMIN_USERS: 'user_operator,user_looks:read,user_prices:publish,user_corrects:adjust+read',
});
const gift = { credits: 5, reason: 'a gift', idempotencyKey: 'gift' };
const reader = () => api.withHeaders(async () => ({ 'x-cz-registry-admin': 'reader-secret' }));

describe('what an operator may', () => {
  it.each<[string, () => Caller, number]>([
    ['one without a suffix', () => api.operator, 200],
    ['one who may adjust', () => api.user('user_corrects'), 200],
    ['the machine', () => api.admin, 200],
    ['one who looks', () => api.user('user_looks'), 403],
    ['one who publishes', () => api.user('user_prices'), 403],
    ['a machine that looks', reader, 403],
    ['a user', () => api.user(), 403],
    ['a service', () => api.service, 403],
    ['the clock', () => api.cron, 403],
    ['a stranger', () => api.stranger, 401],
  ])('to adjust: %s', async (_, caller, status) => {
    const clientId = api.newClient();
    expect((await caller().adjust(clientId, gift)).status).toBe(status);
    const { body } = await api.admin.state(`?clientId=${clientId}`);
    expect(body).toMatchObject({ purchased: status === 200 ? 5 : 0 });
  });

  it.each<[string, () => Caller, number]>([
    ['one who looks', () => api.user('user_looks'), 200],
    ['one who publishes', () => api.user('user_prices'), 200],
    ['a machine that looks', reader, 200],
    ['a user', () => api.user(), 403],
  ])('to read: %s', async (_, caller, status) => {
    expect((await caller().state('?clientId=somebody')).status).toBe(status);
  });

  it('to assign a plan or to reverse is to adjust', async () => {
    const clientId = api.newClient();
    await api.service.debit({ clientId, actionId: 'ask_ai', idempotencyKey: 'k' });
    const looks = api.user('user_looks');
    const reversal = { clientId, mode: 'reverse', debitKey: 'k', reason: 'r', idempotencyKey: 'r' };
    expect((await looks.plan({ clientId, planId: 'intelligence' })).status).toBe(403);
    expect((await looks.debit(reversal)).status).toBe(403);
    expect((await api.user('user_corrects').debit(reversal)).status).toBe(200);
  });

  it('one is still a user of their own wallet, without an audit', async () => {
    const looks = api.user('user_looks');
    expect((await looks.debit({ actionId: 'ask_ai', idempotencyKey: 'own' })).status).toBe(200);
    expect((await looks.state()).status).toBe(200);
    const { rows } = await unsafeSql(
      api.db,
      `SELECT 1 FROM audit_log WHERE client_id = 'user_looks'`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a secret of operators', () => {
  it('that is wrong is a 403, and none at all a 401', async () => {
    const wrong = api.withHeaders(async () => ({ 'x-cz-registry-admin': 'guessed' }));
    expect((await wrong.adjust('ada', gift)).body).toMatchObject({ code: 'forbidden' });
    const expired = api.withHeaders(async () => ({ authorization: 'Bearer x.y.z' }));
    expect((await expired.adjust('ada', gift)).body).toMatchObject({ code: 'unauthenticated' });
  });

  it('that is not configured is a 503, whatever is sent', async () => {
    const people = await api.otherwise({ CZ_REGISTRY_ADMIN_SECRET: '', CZ_ADMIN_READ_SECRET: '' });
    for (const secret of ['', 'undefined', 'admin-secret']) {
      const machine = people.withHeaders(async () => ({ 'x-cz-registry-admin': secret }));
      expect((await machine.adjust('ada', gift)).body).toMatchObject({ code: 'not_configured' });
    }
    expect((await people.stranger.adjust('ada', gift)).status).toBe(401);
    const nobody = await people.otherwise({ CZ_ADMIN_USERS: '' });
    expect((await nobody.stranger.adjust('ada', gift)).status).toBe(503);
    expect((await nobody.user().adjust('ada', gift)).status).toBe(503);
  });
});

describe('an adjustment', () => {
  it('is an entry with its reason and author, once for its key', async () => {
    const clientId = api.newClient();
    const first = await api.operator.adjust(clientId, gift);
    expect(first.body).toMatchObject({
      status: 'adjusted',
      balance: 125,
      available: 125,
      entry: {
        kind: 'adjustment',
        creditsDelta: 5,
        reason: 'a gift',
        actor: 'admin:user_operator',
      },
    });
    const again = await api.admin.adjust(clientId, gift);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await api.admin.adjust(clientId, { ...gift, credits: 6 });
    expect(other.body).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('takes what was purchased, and not one more', async () => {
    const clientId = api.newClient();
    await api.admin.adjust(clientId, gift);
    const six = await api.admin.adjust(clientId, {
      credits: -6,
      reason: 'r',
      idempotencyKey: 'k1',
    });
    expect(six.body).toMatchObject({ code: 'insufficient_credits', required: 6, available: 5 });
    expect(six.body).not.toHaveProperty('topUp');
    const five = await api.admin.adjust(clientId, {
      credits: -5,
      reason: 'r',
      idempotencyKey: 'k2',
    });
    expect(five.body).toMatchObject({ balance: 120 });
  });

  it('can be tried without writing', async () => {
    const clientId = api.newClient();
    const tried = await api.admin.adjust(clientId, { ...gift, dryRun: true });
    expect(tried.body).toMatchObject({ balance: 125, dryRun: true });
    expect((await api.admin.state(`?clientId=${clientId}`)).body).toMatchObject({ version: 0 });
  });

  it.each([
    [{ ...gift, credits: 0 }, 'credits'],
    [{ ...gift, credits: 1.5 }, 'credits'],
    [{ ...gift, credits: 1_000_000_001 }, 'credits'],
    [{ ...gift, reason: ' ' }, 'reason'],
    [{ credits: 1, reason: 'r' }, 'idempotencyKey'],
    [{ ...gift, clientId: 'eve' }, 'clientId'],
    [{ ...gift, note: 'x' }, 'note'],
  ])('is refused where it is not one: %j', async (body, path) => {
    expect((await api.admin.adjust('ada', body)).body).toMatchObject({
      code: 'invalid_request',
      issues: [{ path }],
    });
  });

  it.each(['a%20b', '%', 'a%2Fb', 'ü'])(
    'is refused for a client that none can be: %s',
    async (id) => {
      const { body } = await api.admin.adjust(id, gift);
      expect(body).toMatchObject({ code: 'invalid_request', issues: [{ path: 'clientId' }] });
    },
  );
});

describe('the audit trail', () => {
  it('has every access of an operator, refused ones too, in one chain that nobody can edit', async () => {
    const clientId = api.newClient();
    const adjusted = await api.operator.adjust(clientId, gift);
    await api.user('user_looks').adjust(clientId, gift);
    await api.admin.state(`?clientId=${clientId}&tail=3`);
    const { rows } = await unsafeSql(
      api.db,
      `SELECT who, doing, request, client_id, status, trace_id FROM audit_log WHERE request LIKE '%${clientId}%' ORDER BY seq`,
    );
    const path = `/v1/admin/wallets/${clientId}/adjustments`;
    const traceId = adjusted.headers.get('x-trace-id');
    expect(rows).toEqual([
      {
        who: 'user_operator',
        doing: 'adjustment.post',
        request: `POST ${path}`,
        client_id: clientId,
        status: 102,
        trace_id: traceId,
      },
      expect.objectContaining({ who: 'user_operator', doing: 'adjustment.post', status: 200 }),
      expect.objectContaining({ who: 'user_looks', doing: 'adjustment.post', status: 403 }),
      expect.objectContaining({
        who: 'machine',
        doing: 'state.read',
        request: `GET /api/credits-state?clientId=${clientId}&tail=3`,
      }),
    ]);
    for (const change of [
      'UPDATE audit_log SET who = $$x$$',
      'DELETE FROM audit_log',
      'TRUNCATE audit_log',
    ]) {
      await expect(unsafeSql(api.db, change)).rejects.toThrow();
    }
  });

  it('numbers whatever comes at once without a gap, each hash on the one before', async () => {
    const before = await unsafeSql(api.db, 'SELECT count(*)::int AS n FROM audit_log');
    await Promise.all(Array.from({ length: 20 }, () => api.admin.state('?clientId=ada')));
    const { rows } = await unsafeSql(
      api.db,
      'SELECT seq::int AS seq, hash FROM audit_log ORDER BY seq',
    );
    expect(rows.length).toBe(Number(before.rows[0]?.['n']) + 20);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1));
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(rows.length);
  });
});

it.each(['/v1', '/v1/admin', '/v1/admin/nothing', '/v1/admin/wallets//adjustments', '/v1/%ff'])(
  'there is nothing at %s',
  async (path) => {
    expect((await api.admin.v1(path)).body).toMatchObject({ code: 'not_found' });
  },
);

it('other methods are told which there are, and preflights answered', async () => {
  const path = '/v1/admin/wallets/ada/adjustments';
  const got = await api.admin.v1(path);
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  expect((await api.stranger.v1(path, { method: 'OPTIONS' })).status).toBe(204);
});
