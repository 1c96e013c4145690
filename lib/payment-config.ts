import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { address, flag, list } from './config-value.js';

const webhookSecret = z
  .string()
  .regex(/^whsec_[\w+/=]+$/, "should be the endpoint's signing secrets, whsec_…");

/** What says how clients pay. */
export const paymentVariables = {
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_(test|live)_\w+$/, 'should be a secret or restricted key, sk_… or rk_…')
    .optional(),
  STRIPE_WEBHOOK_SECRET: list.pipe(z.tuple([webhookSecret], webhookSecret)).optional(),
  STRIPE_API_URL: address(/^https?$/).optional(),
  STRIPE_AUTOMATIC_TAX: flag.default(false),
  STRIPE_INVOICES: flag.default(false),
  CZ_PAYMENT_GRACE_DAYS: z
    .string()
    .regex(/^([1-9]|[1-8]\d|90)$/, 'should be whole days, 1 to 90')
    .transform(Number)
    .default(14),
};

type PaymentEnvironment = z.output<z.ZodObject<typeof paymentVariables>> & {
  readonly CZ_PUBLIC_APP_URL?: string | undefined;
};

export type PaymentConfig = {
  readonly secretKey: string;
  /** The first one seals orders; each is believed. */
  readonly webhookSecrets: readonly [string, ...string[]];
  readonly apiUrl: string | undefined;
  readonly appUrl: string;
  readonly automaticTax: boolean;
  readonly invoices: boolean;
  /** How long a plan stays in force that is not paid for any more. */
  readonly graceDays: number;
};

/**
 * Undefined where nobody can pay.
 * @throws ConfigError
 */
export const paymentConfig = (env: PaymentEnvironment): PaymentConfig | undefined => {
  const { CZ_PUBLIC_APP_URL: appUrl, STRIPE_SECRET_KEY: secretKey } = env;
  const { STRIPE_WEBHOOK_SECRET: webhookSecrets } = env;
  if (secretKey === undefined) return undefined;
  if (webhookSecrets === undefined) {
    throw new ConfigError(
      'STRIPE_WEBHOOK_SECRET: is needed beside STRIPE_SECRET_KEY; refunds and disputes are told of there alone',
    );
  }
  if (appUrl === undefined) {
    throw new ConfigError(
      'CZ_PUBLIC_APP_URL: is needed beside STRIPE_SECRET_KEY; payers come back there',
    );
  }
  return {
    secretKey,
    webhookSecrets,
    appUrl,
    apiUrl: env.STRIPE_API_URL,
    automaticTax: env.STRIPE_AUTOMATIC_TAX,
    invoices: env.STRIPE_INVOICES,
    graceDays: env.CZ_PAYMENT_GRACE_DAYS,
  };
};
