import type { Client } from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { ENTRIES_NAMED, ENTRIES_REFERRING } from '../../lib/ledger/postgres/statements.js';
import { connected, freshDatabase } from '../../scripts/support/fresh-database.js';

/** Entries of one wallet that nobody has counted yet: autovacuum would, within a minute of a real database. */
const fillUncounted = (client: Client, entries: number) =>
  client.query(`
    ALTER TABLE credit_events SET (autovacuum_enabled = off);
    INSERT INTO credit_events
      SELECT gen_random_uuid(), 'cityzeen', 'ada', i, 'debit', 'CZ_SMCR|debit|' || i, 'geospatial', 'ask_ai', 1, 0, 0,
             1, 1, i, repeat('a', 64), repeat('b', 32), 'user', 'CZ_SMCR|hold|' || i / 2, 1, '{}', 0, 0, 0, 0,
             '2026-01-15T10:00:00Z', repeat('c', 64)
        FROM generate_series(1, ${entries}) i`);

/** How the database goes about a statement that it keeps prepared, for whatever values. */
const planOf = async (client: Client, { text }: { readonly text: string }, name: string) => {
  await client.query(
    `SET plan_cache_mode = force_generic_plan; PREPARE it(text[], text[], text[]) AS ${text}`,
  );
  const { rows } = await client.query(
    `EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) EXECUTE it('{cityzeen}', '{ada}', '{${name}}')`,
  );
  await client.query('DEALLOCATE it');
  return rows.map((row) => row['QUERY PLAN']).join('\n');
};

describe('a key is read off its index, however many entries the wallet has', () => {
  it.each([0, 100, 20_000])(
    'on a new database without statistics, with %s entries',
    async (entries) => {
      const url = await freshDatabase(inject('postgres'), 'plans');
      await connected(url, async (client) => {
        await fillUncounted(client, entries);
        const named = await planOf(client, ENTRIES_NAMED, 'CZ_SMCR|debit|77');
        expect(named).toContain('Index Scan using credit_events_tenant_id_client_id_name_key');
        const referring = await planOf(client, ENTRIES_REFERRING, 'CZ_SMCR|hold|38');
        expect(referring).toContain('Index Scan using credit_events_ref');
      });
    },
  );
});
