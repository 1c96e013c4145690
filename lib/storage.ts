import type { Ledger, NewEventId } from './ledger/ledger.js';
import type { Db } from './ledger/postgres/db.js';
import type { RegistryStore } from './registry/registry.js';
import type { DatabaseConfig, StorageConfig } from './storage-config.js';

/** What keeps everything. Closing the ledger closes all of it. */
export type Storage = {
  readonly ledger: Ledger;
  /** Beside the ledger in force. */
  readonly registryStore: RegistryStore;
};

/**
 * Opens what is configured. Adapters are loaded only where they are used: none is in the others' way when a function starts
 * cold. A database that is `open` already takes the place of the configured one.
 */
export const openStorage = async (
  { ledger }: StorageConfig,
  newEventId: NewEventId,
  open?: Db,
): Promise<Storage> => {
  const db = open ?? (await openDb(ledger));
  const [{ postgresLedger }, { postgresRegistryStore }] = await Promise.all([
    import('./ledger/postgres/ledger.js'),
    import('./ledger/postgres/registry-store.js'),
  ]);
  return { ledger: postgresLedger(db, newEventId), registryStore: postgresRegistryStore(db) };
};

const openDb = async (config: DatabaseConfig): Promise<Db> =>
  (await import('./ledger/postgres/open.js')).openDb(config);
