import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { clientId, PATTERNS, productId, tenantId } from './wallet/ids.js';
import { instant } from './wallet/instant.js';

const flag = z
  .enum(['0', '1', 'off', 'on', 'false', 'true'])
  .transform((value) => /1|on|true/.test(value));
const url = (protocol: RegExp) =>
  z.url({ protocol, error: `should be an address (${protocol.source})` });
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
/** Clerk's package takes any text for a key, and then refuses every token. */
const isPublicKey = (pem: string): boolean => {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
};
const origin = url(/^https?$/).transform((value) => new URL(value).origin);

const serviceSecret = z
  .string()
  .regex(
    /^[a-z0-9_-]+(@[a-z][a-z0-9_]*)?:.{8,}$/,
    'should be name[@product]:secret, the secret at least 8 long',
  )
  .transform((text) => {
    const colon = text.indexOf(':');
    const [name = '', product] = text.slice(0, colon).split('@');
    return { name, ...(product && { product: productId(product) }), secret: text.slice(colon + 1) };
  });

/** Every variable that is read, and nowhere else is one read. README and .env.example are tested against this. */
const environment = z.object({
  CZ_TENANT_ID: z.string().regex(PATTERNS.tenantId).default('cityzeen').transform(tenantId),
  CZ_LEDGER: z.enum(['embedded', 'postgres', 'odoo']).optional(),
  CZ_DATA_DIR: z.string().default('.data'),
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  DATABASE_URL_DIRECT: url(/^postgres(ql)?$/).optional(),
  CZ_PG_PREPARED: flag.default(true),
  ODOO_URL: z.string().optional(),
  CLERK_SECRET_KEY: z.string().optional(),
  CLERK_JWT_KEY: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .refine(isPublicKey, "should be the instance's public key (RSA) in PEM")
    .optional(),
  CLERK_ISSUER: url(/^https?$/).optional(),
  CLERK_AUTHORIZED_PARTIES: list
    .pipe(z.array(z.string()).min(1, 'should name at least one origin, or be left out'))
    .optional(),
  CZ_CREDITS_ENFORCE: flag.optional(),
  CZ_PUBLIC_APP_URL: url(/^https?$/).optional(),
  CZ_ALLOWED_ORIGINS: list.pipe(z.array(origin)).default([]),
  CZ_REGISTRY_ADMIN_SECRET: list.pipe(z.array(z.string().min(8)).max(2)).default([]),
  CZ_ADMIN_USERS: list
    .pipe(z.array(z.string().regex(PATTERNS.clientId).transform(clientId)))
    .default([]),
  CZ_SERVICE_SECRETS: list.pipe(z.array(serviceSecret)).default([]),
  CZ_RECEIPT_SECRET: z.string().min(8).optional(),
  CZ_DEV_CLOCK: z.iso.datetime({ offset: true }).transform(instant).optional(),
  VERCEL: z.string().optional(),
  VERCEL_ENV: z.string().optional(),
});

/** Set by the platform, not by whoever configures a deployment. */
const OF_THE_PLATFORM = ['VERCEL', 'VERCEL_ENV'];

export const VARIABLES: readonly string[] = Object.keys(environment.shape).filter(
  (name) => !OF_THE_PLATFORM.includes(name),
);

export type ServiceSecret = z.output<typeof serviceSecret>;

export type LedgerConfig =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      readonly directUrl: string;
      readonly prepared: boolean;
    };

export type Config = Omit<
  z.output<typeof environment>,
  | 'CZ_LEDGER'
  | 'CZ_DATA_DIR'
  | 'DATABASE_URL'
  | 'DATABASE_URL_DIRECT'
  | 'CZ_PG_PREPARED'
  | 'ODOO_URL'
> & {
  readonly ledger: LedgerConfig;
  readonly enforce: boolean;
  /** What works, but should be looked at. */
  readonly warnings: readonly string[];
};

/** The environment is not one that this can run with. The message names each variable and what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads and checks an environment. A local server, and nothing else, lets it set the clock.
 * @throws ConfigError
 */
export const readConfig = (
  env: Readonly<Record<string, string | undefined>>,
  { local = false }: { readonly local?: boolean } = {},
): Config => {
  const given = Object.entries(env).filter(
    ([, value]) => value !== undefined && value.trim() !== '',
  );
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ message, path }) => `${path.join('.')}: ${message}`,
    );
    throw new ConfigError(`the environment can't be used:\n  ${problems.join('\n  ')}`);
  }
  const {
    CZ_LEDGER,
    CZ_DATA_DIR,
    DATABASE_URL,
    DATABASE_URL_DIRECT,
    CZ_PG_PREPARED,
    ODOO_URL,
    ...rest
  } = parsed.data;
  return {
    ...rest,
    ledger: ledgerConfig(parsed.data),
    enforce: rest.CZ_CREDITS_ENFORCE ?? false,
    warnings: warnings(parsed.data, local),
  };
};

const ledgerConfig = (env: z.output<typeof environment>): LedgerConfig => {
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

const ledgerInReach = ({ DATABASE_URL, ODOO_URL }: z.output<typeof environment>) => {
  if (DATABASE_URL && ODOO_URL) {
    // An empty ledger that silently takes over would grant everybody anew.
    throw new ConfigError(
      'CZ_LEDGER: both DATABASE_URL and ODOO_URL are set; say which one keeps the ledger',
    );
  }
  if (DATABASE_URL) return 'postgres';
  return ODOO_URL ? 'odoo' : 'embedded';
};

const warnings = (env: z.output<typeof environment>, local: boolean): readonly string[] => {
  const found: string[] = [];
  if (env.VERCEL_ENV === 'production' && env.CZ_CREDITS_ENFORCE === undefined) {
    found.push('CZ_CREDITS_ENFORCE is not set: actions are not blocked when credits are missing');
  }
  if (env.CZ_DEV_CLOCK && !local) {
    found.push('CZ_DEV_CLOCK is ignored: only the local server lets its clock be set');
  }
  return found;
};
