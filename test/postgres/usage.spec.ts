import type { Client } from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { postgresUsage } from '../../lib/ledger/postgres/usage.js';
import { usageStatement } from '../../lib/ledger/postgres/usage-statements.js';
import { GROUPINGS, type UsageQuery } from '../../lib/ledger/reports/usage.js';
import { actionId, clientId, productId, tenantId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { connected, freshDatabase } from '../../scripts/support/fresh-database.js';
import { usageContract } from '../ledger/reports/usage-contract.js';

for (const prepared of [true, false]) {
  usageContract(
    `on PostgreSQL, ${prepared ? 'named' : 'unnamed'} statements`,
    async (newEventId) => {
      const db = openPg({
        url: await freshDatabase(inject('postgres'), 'usage'),
        prepared,
      });
      return { ledger: postgresLedger(db, newEventId), usage: postgresUsage(db) };
    },
    { runs: 15 },
  );
}

const ENTRIES = 200_000;

/** As many entries of a thousand wallets, twelve actions and most of a year, one in fifty of them a reversal. */
const fill = async (client: Client) => {
  await client.query(`
    INSERT INTO credit_events
      SELECT gen_random_uuid(), 'cityzeen', 'user_' || i % 1000, i / 1000 + 1,
             CASE WHEN i % 50 = 0 THEN 'reversal' WHEN i % 10 = 0 THEN 'hold' ELSE 'debit' END,
             'CZ_SMCR|debit|' || i, 'product_' || i % 2, 'action_' || i % 12,
             CASE WHEN i % 50 > 0 THEN 2 END, CASE WHEN i % 50 = 0 THEN 1 ELSE -3 END, 0,
             CASE WHEN i % 50 > 0 THEN 24000 END, 50000, i, repeat(md5(i::text), 2), md5(i::text), 'user',
             CASE WHEN i % 50 = 0 THEN 'CZ_SMCR|debit|' || i + 1 END, 1,
             jsonb_build_object('v', 1, 'padding', repeat(md5(i::text), 10)), 0, 0, 0, 0,
             timestamptz '2026-01-01T00:00:00Z' + i * interval '2 minutes', repeat(md5(i::text), 2)
        FROM generate_series(0, ${ENTRIES} - 1) i`);
  await client.query('VACUUM ANALYZE credit_events');
};

/** A debit each of so many clients, whose wallets are there, too. */
const fillWide = (clients: number) => `
  INSERT INTO credit_events
    SELECT gen_random_uuid(), 'wide', 'user_' || i, 1, 'debit', 'CZ_SMCR|debit|' || i, 'geospatial', 'ask_ai', 1, -2, 0,
           12000, 50000, i, repeat('a', 64), repeat('b', 32), 'user', NULL, 1, '{}', 0, 0, 0, 0,
           '2026-01-15T10:00:00Z', repeat('c', 64)
      FROM generate_series(1, ${clients}) i;
  INSERT INTO credit_wallets
    SELECT 'wide', 'user_' || i, 1, 'base', 0, 0, 0, 0, 0, '{}', '', now() FROM generate_series(1, ${clients}) i`;

it('of many clients comes in parts, each client once, in the order of their ids', async () => {
  const url = await freshDatabase(inject('postgres'), 'usage_wide');
  const clients = 25_000;
  await connected(url, (client) => client.query(fillWide(clients)));
  const db = openPg({ url, prepared: true });
  const asked = {
    tenantId: tenantId('wide'),
    from: instant('2026-01-01T00:00:00Z'),
    to: instant('2027-01-01T00:00:00Z'),
    groupBy: 'client',
  } as const;
  const expected = Array.from({ length: clients }, (_, n) => `user_${n + 1}`).sort();
  const keys: string[] = [];
  for await (const { count, key } of postgresUsage(db).groups(asked)) {
    expect(count).toBe(1);
    keys.push(key);
  }
  expect(keys).toEqual(expected);
  const after = expected[9_990];
  const page = await postgresUsage(db).page(asked, { limit: 20, after });
  expect(page.groups.map(({ key }) => key)).toEqual(expected.slice(9_991, 10_011));
  expect(page).toMatchObject({ more: true, totals: { count: clients, taken: 50_000n } });
  const largest = await postgresUsage(db).largest(asked, 3);
  expect(largest.groups.map(({ key }) => key)).toEqual(expected.slice(0, 3));
  expect(largest.totals.taken).toBe(50_000n);
  await db.close();
});

describe(`the usage in ${ENTRIES} entries`, () => {
  let url: string;
  beforeAll(async () => {
    url = await freshDatabase(inject('postgres'), 'usage_plans');
    await connected(url, fill);
  });

  const query = (given: Partial<UsageQuery>): UsageQuery => ({
    tenantId: tenantId('cityzeen'),
    from: instant('2026-01-01T00:00:00Z'),
    to: instant('2027-01-01T00:00:00Z'),
    groupBy: 'action',
    ...given,
  });

  const planOf = (asked: UsageQuery) =>
    connected(url, async (client) => {
      const { statement, values } = usageStatement(asked);
      const { rows } = await client.query({
        text: `EXPLAIN (ANALYZE, COSTS OFF) ${statement.text}`,
        values: [...values],
      });
      return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
    });

  it.each(GROUPINGS)('is read off its index alone, by %s', async (groupBy) => {
    const plan = await planOf(query({ groupBy }));
    console.log(`by ${groupBy}: ${/Execution Time: .*/.exec(plan)?.[0]}`);
    expect(plan).toMatch(/Index Only Scan using credit_events_usage/);
    expect(plan).toMatch(/Heap Fetches: 0/);
    expect(plan).not.toMatch(/Seq Scan|Heap Fetches: [1-9]/);
  });

  it.each<[string, Partial<UsageQuery>]>([
    ['an action', { actionId: actionId('action_3') }],
    ['a product', { product: productId('product_1') }],
    ['a month', { to: instant('2026-02-01T00:00:00Z') }],
  ])('is read off it for %s alone, too', async (_, given) => {
    const plan = await planOf(query({ groupBy: 'day', ...given }));
    expect(plan).toMatch(/Index Only Scan using credit_events_usage/);
    expect(plan).not.toMatch(/Seq Scan|Heap Fetches: [1-9]/);
  });

  it('is read off the wallet for one client', async () => {
    const plan = await planOf(query({ clientId: clientId('user_7') }));
    expect(plan).not.toMatch(/Seq Scan|credit_events_usage/);
  });
});
