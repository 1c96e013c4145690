import { simulatedLedger } from './ledger.js';
import { Publications, simulatedRegistryStore } from './registry-store.js';
import { Storage } from './storage.js';
import type { Store, Witness } from './store.js';
import type { World } from './world.js';

/** The storage in which batches wait for one another, as PostgreSQL is. */
export const lockingStore = (world: World, witness: Witness): Store => {
  const storage = new Storage(world);
  const publications = new Publications();
  storage.tables.onCommit = witness.committed;
  storage.tables.onViolation = witness.violated;
  publications.onPublish = witness.published;
  return {
    connect: (owner, { newEventId, wraps }) => ({
      ledger: simulatedLedger(storage, owner, newEventId, wraps),
      registry: simulatedRegistryStore(storage, owner, publications),
    }),
    cut: (owner, how) => storage.cut(owner, how),
    publish: async (document) => {
      publications.add({ version: publications.count + 1, document });
    },
    atRest: () => simulatedLedger(storage, { name: 'nobody', alive: true }, () => ''),
  };
};
