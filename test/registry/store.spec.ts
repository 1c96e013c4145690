import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../lib/ledger/postgres/db.js';
import { postgresRegistryStore } from '../../lib/ledger/postgres/registry-store.js';
import { CurrentRegistry } from '../../lib/registry/current-registry.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { tenantId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { migratedDb } from '../support/migrated.js';

let db: Db;
beforeAll(async () => {
  db = await migratedDb();
});
afterAll(() => db.close());

const publication = (version: number) => ({
  version,
  document: defaultCatalog,
  publishedAt: instant('2026-01-15T10:00:00Z'),
  author: 'ada',
});

describe('versions in the database', () => {
  it('come back as they were published, by tenant', async () => {
    const store = postgresRegistryStore(db);
    const tenant = tenantId('first');
    expect(await store.latest(tenant)).toBeUndefined();
    expect(await store.publish(tenant, publication(1))).toBe(true);
    expect(await store.publish(tenant, { ...publication(2), note: 'cheaper' })).toBe(true);
    expect(await store.latest(tenant)).toEqual({ ...publication(2), note: 'cheaper' });
    expect(await store.version(tenant, 1)).toEqual(publication(1));
    expect(await store.version(tenant, 3)).toBeUndefined();
    expect(await store.latest(tenantId('second'))).toBeUndefined();
  });

  it('have a number each, which is given once', async () => {
    const store = postgresRegistryStore(db);
    const tenant = tenantId('third');
    const publish = (author: string) => store.publish(tenant, { ...publication(1), author });
    expect(await Promise.all([publish('ada'), publish('eve')])).toEqual([true, false]);
    expect(await store.latest(tenant)).toMatchObject({ author: 'ada' });
  });

  it('begin with one where many instances start at once', async () => {
    const tenant = tenantId('fourth');
    const now = () => instant('2026-01-15T10:00:00Z');
    const start = () =>
      new CurrentRegistry({
        store: postgresRegistryStore(db),
        tenantId: tenant,
        first: defaultCatalog,
        now,
      }).current();
    const versions = await Promise.all(Array.from({ length: 8 }, start));
    expect(new Set(versions.map(({ version }) => version))).toEqual(new Set([1]));
    expect(versions[7]?.document).toEqual(defaultCatalog);
  });
});
