import { describe, expect, it } from 'vitest';
import { auditAnswer } from '../../lib/contract/audit.js';
import { verifyAuditAloud } from '../../scripts/local/verdict.js';
import { testApi } from '../support/app.js';
import { unsafeSql } from '../support/sql.js';

const api = testApi({ CZ_ADMIN_READ_SECRET: 'reader-secret' });
const reader = () => api.withHeaders(async () => ({ 'x-cz-registry-admin': 'reader-secret' }));

const list = async (query = '') => {
  const reply = await api.admin.v1(`/v1/admin/audit${query}`);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return auditAnswer.parse(reply.body);
};

const gift = (idempotencyKey: string) => ({ credits: 5, reason: 'a gift', idempotencyKey });

/** What `npm run ledger:verify` says of it. */
const verified = async () => {
  const { auditTrail, tenantId } = api.app;
  if (!auditTrail) throw new Error('there is no audit trail');
  const lines: string[] = [];
  const { isSound, verdict } = await verifyAuditAloud(auditTrail, tenantId, (line) =>
    lines.push(line),
  );
  return { isSound, lines: [...lines, verdict] };
};

describe('GET /v1/admin/audit', () => {
  it('shows who did what, and the newest first: of itself, only what was before', async () => {
    const clientId = api.newClient();
    const { headers } = await api.operator.adjust(clientId, gift('g'));
    await reader().adjust(clientId, gift('h'));
    const { accesses } = await list();
    expect(accesses.slice(0, 2)).toMatchObject([
      { who: 'reader', doing: 'adjustment.post', status: 403 },
      {
        who: 'user_operator',
        doing: 'adjustment.post',
        request: `POST /v1/admin/wallets/${clientId}/adjustments`,
        clientId,
        status: 200,
        traceId: headers.get('x-trace-id'),
      },
    ]);
    expect((await list()).accesses[0]).toMatchObject({
      doing: 'audit.list',
      request: 'GET /v1/admin/audit',
      seq: (accesses[0]?.seq ?? 0) + 1,
    });
  });

  it('narrows to a person, to what was done, and to whose wallet', async () => {
    const clientId = api.newClient();
    await api.operator.adjust(clientId, gift('g'));
    await api.admin.adjust(clientId, gift('h'));
    await api.admin.v1(`/v1/admin/entries?clientId=${clientId}`);
    const of = async (query: string) =>
      (await list(`?clientId=${clientId}${query}`)).accesses.map(
        ({ doing, who }) => `${who} ${doing}`,
      );
    expect(await of('')).toEqual([
      'machine entries.search',
      'machine adjustment.post',
      'machine adjustment.post',
      'user_operator adjustment.post',
      'user_operator adjustment.post',
    ]);
    expect(await of('&who=user_operator')).toEqual(Array(2).fill('user_operator adjustment.post'));
    expect(await of('&doing=entries.search')).toEqual(['machine entries.search']);
    expect(await of('&who=user_operator&doing=entries.search')).toEqual([]);
  });

  it('narrows to a stretch of time', async () => {
    await list();
    const { accesses } = await list('?limit=1');
    const at = accesses[0]?.at ?? '';
    const seqs = async (query: string) => (await list(query)).accesses.map(({ seq }) => seq);
    expect(await seqs(`?from=${at}`)).toContain(accesses[0]?.seq);
    expect(await seqs(`?to=${at}`)).not.toContain(accesses[0]?.seq);
    expect(await seqs('?to=2026-01-01T00:00:00Z')).toEqual([]);
  });

  it('comes in pages that stay as they are, though each of them is an access', async () => {
    for (let nth = 0; nth < 5; nth += 1) await list();
    const whole = (await list('?limit=200')).accesses;
    const first = await list('?limit=2');
    const second = await list(`?limit=2&before=${first.next}`);
    const seqs = [...first.accesses, ...second.accesses].map(({ seq }) => seq);
    expect(seqs).toEqual([1, 0, -1, -2].map((off) => (whole[0]?.seq ?? 0) + off));
    expect(await list('?before=1')).toEqual({ accesses: [] });
    expect((await list('?limit=1&before=2')).next).toBeUndefined();
  });

  it.each([
    'limit=0',
    'limit=201',
    'before=0',
    'before=x',
    'who=',
    'who=a%20b',
    'from=now',
    'seq=1',
  ])('refuses %s', async (query) => {
    const { body } = await api.admin.v1(`/v1/admin/audit?${query}`);
    expect(body).toMatchObject({ code: 'invalid_request' });
  });
});

describe('the chain of the audit trail', () => {
  it('is nothing to speak of where no operator ever came', async () => {
    const other = await api.otherwise({ CZ_TENANT_ID: 'nobody' });
    const { auditTrail, tenantId } = other.app;
    expect(await auditTrail?.verify(tenantId).next()).toEqual({ done: true, value: 0 });
    const tell = expect.unreachable;
    expect(auditTrail && (await verifyAuditAloud(auditTrail, tenantId, tell))).toEqual({
      isSound: true,
    });
  });

  it('holds as it was written, with whatever was asked for', async () => {
    await api.admin.v1("/v1/admin/entries?key=%22%27%5C%F0%9F%92%B6&x='; DROP");
    const last = (await list()).accesses[0]?.seq ?? 0;
    expect(await verified()).toEqual({
      isSound: true,
      lines: [`verified: ${last + 1} accesses of operators`],
    });
  });

  it('shows what was edited, and what was taken out', async () => {
    for (let nth = 0; nth < 3; nth += 1) await list();
    const last = ((await list()).accesses[0]?.seq ?? 0) + 1;
    const behindTheBack = async (change: string) => {
      await unsafeSql(api.db, 'ALTER TABLE audit_log DISABLE TRIGGER audit_log_keep_rows');
      await unsafeSql(api.db, change);
      await unsafeSql(api.db, 'ALTER TABLE audit_log ENABLE TRIGGER audit_log_keep_rows');
    };
    await behindTheBack(`UPDATE audit_log SET who = 'nobody' WHERE seq = ${last - 1}`);
    expect(await verified()).toEqual({
      isSound: false,
      lines: [
        `access ${last - 1}: its hash does not fit`,
        `1 problems in ${last} accesses of operators`,
      ],
    });
    await behindTheBack(`DELETE FROM audit_log WHERE seq = ${last - 1}`);
    expect((await verified()).lines[0]).toBe(
      `access ${last}: follows number ${last - 2}: accesses are missing before it`,
    );
    await behindTheBack('DELETE FROM audit_log WHERE seq = 1');
    expect((await verified()).lines[0]).toBe(
      'access 2: follows number 0: accesses are missing before it',
    );
  });
});
