import { describe, expect, it } from 'vitest';
import { publishRegistry } from '../../lib/credits/publish-registry.js';
import { postgresRegistryStore } from '../../lib/ledger/postgres/registry-store.js';
import { CurrentRegistry } from '../../lib/registry/current-registry.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import type { RegistryStore } from '../../lib/registry/registry.js';
import { testApi } from '../support/app.js';

const api = testApi();
const proposal = { expectedVersion: 1, document: defaultCatalog, author: 'ada' };

const publisherOn = (store: RegistryStore) => {
  const { app } = api;
  const { now, tenantId } = app;
  return {
    ...app,
    registry: new CurrentRegistry({ store, tenantId, now, first: defaultCatalog }),
  };
};

describe('a publication that got in the way of another', () => {
  it('and did not come about itself is tried again by whoever asked, and no conflict', async () => {
    const store = postgresRegistryStore(api.db);
    const inTheWay = publisherOn({ ...store, publish: async () => false });
    await api.app.registry.current();
    await expect(publishRegistry(inTheWay, proposal)).rejects.toMatchObject({
      name: 'LedgerUnavailable',
    });
    const published = await publishRegistry(publisherOn(store), proposal);
    expect(published).toMatchObject({ outcome: 'published' });
  });
});
