import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { ZodError } from 'zod';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { postgresRegistryStore } from '../../lib/ledger/postgres/registry-store.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { tenantId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { connected, freshDatabase } from '../../scripts/support/fresh-database.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { adjust, debit, reverse } from '../wallet/asks.js';
import { service } from '../wallet/book.js';

describe('what only a PostgreSQL can do to a ledger', () => {
  let url: string;
  let stage: Stage;
  beforeEach(async () => {
    url = await freshDatabase(inject('postgres'), 'storage');
    stage = new Stage(postgresLedger(openPg({ url, prepared: true }), new CountedIds().newEventId));
  });
  afterEach(() => stage.ledger.close());

  const run = (sql: string) => connected(url, (client) => client.query(sql));

  it('fails loudly on an event that it does not know, wherever it is read', async () => {
    await stage.accept({ ...debit(1), key: 'work' });
    await run(`
      INSERT INTO credit_events
        SELECT (jsonb_populate_record(e, jsonb_build_object(
                 'seq', 4, 'name', 'CZ_SMCR|debit|odd', 'idempotency_key', 'odd',
                 'event', e.event || '{"type": "CreditsVanished"}'))).*
          FROM credit_events e WHERE seq = 3`);
    await expect(stage.entries()).rejects.toThrow(ZodError);
    await expect(stage.answer({ ...debit(1), key: 'odd' })).rejects.toThrow(/type/);
    await expect(stage.answer(reverse('odd'))).rejects.toThrow(ZodError);
    expect(await stage.findings()).toContainEqual(
      expect.objectContaining({ clientId: 'ada', seq: 4 }),
    );
    expect(await stage.answer({ ...debit(1), key: 'work' })).toMatchObject({ outcome: 'replayed' });
  });

  it('fails what it can not store, and not its neighbours', async () => {
    const commit = stage.groupCommit();
    const settled = await Promise.allSettled(
      [
        debit(1),
        { ...adjust(5), reason: 'a zero byte: \u0000' },
        { ...debit(1), actor: service },
      ].map((ask) => commit.submit(stage.ask(ask))),
    );
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await stage.kinds()).toEqual(['open', 'grant', 'debit', 'debit']);
    expect(await stage.findings()).toEqual([]);
  });

  it('goes on over the connections that it has while a migration adds a column', async () => {
    await stage.accept({ ...debit(1), key: 'work' });
    await run(`ALTER TABLE credit_events ADD COLUMN later text;
               ALTER TABLE credit_wallets ADD COLUMN later text`);
    expect(await stage.answer({ ...debit(1), key: 'work' })).toMatchObject({ outcome: 'replayed' });
    await stage.accept(reverse('work'));
    await stage.accept(debit(2));
    expect(await stage.findings()).toEqual([]);
    expect(await stage.entries()).toHaveLength(5);
  });

  it('reads the registry on while a migration adds a column to it', async () => {
    const db = openPg({ url, prepared: true, mostConnections: 1 });
    const store = postgresRegistryStore(db);
    const tenant = tenantId('t');
    const publishedAt = instant('2026-01-01T00:00:00Z');
    const first = { version: 1, document: defaultCatalog, publishedAt, author: 'ada' };
    expect(await store.publish(tenant, first)).toBe(true);
    expect(await store.publish(tenant, first)).toBe(false);
    expect(await store.latest(tenant)).toEqual(first);
    await run('ALTER TABLE registry_versions ADD COLUMN later text');
    expect(await store.latest(tenant)).toEqual(first);
    await db.close();
  });

  it.each(['repeatable read', 'serializable'])(
    'keeps its own isolation where the database defaults to %s',
    async (isolation) => {
      const name = new URL(url).pathname.slice(1);
      await run(`ALTER DATABASE ${name} SET default_transaction_isolation = '${isolation}'`);
      const groups = Array.from({ length: 4 }, () => stage.groupCommit({ mostInBatch: 1 }));
      const outcomes = await Promise.all(
        groups.flatMap((group) =>
          Array.from({ length: 20 }, () => group.submit(stage.ask(debit(1)))),
        ),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'committed')).toHaveLength(50);
      expect(await stage.findings()).toEqual([]);
    },
  );

  it.each(['credit_events', 'registry_versions'])('refuses to change %s', async (table) => {
    await stage.accept(debit(1));
    await run(`INSERT INTO registry_versions VALUES ('t', 1, '{}', now(), 'ada', NULL)`);
    for (const sql of [
      `UPDATE ${table} SET tenant_id = 'other'`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ]) {
      await expect(run(sql), sql).rejects.toThrow(/append-only/);
    }
  });

  it('is tested on a server that is durable', async () => {
    const shown = async (setting: string) => (await run(`SHOW ${setting}`)).rows[0][setting];
    expect([await shown('fsync'), await shown('synchronous_commit')]).toEqual(['on', 'on']);
  });
});
