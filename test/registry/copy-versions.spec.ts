import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { odooRegistryStore } from '../../lib/ledger/odoo/registry-store.js';
import type { Db } from '../../lib/ledger/postgres/db.js';
import { postgresRegistryStore } from '../../lib/ledger/postgres/registry-store.js';
import { copyVersions } from '../../lib/registry/copy-versions.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { tenantId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { migratedDb } from '../support/migrated.js';

let db: Db;
let standIn: OdooStandIn;
let odoo: Odoo;
beforeAll(async () => {
  db = await migratedDb();
  standIn = await startOdooStandIn();
  odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
});
afterAll(async () => {
  odoo.close();
  await Promise.all([db.close(), standIn.close()]);
});

let tenants = 0;
let tenant = tenantId('t0');
beforeEach(() => {
  tenants += 1;
  tenant = tenantId(`t${tenants}`);
});

const publication = (version: number, creditValueMicroEur = 50_000) => ({
  version,
  document: { ...defaultCatalog, creditValueMicroEur },
  publishedAt: instant(`2026-01-15T10:00:0${version}Z`),
  author: 'ada',
  ...(version > 1 && { note: `"${version}" <b>&ä` }),
});

describe.each([
  [
    'PostgreSQL',
    'Odoo',
    () => ({ source: postgresRegistryStore(db), target: odooRegistryStore(odoo) }),
  ],
  [
    'Odoo',
    'PostgreSQL',
    () => ({ source: odooRegistryStore(odoo), target: postgresRegistryStore(db) }),
  ],
] as const)('versions copied from %s to %s', (_from, _to, stores) => {
  it('keep their numbers and all that was said of them', async () => {
    const { source, target } = stores();
    for (const version of [1, 2, 3]) await source.publish(tenant, publication(version));
    expect(await copyVersions(source, target, tenant)).toEqual({
      versions: 3,
      copied: 3,
      differing: [],
    });
    expect(await target.latest(tenant)).toEqual(publication(3));
    for (const version of [1, 2, 3]) {
      expect(await target.version(tenant, version)).toEqual(publication(version));
    }
  });

  it('are copied once, and only those that are new', async () => {
    const { source, target } = stores();
    await source.publish(tenant, publication(1));
    await copyVersions(source, target, tenant);
    await source.publish(tenant, publication(2));
    expect(await copyVersions(source, target, tenant)).toMatchObject({ copied: 1, versions: 2 });
    expect(await copyVersions(source, target, tenant)).toMatchObject({ copied: 0, versions: 2 });
  });

  it('are told where the target has another document, and not overwritten', async () => {
    const { source, target } = stores();
    for (const version of [1, 2]) await source.publish(tenant, publication(version));
    await target.publish(tenant, { ...publication(1), author: 'system' });
    await target.publish(tenant, publication(2, 60_000));
    await target.publish(tenant, publication(3));
    expect(await copyVersions(source, target, tenant)).toEqual({
      versions: 2,
      copied: 0,
      differing: [2],
    });
    expect(await target.version(tenant, 2)).toEqual(publication(2, 60_000));
  });

  it('are none where nothing was published', async () => {
    const { source, target } = stores();
    expect(await copyVersions(source, target, tenant)).toEqual({
      versions: 0,
      copied: 0,
      differing: [],
    });
  });
});
