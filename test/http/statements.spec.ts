import { describe, expect, it } from 'vitest';
import v1 from '../../api/v1.js';
import { type OwnStatementAnswer, ownStatementAnswer } from '../../lib/contract/statement.js';
import { collected } from '../../lib/http/collected.js';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { unsafeSql } from '../support/sql.js';

const api = testApi({ CZ_ADMIN_USERS: 'user_looks:read' });

const JANUARY = '/v1/admin/statements/2026-01';

const own = async (caller: Caller, query = ''): Promise<OwnStatementAnswer> => {
  const { body, status } = await caller.v1(`/v1/billing/statements/2026-01${query}`);
  expect(status).toBe(200);
  return ownStatementAnswer.parse(body);
};

/** A client who asked so many questions, of two credits each. */
const asking = async (questions: number): Promise<{ clientId: string; user: Caller }> => {
  const clientId = api.newClient();
  const user = api.user(clientId);
  for (let n = 1; n <= questions; n += 1) {
    await user.debit({ actionId: 'ask_ai', quantity: 2, idempotencyKey: `q${n}` });
  }
  return { clientId, user };
};

describe('the statement of a month', () => {
  it.each<[string, () => Caller, number]>([
    ['who may read', () => api.user('user_looks'), 200],
    ['by the machine', () => api.admin, 200],
    ['that is none', () => api.user(), 403],
    ['of a service', () => api.service, 403],
    ['unknown', () => api.stranger, 401],
  ])('is for an operator: one %s', async (_, caller, status) => {
    expect((await caller().v1(JANUARY)).status).toBe(status);
  });

  it('has the wallets of all, or of one; and the audit trail says who looked', async () => {
    const { clientId } = await asking(2);
    const { body } = await api.user('user_looks').v1(`${JANUARY}?clientId=${clientId}`);
    expect(body).toMatchObject({
      month: '2026-01',
      clientId,
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      status: 'open',
      clients: [{ clientId, granted: { opening: 0, granted: 120, used: 4, closing: 116 } }],
      totals: { clients: 1, entries: 4, total: { used: 4, closing: 116 } },
      cash: null,
    });
    const all = (await api.admin.v1(JANUARY)).body;
    expect(all).toMatchObject({ totals: { granted: { closing: await grantedInAll() } } });
    const { rows } = await unsafeSql(
      api.db,
      `SELECT who, client_id FROM audit_log WHERE doing = 'statement.read' AND client_id IS NOT NULL`,
    );
    expect(rows).toEqual([{ who: 'user_looks', client_id: clientId }]);
  });

  const grantedInAll = async (): Promise<number> => {
    let granted = 0;
    for await (const stored of api.app.ledger.wallets(api.app.tenantId)) {
      if ('wallet' in stored) granted += stored.wallet.granted;
    }
    return granted;
  };

  it('is a table for spreadsheets, too', async () => {
    const { clientId } = await asking(1);
    const request = new Request(`https://credits.test${JANUARY}?format=csv&clientId=${clientId}`, {
      headers: { 'x-cz-registry-admin': 'admin-secret' },
    });
    const response = await v1.servedBy(api.app)(request);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const [header, client, total, ...others] = (await response.text()).split('\r\n');
    expect(header).toMatch(/^month,status,row,clientId,entries,granted\.opening,granted\.granted,/);
    expect(client).toMatch(new RegExp(`^2026-01,open,client,${clientId},3,0,120,0,`));
    expect(total).toMatch(/^2026-01,open,total,,3,0,120,0,/);
    expect(others).toEqual(['']);
  });

  it.each(['2026-13', '2026-1', '26-01', 'january', '0001-01', '1969-12', '9999-12'])(
    'is not of %s',
    async (month) => {
      const { body } = await api.admin.v1(`/v1/admin/statements/${month}`);
      expect(body).toMatchObject({ status: 422, issues: [{ path: 'month' }] });
    },
  );
});

