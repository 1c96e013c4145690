import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { address, flag, list, secrets } from './config-value.js';
import { type PaymentConfig, paymentConfig, paymentVariables } from './payment-config.js';
import { ALL, PERMISSIONS, permissions } from './permission.js';
import { type StorageConfig, storageConfig, storageVariables } from './storage-config.js';
import { clientId, PATTERNS, productId, tenantId } from './wallet/ids.js';
import { instant } from './wallet/instant.js';

/** Clerk's package takes any text for a key, and then refuses every token. */
const isPublicKey = (pem: string): boolean => {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
};
const publicKey = z
  .string()
  .refine(isPublicKey, "should be the instance's public key (RSA) in PEM");

/** The platform's clock sends the variable as it is, whoever else keeps time one of the two. */
const asSent = (given: readonly string[]): readonly string[] =>
  given.length > 1 ? [given.join(), ...given] : given;

const origin = address(/^https?$/).transform((value) => new URL(value).origin);

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

/** `user_2x` may do everything, `user_2x:read` look, `user_2x:publish+adjust` what is named, and look. */
const operator = z
  .string()
  .regex(
    new RegExp(
      `^[A-Za-z0-9_-]{1,128}(:(${PERMISSIONS.join('|')})([+](${PERMISSIONS.join('|')}))*)?$`,
    ),
    'should be a Clerk user id, and what that operator may do if that is not everything: user_2x:read+publish',
  )
  .transform((text) => {
    const [id = '', granted] = text.split(':');
    const named = PERMISSIONS.filter((each) => granted?.split('+').includes(each));
    return { clientId: clientId(id), permissions: granted ? permissions(named) : ALL };
  });

/** `600/60`: so many requests in so many seconds. */
const rateLimit = z
  .string()
  .regex(/^(off|[1-9]\d{0,6}\/[1-9]\d{0,3})$/, 'should be requests/seconds, such as 600/60, or off')
  .transform((text) => {
    const [requests, seconds] = text.split('/').map(Number);
    return requests && seconds ? { requests, seconds } : undefined;
  });

/** What says who may call, and what they are told. */
const edgeVariables = {
  CZ_TENANT_ID: z.string().regex(PATTERNS.tenantId).default('cityzeen').transform(tenantId),
  CLERK_SECRET_KEY: z.string().optional(),
  CLERK_JWT_KEY: z
    .string()
    .transform((pems) => pems.replaceAll('\\n', '\n'))
    .pipe(list)
    .pipe(z.array(publicKey).max(2, 'should be one public key, or two while they change'))
    .default([]),
  CLERK_ISSUER: address(/^https?$/).optional(),
  CLERK_AUTHORIZED_PARTIES: list
    .pipe(z.array(z.string()).min(1, 'should name at least one origin, or be left out'))
    .optional(),
  CZ_CREDITS_ENFORCE: flag.optional(),
  CZ_PUBLIC_APP_URL: address(/^https?$/).optional(),
  CZ_ALLOWED_ORIGINS: list.pipe(z.array(origin)).default([]),
  CZ_REGISTRY_ADMIN_SECRET: secrets,
  CZ_ADMIN_READ_SECRET: secrets,
  CZ_ADMIN_USERS: list
    .pipe(z.array(operator))
    .refine(
      (all) => new Set(all.map(({ clientId }) => clientId)).size === all.length,
      'should name nobody twice',
    )
    .default([]),
  CZ_SERVICE_SECRETS: list.pipe(z.array(serviceSecret)).default([]),
  CZ_RECEIPT_SECRET: secrets,
  CZ_CHECKPOINT_SECRET: secrets,
  CZ_RATE_LIMIT_USERS: rateLimit.prefault('600/60'),
  CZ_RATE_LIMIT_STRANGERS: rateLimit.prefault('300/60'),
  CZ_REQUEST_LOG: flag.default(true),
  CRON_SECRET: secrets.transform(asSent),
  CZ_DEV_CLOCK: z.iso.datetime({ offset: true }).transform(instant).optional(),
  VERCEL_ENV: z.string().optional(),
};

const edges = z.object(edgeVariables);

/** Every variable that is read, and nowhere else is one read. README and .env.example are tested against this. */
const environment = z.object({ ...storageVariables, ...paymentVariables, ...edgeVariables });

/** Set by the platform, not by whoever configures a deployment. */
const OF_THE_PLATFORM = ['VERCEL', 'VERCEL_ENV'];

export const VARIABLES: readonly string[] = Object.keys(environment.shape).filter(
  (name) => !OF_THE_PLATFORM.includes(name),
);

export { ConfigError };

export type ServiceSecret = z.output<typeof serviceSecret>;

export type Config = z.output<typeof edges> &
  StorageConfig & {
    readonly enforce: boolean;
    /** Absent where nobody can pay. */
    readonly payment: PaymentConfig | undefined;
    /** What works, but should be looked at. */
    readonly warnings: readonly string[];
  };

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
  return {
    ...edges.parse(Object.fromEntries(given)),
    ...storageConfig(parsed.data),
    payment: paymentConfig(parsed.data),
    enforce: parsed.data.CZ_CREDITS_ENFORCE ?? false,
    warnings: warnings(parsed.data, local),
  };
};

const warnings = (env: z.output<typeof environment>, local: boolean): readonly string[] => {
  const found: string[] = [];
  if (env.VERCEL_ENV === 'production' && env.CZ_CREDITS_ENFORCE === undefined) {
    found.push('CZ_CREDITS_ENFORCE is not set: actions are not blocked when credits are missing');
  }
  if (env.STRIPE_WEBHOOK_SECRET && !env.STRIPE_SECRET_KEY) {
    found.push('STRIPE_WEBHOOK_SECRET does nothing without STRIPE_SECRET_KEY: nobody can pay');
  }
  if (env.VERCEL_ENV === 'production' && env.STRIPE_SECRET_KEY?.includes('_test_')) {
    found.push('STRIPE_SECRET_KEY is of test mode: nobody really pays');
  }
  if (env.CZ_DEV_CLOCK && !local) {
    found.push('CZ_DEV_CLOCK is ignored: only the local server lets its clock be set');
  }
  return found;
};
