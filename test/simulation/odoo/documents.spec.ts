import { describe, expect, it } from 'vitest';
import { LedgerUnavailable } from '../../../lib/ledger/ledger.js';
import { odooRegistryStore } from '../../../lib/ledger/odoo/registry-store.js';
import { registryDocument } from '../../../lib/registry/document.js';
import { instant } from '../../../lib/wallet/instant.js';
import { TENANT } from '../store.js';
import { documentOf, FIRST } from '../terms.js';
import { type Fault, World } from '../world.js';
import { SimulatedOdoo } from './simulated-odoo.js';

const publication = {
  version: 1,
  document: registryDocument.parse(documentOf(FIRST)),
  publishedAt: instant('2026-01-15T10:00:00.000Z'),
  author: 'operator',
};

const letGo = async (world: World, fault?: Fault): Promise<void> => {
  do await world.rest();
  while (world.pick(0, fault));
};

describe("the first version of a tenant's registry", () => {
  it('is not at fault when its partner can not be made just now: it can be published again', async () => {
    const world = new World(0);
    const odoo = new SimulatedOdoo(world);
    const store = odooRegistryStore(odoo.connect({ name: 'p1', alive: true }));

    const refused = expect(store.publish(TENANT, publication)).rejects.toThrow(LedgerUnavailable);
    await letGo(world, 'conflict');
    await refused;

    const published = store.publish(TENANT, publication);
    await letGo(world);
    expect(await published).toBe(true);
  });

  it('is published once, by whoever of two comes first', async () => {
    const world = new World(0);
    const odoo = new SimulatedOdoo(world);
    const published = ['p1', 'p2'].map((name) =>
      odooRegistryStore(odoo.connect({ name, alive: true })).publish(TENANT, publication),
    );
    await letGo(world);
    expect(await Promise.all(published)).toEqual([true, false]);
  });
});
