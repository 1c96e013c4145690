import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { address, flag } from './config-value.js';

/** What says where the ledger is kept. */
export const storageVariables = {
  CZ_LEDGER: z.enum(['embedded', 'postgres', 'odoo']).optional(),
  CZ_DATA_DIR: z.string().default('.data'),
  DATABASE_URL: address(/^postgres(ql)?$/).optional(),
  DATABASE_URL_DIRECT: address(/^postgres(ql)?$/).optional(),
  CZ_PG_PREPARED: flag.default(true),
  ODOO_URL: z.string().optional(),
  VERCEL: z.string().optional(),
};

type StorageEnvironment = z.output<z.ZodObject<typeof storageVariables>>;

export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      /** For migrations. */
      readonly directUrl: string;
      readonly prepared: boolean;
    };

export type StorageConfig = { readonly ledger: DatabaseConfig };

/** @throws ConfigError */
export const storageConfig = (env: StorageEnvironment): StorageConfig => {
  return { ledger: ledgerConfig(env) };
};

const ledgerConfig = (env: StorageEnvironment): DatabaseConfig => {
  const kind = env.CZ_LEDGER ?? ledgerInReach(env);
  if (kind === 'odoo') {
    throw new ConfigError(
      'CZ_LEDGER: the ledger on Odoo is not part of this version; set DATABASE_URL',
    );
  }
  if (kind === 'embedded') {
    if (env.VERCEL) {
      throw new ConfigError(
        'DATABASE_URL: is needed on Vercel, whose disk is not kept; the embedded ledger would lose every entry',
      );
    }
    return { kind, folder: env.CZ_DATA_DIR };
  }
  if (!env.DATABASE_URL) throw new ConfigError('DATABASE_URL: is needed for CZ_LEDGER=postgres');
  const directUrl = env.DATABASE_URL_DIRECT ?? env.DATABASE_URL;
  return { kind, url: env.DATABASE_URL, directUrl, prepared: env.CZ_PG_PREPARED };
};

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
