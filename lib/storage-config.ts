import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { address, flag } from './config-value.js';

/** What says where the ledger is kept, and where it is mirrored. */
export const storageVariables = {
  CZ_LEDGER: z.enum(['embedded', 'postgres', 'odoo']).optional(),
  CZ_DATA_DIR: z.string().default('.data'),
  DATABASE_URL: address(/^postgres(ql)?$/).optional(),
  DATABASE_URL_DIRECT: address(/^postgres(ql)?$/).optional(),
  CZ_PG_PREPARED: flag.default(true),
  ODOO_URL: address(/^https?$/).optional(),
  ODOO_DB: z.string().optional(),
  ODOO_USERNAME: z.string().optional(),
  ODOO_API_KEY: z.string().optional(),
  ODOO_UID: z
    .string()
    .regex(/^[1-9]\d*$/, 'should be the number of the user in Odoo')
    .transform(Number)
    .optional(),
  ODOO_TRANSPORT: z.enum(['xmlrpc', 'json2']).default('xmlrpc'),
  VERCEL: z.string().optional(),
};

type StorageEnvironment = z.output<z.ZodObject<typeof storageVariables>>;

export type LedgerConfig = DatabaseConfig | { readonly kind: 'odoo'; readonly odoo: OdooConfig };

export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly folder: string }
  | PostgresConfig;

type PostgresConfig = {
  readonly kind: 'postgres';
  readonly url: string;
  /** For migrations. */
  readonly directUrl: string;
  readonly prepared: boolean;
};

export type OdooConfig = {
  readonly url: string;
  readonly db: string;
  readonly username: string;
  readonly apiKey: string;
  readonly uid?: number;
  readonly transport: 'xmlrpc' | 'json2';
};

export type StorageConfig = {
  readonly ledger: LedgerConfig;
  /** The Odoo in reach. Where it does not keep the ledger, it mirrors it. */
  readonly odoo: OdooConfig | undefined;
  /** The PostgreSQL in reach. Where it does not keep the ledger, it keeps checkpoints of it. */
  readonly postgres: PostgresConfig | undefined;
};

/** @throws ConfigError */
export const storageConfig = (env: StorageEnvironment): StorageConfig => {
  const odoo = odooConfig(env);
  const postgres = postgresConfig(env);
  return { ledger: ledgerConfig(env, odoo, postgres), odoo, postgres };
};

const ledgerConfig = (
  env: StorageEnvironment,
  odoo: OdooConfig | undefined,
  postgres: PostgresConfig | undefined,
): LedgerConfig => {
  const kind = env.CZ_LEDGER ?? ledgerInReach(env);
  if (kind === 'odoo') {
    if (!odoo) throw new ConfigError('ODOO_URL: is needed for CZ_LEDGER=odoo');
    return { kind, odoo };
  }
  if (kind === 'embedded') {
    if (env.VERCEL) {
      throw new ConfigError(
        'DATABASE_URL: is needed on Vercel, whose disk is not kept; the embedded ledger would lose every entry',
      );
    }
    return { kind, folder: env.CZ_DATA_DIR };
  }
  if (!postgres) throw new ConfigError('DATABASE_URL: is needed for CZ_LEDGER=postgres');
  return postgres;
};

const postgresConfig = ({
  CZ_PG_PREPARED: prepared,
  DATABASE_URL: url,
  DATABASE_URL_DIRECT: directUrl = url,
}: StorageEnvironment): PostgresConfig | undefined =>
  url && directUrl ? { kind: 'postgres', url, directUrl, prepared } : undefined;

const ledgerInReach = ({ DATABASE_URL, ODOO_URL }: StorageEnvironment) => {
  if (DATABASE_URL && ODOO_URL) {
    // An empty ledger that silently takes over would grant everybody anew.
    throw new ConfigError(
      'CZ_LEDGER: both DATABASE_URL and ODOO_URL are set; say which one keeps the ledger',
    );
  }
  if (DATABASE_URL) return 'postgres';
  return ODOO_URL ? 'odoo' : 'embedded';
};

const odooConfig = (env: StorageEnvironment): OdooConfig | undefined => {
  const { ODOO_API_KEY, ODOO_DB, ODOO_TRANSPORT, ODOO_UID, ODOO_URL, ODOO_USERNAME } = env;
  if (!ODOO_URL) return undefined;
  if (ODOO_DB && ODOO_USERNAME && ODOO_API_KEY) {
    return {
      url: ODOO_URL,
      db: ODOO_DB,
      username: ODOO_USERNAME,
      apiKey: ODOO_API_KEY,
      transport: ODOO_TRANSPORT,
      ...(ODOO_UID !== undefined && { uid: ODOO_UID }),
    };
  }
  const missing = Object.entries({ ODOO_DB, ODOO_USERNAME, ODOO_API_KEY }).flatMap(
    ([name, value]) => (value ? [] : [name]),
  );
  throw new ConfigError(
    `${missing.join(', ')}: needed beside ODOO_URL; \`npm run odoo:provision\` makes them`,
  );
};