describe("a client's own statement", () => {
  it('says why each credit came and went', async () => {
    const { user } = await asking(1);
    await user.debit({ actionId: 'ask_ai', idempotencyKey: 'another' });
    const statement = await own(user);
    expect(statement.total).toMatchObject({ opening: 0, granted: 120, used: 3, closing: 117 });
    expect(statement.entries.map(({ creditsDelta, what }) => [creditsDelta, what])).toEqual([
      [0, 'Opened on Base: 120 credits a month, up to 360'],
      [120, 'Monthly grant for January 2026: 120'],
      [-2, 'Ask AI × 2'],
      [-1, 'Ask AI'],
    ]);
    expect([statement.count, statement.nextAfter]).toEqual([4, null]);
    expect(JSON.stringify(statement)).not.toMatch(/cost|liability|cash/i);
  });

  it('says what the cap kept back', async () => {
    const { user } = await asking(1);
    api.at('2026-04-15T10:00:00Z');
    await user.debit({ actionId: 'ask_ai', idempotencyKey: 'april' });
    const { body } = await user.v1('/v1/billing/statements/2026-04');
    const april = ownStatementAnswer.parse(body);
    expect(april.keptBack).toBe(118);
    expect(april.granted).toMatchObject({ opening: 118, granted: 242, used: 1, closing: 359 });
    expect(april.entries[0]).toMatchObject({
      keptBack: 118,
      what: 'Monthly grants for February 2026 to April 2026: 360, of which 118 did not fit under the cap of 360',
    });
    expect((await own(user)).status).toBe('closed');
  });

  it('comes a page at a time', async () => {
    const { user } = await asking(3);
    const first = await own(user, '?limit=2');
    expect(first.entries.map(({ seq }) => seq)).toEqual([1, 2]);
    expect([first.count, first.nextAfter]).toEqual([5, 2]);
    const rest = await own(user, '?limit=3&after=2');
    expect(rest.entries.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(rest.nextAfter).toBeNull();
    expect(rest.total).toEqual(first.total);
    expect(await own(user, '?after=5')).toMatchObject({ entries: [], nextAfter: null });
  });

  it('of a month has no entry of another', async () => {
    const { user } = await asking(1);
    api.at('2026-02-01T00:00:00Z');
    await user.debit({ actionId: 'ask_ai', idempotencyKey: 'february' });
    expect((await own(user)).entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const { body } = await user.v1('/v1/billing/statements/2026-02');
    expect(ownStatementAnswer.parse(body).entries.map(({ seq }) => seq)).toEqual([4, 5]);
  });

  it('of a wallet that was never opened has nothing in it', async () => {
    const statement = await own(api.user());
    expect(statement).toMatchObject({ total: { opening: 0, closing: 0 }, entries: [], count: 0 });
  });

  it('calls things as they were called then', async () => {
    const { user } = await asking(1);
    await api.publish((current) => ({
      ...current,
      actions: current.actions.map((action) => ({ ...action, name: 'Something else' })),
    }));
    expect((await own(user)).entries.at(-1)?.what).toBe('Ask AI × 2');
  });

  it('is for the client alone, and for services and operators who name one', async () => {
    const { clientId, user } = await asking(1);
    const query = `?clientId=${clientId}`;
    for (const caller of [user, api.service, api.admin, api.user('user_looks')]) {
      expect((await own(caller, query)).clientId).toBe(clientId);
    }
    expect((await api.user().v1(`/v1/billing/statements/2026-01${query}`)).status).toBe(403);
    expect((await api.service.v1('/v1/billing/statements/2026-01')).status).toBe(422);
    expect((await api.stranger.v1('/v1/billing/statements/2026-01')).status).toBe(401);
  });
});

describe('a text that is too much for one answer', () => {
  async function* pieces(waitMs = 0) {
    for (const piece of ['abc', 'def']) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      yield piece;
    }
  }

  it('is not sent in part', async () => {
    const whole = await collected(pieces(), { seconds: 5, letters: 6 });
    expect(await new Response(whole).text()).toBe('abcdef');
    expect(await collected(pieces(), { seconds: 5, letters: 5 })).toBeUndefined();
    expect(await collected(pieces(200), { seconds: 0.05, letters: 6 })).toBeUndefined();
  });
});
