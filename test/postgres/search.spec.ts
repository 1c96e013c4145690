import type { Client } from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { postgresEntrySearch } from '../../lib/ledger/postgres/search.js';
import { findEntries } from '../../lib/ledger/postgres/search-statement.js';
import type { Search } from '../../lib/ledger/reports/search.js';
import { entryName } from '../../lib/wallet/entry-name.js';
import { clientId, tenantId, traceId } from '../../lib/wallet/ids.js';
import { connected, freshDatabase } from '../../scripts/support/fresh-database.js';
import { searchContract } from '../ledger/reports/search-contract.js';

searchContract('PostgreSQL', async (newEventId) => {
  const db = openPg({ url: await freshDatabase(inject('postgres'), 'search'), prepared: true });
  return { ledger: postgresLedger(db, newEventId), search: postgresEntrySearch(db) };
});

const ENTRIES = 60_000;
const TRACE = traceId('0af7651916cd43dd8448eb211c80319c');
const ADA = clientId('ada');

/** Half of them are one wallet's. Rows are as wide as those of real debits. */
const fill = (client: Client) =>
  client.query(`
    INSERT INTO credit_events
      SELECT gen_random_uuid(), 'cityzeen', CASE WHEN i % 2 = 0 THEN 'ada' ELSE 'c' || i % 1000 END, i, 'debit',
             'CZ_SMCR|debit|' || i, 'geospatial', 'ask_ai', 1, 0, 0, 1, 1, i, repeat('a', 64),
             CASE i WHEN 30000 THEN '${TRACE}' ELSE md5(i::text) END, 'user', NULL, 1,
             jsonb_build_object('pad', repeat('p', 300)), 0, 0, 0, 0,
             '2026-01-15T10:00:00Z'::timestamptz + i * interval '1 second', repeat('c', 64)
        FROM generate_series(1, ${ENTRIES}) i;
    SELECT brin_summarize_new_values('credit_events_find');
    ANALYZE credit_events`);

/** How the database goes about a search, also where it keeps the statement prepared for whatever values. */
const planOf = async (client: Client, search: Search, mode: string): Promise<string> => {
  const page = { before: undefined, limit: 51 };
  const { find, values } = findEntries(tenantId('cityzeen'), search, page);
  await client.query(`SET plan_cache_mode = ${mode}`);
  await client.query(`PREPARE it AS ${find.text}`);
  const given = values.map((value) =>
    Array.isArray(value) ? `'{${value.map((each) => `"${each}"`).join()}}'` : `'${value}'`,
  );
  const { rows } = await client.query(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, COSTS OFF, SUMMARY OFF) EXECUTE it(${given.join(', ')})`,
  );
  await client.query('DEALLOCATE it');
  return rows.map((row) => row['QUERY PLAN']).join('\n');
};

const TREE_OF_NAMES = 'credit_events_tenant_id_client_id_name_key';

describe('a search reads an index, and little of the table', () => {
  let url: string;
  beforeAll(async () => {
    url = await freshDatabase(inject('postgres'), 'find');
    await connected(url, fill);
  });

  it.each<[string, Search, string]>([
    ['a trace', { traceId: TRACE }, 'credit_events_find'],
    ['a trace in a large wallet', { traceId: TRACE, clientId: ADA }, 'credit_events_find'],
    ['a key', { key: '30000' }, 'credit_events_find'],
    ['a key of one kind', { key: '30000', kind: 'debit' }, 'credit_events_find'],
    ['a key in a large wallet', { key: '30000', clientId: ADA }, TREE_OF_NAMES],
    ['a wallet', { clientId: ADA }, 'Backward using credit_events_pkey'],
    [
      'what is about an entry',
      { clientId: ADA, about: entryName('debit', '30000') },
      'credit_events_ref',
    ],
  ])('by %s', async (_, search, index) => {
    await connected(url, async (client) => {
      for (const mode of ['force_generic_plan', 'force_custom_plan']) {
        const plan = await planOf(client, search, mode);
        expect(plan).toContain(index);
        expect(plan).not.toContain('Seq Scan');
        const [pages] = [...plan.matchAll(/Buffers: shared hit=(\d+)(?: read=(\d+))?/g)].map(
          ([, hit, read]) => Number(hit) + Number(read ?? 0),
        );
        expect(pages, plan).toBeLessThan(400); // of 8,000
      }
    });
  });
});
