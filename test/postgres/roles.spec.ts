import { readFileSync } from 'node:fs';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { connected } from '../../scripts/support/fresh-database.js';
import { DevServer, newFolder, run } from '../slow/dev-server.js';

const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');

/** The SQL of the page, as it stands there: the roles and the database; what comes before the migrations; and after. */
const [roles = '', before = '', after = ''] = [...page.matchAll(/```sql\n(.*?)```/gs)].map(
  ([, sql = '']) => sql.replaceAll('…', 'secret'),
);

const of = (user: string): string => {
  const url = new URL(inject('postgres'));
  Object.assign(url, { username: user, password: 'secret', pathname: '/credits' });
  return url.href;
};
const asOwner = (sql: string) => connected(of('credits'), (client) => client.query(sql));
const asApp = (sql: string) => connected(of('credits_app'), (client) => client.query(sql));

describe('the roles of docs/deploying.md', () => {
  beforeAll(async () => {
    for (const statement of roles.split('\n').filter((line) => line !== '')) {
      await connected(inject('postgres'), (client) => client.query(statement));
    }
    await asOwner(before);
    const { code, out } = await run('migrate', [], { DATABASE_URL: of('credits') });
    expect(out).toContain('applied 1 ledger');
    expect(code).toBe(0);
    await asOwner(after);
  });

  it('are enough for the functions to charge, correct and keep checkpoints', async () => {
    const server = await DevServer.on(newFolder(), {
      CZ_LEDGER: 'postgres',
      DATABASE_URL: of('credits_app'),
      DATABASE_URL_DIRECT: of('credits'),
    });
    const ada = await server.client('ada');
    expect((await ada.debit('question-1', 3)).status).toBe(200);
    const send = async (path: string, headers: Readonly<Record<string, string>>, body?: object) =>
      (
        await fetch(`${server.url}${path}`, {
          method: 'POST',
          headers,
          ...(body && { body: JSON.stringify(body) }),
        })
      ).status;
    const operator = { 'x-cz-registry-admin': 'dev-admin-secret' };
    const adjustment = { credits: 50, reason: 'goodwill', idempotencyKey: 'ticket-1' };
    const path = '/v1/admin/wallets/ada/adjustments';
    expect(await send(path, operator, adjustment)).toBe(200);
    const reversal = { debitKey: 'question-1', reason: 'it failed', idempotencyKey: 'ticket-2' };
    const body = { clientId: 'ada', mode: 'reverse', ...reversal };
    expect(await send('/api/credits-debit', operator, body)).toBe(200);
    const cron = { authorization: 'Bearer dev-cron-secret' };
    expect(await send('/api/credits-sync', cron)).toBe(200);
    await server.stop();
    expect((await asApp('SELECT count(*)::int AS n FROM audit_log')).rows).toEqual([{ n: 4 }]);
  });

  it.each(['credit_events', 'registry_versions', 'ledger_checkpoints', 'audit_log'])(
    'let the functions neither edit nor empty %s, nor switch off what refuses that',
    async (table) => {
      for (const sql of [
        `UPDATE ${table} SET tenant_id = 'other'`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
        `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
        `DROP TABLE ${table}`,
      ]) {
        await expect(asApp(sql)).rejects.toThrow(/permission denied|must be owner/);
        await expect(asApp(sql)).rejects.toThrow(pg.DatabaseError);
      }
    },
  );
});
