import type { AuditTrail } from './audit/audit-trail.js';
import { ConfigError } from './config-error.js';
import type { Ledger, NewEventId } from './ledger/ledger.js';
import type { Mirror } from './ledger/mirror/mirror.js';
import type { Outbox } from './ledger/mirror/outbox.js';
import type { Odoo } from './ledger/odoo/odoo.js';
import type { Db } from './ledger/postgres/db.js';
import type { OpenReports } from './ledger/reports/reports.js';
import type { CheckpointStore } from './ledger/verification/checkpoint.js';
import type { ReceivedEvents } from './payments/received-event.js';
import type { RegistryStore } from './registry/registry.js';
import type { DatabaseConfig, OdooConfig, StorageConfig } from './storage-config.js';
import type { TenantId } from './wallet/ids.js';

/** What keeps everything. Closing the ledger closes all of it. */
export type Storage = {
  readonly ledger: Ledger;
  /** Of that ledger. */
  readonly reports: OpenReports;
  /** Beside the ledger in force. */
  readonly registryStore: RegistryStore;
  /** In the other storage, where there are two: beside the ledger it shows nothing of what the owner of both did. */
  readonly checkpointStore: CheckpointStore;
  /** Where there is a database, whichever keeps the ledger. */
  readonly receivedEvents?: ReceivedEvents;
  /** Where there is a database, too. */
  readonly auditTrail?: AuditTrail;
  /** Where the ledger is in a database and an Odoo in reach, which then mirrors it. */
  readonly mirroring?: (tenantId: TenantId) => Mirroring;
  /** How many submissions a batch should have at most, where the ledger can't take what is usual. */
  readonly mostInBatch?: number;
};

/** An import takes some milliseconds a row, and is not waited for for ever; to open a wallet is three rows. */
const MOST_IN_ODOO_BATCH = 64;

/** What is owed, and to whom. */
type Mirroring = { readonly outbox: Outbox; readonly mirror: Mirror };

/**
 * Opens what is configured. Adapters are loaded only where they are used: none is in the others' way when a function starts
 * cold. A database that is `open` already takes the place of the configured one.
 * @throws ConfigError when the configured Odoo answers, and can't be the ledger as it is set up.
 */
export const openStorage = async (
  config: StorageConfig,
  newEventId: NewEventId,
  open?: Db,
): Promise<Storage> => {
  const { ledger } = config;
  if (ledger.kind === 'odoo') {
    const odoo = await openOdoo(ledger.odoo);
    await assertUsable(odoo);
    const db = config.postgres && (await openDb(config.postgres));
    return {
      ...(await onOdoo(odoo, newEventId, async () => db?.close())),
      mostInBatch: MOST_IN_ODOO_BATCH,
      ...(db && (await notesIn(db))),
      checkpointStore: await (db ? checkpointsInDb(db) : checkpointsInOdoo(odoo)),
    };
  }
  const db = open ?? (await openDb(ledger));
  const odoo = config.odoo && (await openOdoo(config.odoo));
  if (!odoo) {
    const storage = await onDb(db, newEventId, { isMirrored: false, alsoClose: async () => {} });
    return { ...storage, checkpointStore: await checkpointsInDb(db) };
  }
  const alsoClose = async () => odoo.close();
  return {
    ...(await onDb(db, newEventId, { isMirrored: true, alsoClose })),
    checkpointStore: await checkpointsInOdoo(odoo),
    mirroring: await mirroringTo(odoo, db),
  };
};

type Notes = Pick<Storage, 'auditTrail' | 'receivedEvents'>;
type LedgerAndRegistry = Pick<Storage, 'ledger' | 'registryStore' | 'reports'> & Notes;
type Close = () => Promise<void>;

const onDb = async (
  db: Db,
  newEventId: NewEventId,
  { alsoClose, isMirrored }: { readonly alsoClose: Close; readonly isMirrored: boolean },
): Promise<LedgerAndRegistry> => {
  const [{ postgresLedger }, { postgresRegistryStore }] = await Promise.all([
    import('./ledger/postgres/ledger.js'),
    import('./ledger/postgres/registry-store.js'),
  ]);
  return {
    ledger: closing(postgresLedger(db, newEventId, { isMirrored }), alsoClose),
    registryStore: postgresRegistryStore(db),
    reports: async () => (await import('./ledger/postgres/reports.js')).postgresReports(db),
    ...(await notesIn(db)),
  };
};

const onOdoo = async (
  odoo: Odoo,
  newEventId: NewEventId,
  alsoClose: Close,
): Promise<LedgerAndRegistry> => {
  const [{ odooLedger }, { odooRegistryStore }] = await Promise.all([
    import('./ledger/odoo/ledger.js'),
    import('./ledger/odoo/registry-store.js'),
  ]);
  const ledger = odooLedger(odoo, { random: Math.random, newEventId });
  return {
    ledger: closing(ledger, alsoClose),
    registryStore: odooRegistryStore(odoo),
    reports: async () => (await import('./ledger/odoo/reports.js')).odooReports(odoo, ledger),
  };
};

const closing = (ledger: Ledger, alsoClose: Close): Ledger => ({
  ...ledger,
  close: () => ledger.close().finally(alsoClose),
});

const mirroringTo = async (odoo: Odoo, db: Db): Promise<(tenantId: TenantId) => Mirroring> => {
  const [{ odooMirror }, { postgresOutbox }] = await Promise.all([
    import('./ledger/odoo/mirror.js'),
    import('./ledger/postgres/outbox.js'),
  ]);
  const mirror = odooMirror(odoo);
  return (tenantId) => ({ outbox: postgresOutbox(db, tenantId), mirror });
};

/** What somebody has to change is said before anything is served; an outage is not: it passes, and writes wait for it. */
const assertUsable = async (odoo: Odoo): Promise<void> => {
  const [{ assertAppendOnly }, { OdooMisconfigured, OdooUnreachable }] = await Promise.all([
    import('./ledger/odoo/append-only.js'),
    import('./ledger/odoo/odoo.js'),
  ]);
  await assertAppendOnly(odoo).catch((error: unknown) => {
    if (error instanceof OdooUnreachable) return;
    odoo.close();
    throw error instanceof OdooMisconfigured ? new ConfigError(error.message) : error;
  });
};

const openOdoo = async (config: OdooConfig): Promise<Odoo> =>
  (await import('./ledger/odoo/client.js')).openOdoo(config);

const openDb = async (config: DatabaseConfig): Promise<Db> =>
  (await import('./ledger/postgres/open.js')).openDb(config);

/** What reports read in a ledger that is in a database. */
/** What is taken down beside the ledger, and only where there is a database. */
const notesIn = async (db: Db): Promise<Notes> => {
  const [{ postgresAuditTrail }, { postgresReceivedEvents }] = await Promise.all([
    import('./ledger/postgres/audit-trail.js'),
    import('./ledger/postgres/received-events.js'),
  ]);
  return { auditTrail: postgresAuditTrail(db), receivedEvents: postgresReceivedEvents(db) };
};

const checkpointsInDb = async (db: Db): Promise<CheckpointStore> =>
  (await import('./ledger/postgres/checkpoint-store.js')).postgresCheckpointStore(db);

const checkpointsInOdoo = async (odoo: Odoo): Promise<CheckpointStore> =>
  (await import('./ledger/odoo/checkpoint-store.js')).odooCheckpointStore(odoo);
