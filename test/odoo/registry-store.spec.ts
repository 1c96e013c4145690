import { afterAll, describe, expect, it } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooRegistryStore } from '../../lib/ledger/odoo/registry-store.js';
import { CurrentRegistry } from '../../lib/registry/current-registry.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { tenantId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';

const standIn = await startOdooStandIn({ durationMs: 5 });
const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
const store = odooRegistryStore(odoo);
afterAll(async () => {
  odoo.close();
  await standIn.close();
});

const publication = (version: number) => ({
  version,
  document: defaultCatalog,
  publishedAt: instant('2026-01-15T10:00:00Z'),
  author: 'ada',
});

describe('versions in Odoo', () => {
  it('come back as they were published, by tenant', async () => {
    const tenant = tenantId('first');
    expect(await store.latest(tenant)).toBeUndefined();
    expect(await store.publish(tenant, publication(1))).toBe(true);
    expect(await store.publish(tenant, { ...publication(2), note: 'cheaper' })).toBe(true);
    expect(await store.latest(tenant)).toEqual({ ...publication(2), note: 'cheaper' });
    expect(await store.version(tenant, 1)).toEqual(publication(1));
    expect(await store.version(tenant, 3)).toBeUndefined();
    expect(await store.latest(tenantId('second'))).toBeUndefined();
  });

  it('are rows that move no credits, with a customer of their own', async () => {
    const tenant = tenantId('shown');
    await store.publish(tenant, publication(1));
    const [customer] = standIn.operator
      .rows('res.partner')
      .filter(({ values }) => values['ref'] === 'shown');
    const rows = standIn.operator
      .rows('crm.lead')
      .filter(({ values }) => values['partner_id'] === customer?.id);
    expect(rows).toMatchObject([{ values: { name: 'CZ_SMCR|registry|1', expected_revenue: 0 } }]);
  });

  it('have a number each, which is given once', async () => {
    const tenant = tenantId('third');
    const authors = ['ada', 'bob', 'eve', 'joe'];
    const published = await Promise.all(
      authors.map((author) => store.publish(tenant, { ...publication(1), author })),
    );
    expect(published.filter(Boolean)).toHaveLength(1);
    expect(await store.latest(tenant)).toMatchObject({ author: authors[published.indexOf(true)] });
  });

  it('begin with one where many instances start at once', async () => {
    const tenant = tenantId('fourth');
    const now = () => instant('2026-01-15T10:00:00Z');
    const start = () =>
      new CurrentRegistry({ store, tenantId: tenant, first: defaultCatalog, now }).current();
    const versions = await Promise.all(Array.from({ length: 8 }, start));
    expect(new Set(versions.map(({ version }) => version))).toEqual(new Set([1]));
    expect(versions[7]?.document).toEqual(defaultCatalog);
  });

  it.each([
    ['the answer is lost', { kind: 'drop', work: 'done' }],
    ['a gateway answers instead', { kind: 'gateway', status: 502, work: 'done' }],
  ] as const)('are published also where %s after the work', async (how, disturbance) => {
    const tenant = tenantId(`fifth_${how.length}`);
    standIn.disturb(disturbance, { of: 'crm.lead.load', times: 1 });
    expect(await store.publish(tenant, publication(1))).toBe(true);
    expect(await store.latest(tenant)).toEqual(publication(1));
  });

  it('are told as unavailable where Odoo is', async () => {
    await standIn.stop();
    await expect(store.latest(tenantId('first'))).rejects.toThrow(/can't be reached/);
    await expect(store.publish(tenantId('sixth'), publication(1))).rejects.toMatchObject({
      name: 'LedgerUnavailable',
    });
    await standIn.start();
    expect(await store.latest(tenantId('sixth'))).toBeUndefined();
    expect(await store.latest(tenantId('first'))).toMatchObject({ version: 2 });
  });
});
