import { ConfigError, readConfig } from '../../lib/config.js';
import type { LedgerImport } from '../../lib/ledger/copy/ledger-import.js';
import type { Ledger, NewEventId } from '../../lib/ledger/ledger.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooImport } from '../../lib/ledger/odoo/ledger-import.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { odooRegistryStore } from '../../lib/ledger/odoo/registry-store.js';
import type { Db } from '../../lib/ledger/postgres/db.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresImport } from '../../lib/ledger/postgres/ledger-import.js';
import { openDb } from '../../lib/ledger/postgres/open.js';
import { postgresRegistryStore } from '../../lib/ledger/postgres/registry-store.js';
import type { RegistryStore } from '../../lib/registry/registry.js';
import type { LedgerConfig } from '../../lib/storage-config.js';
import type { TenantId } from '../../lib/wallet/ids.js';
import { migrateDatabase } from '../local/migrate-database.js';

export type Kind = LedgerConfig['kind'];

/** A ledger to copy from or to. */
export type Side = {
  readonly kind: Kind;
  readonly ledger: Ledger;
  readonly registryStore: RegistryStore;
  /** How it takes over entries that came from a ledger of that kind. */
  readonly importFrom: (source: Kind) => LedgerImport;
};

/** Nobody waits for an answer, pages are long, and the Odoo has other work to do. */
const ODOO_DEADLINE_MS = 60_000;

type Environment = Readonly<Record<string, string | undefined>>;

export type SideConfig = { readonly ledger: LedgerConfig; readonly tenantId: TenantId };

/** Where the ledger of a kind is, by the variables that the application itself reads. @throws ConfigError */
export const sideConfig = (option: string, kind: Kind, env: Environment): SideConfig => {
  try {
    const { CZ_TENANT_ID, ledger } = readConfig({ ...env, CZ_LEDGER: kind });
    return { ledger, tenantId: CZ_TENANT_ID };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`--${option} ${kind}: ${error.message}`);
  }
};

export const openSide = async ({ ledger }: SideConfig): Promise<Side> =>
  ledger.kind === 'odoo'
    ? odooSide(openOdoo({ ...ledger.odoo, deadlineMs: ODOO_DEADLINE_MS }))
    : databaseSide(ledger.kind, await openDb(ledger));

/** Brings the target up to date and makes sure that it can be written to: an embedded one migrates itself. */
export const openTarget = async (config: SideConfig): Promise<Side> => {
  if (config.ledger.kind === 'postgres') await migrateDatabase(config.ledger.directUrl);
  const side = await openSide(config);
  try {
    await side.ledger.health();
    return side;
  } catch (error) {
    await side.ledger.close();
    throw error;
  }
};

export const odooSide = (odoo: Odoo): Side => ({
  kind: 'odoo',
  ledger: odooLedger(odoo, { random: Math.random, newEventId: noNewEntries }),
  registryStore: odooRegistryStore(odoo),
  importFrom: () => odooImport(odoo),
});

export const databaseSide = (kind: Exclude<Kind, 'odoo'>, db: Db): Side => ({
  kind,
  ledger: postgresLedger(db, noNewEntries),
  registryStore: postgresRegistryStore(db),
  importFrom: (source) => postgresImport(db, { comesFromMirror: source === 'odoo' }),
});

const noNewEntries: NewEventId = () => {
  throw new Error('a copy makes no entries of its own');
};
