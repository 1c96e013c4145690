import { z } from 'zod';
import { ConfigError } from '../../../lib/config-error.js';
import type { OdooOptions } from '../../../lib/ledger/odoo/client.js';

/** An administrator's login is for this command alone: nothing that runs reads it. */
const environment = z.object({
  ODOO_URL: z.url({
    protocol: /^https?$/,
    error: 'should be the address of an Odoo, like https://odoo.example.com',
  }),
  ODOO_DB: z.string('should be the name of its database'),
  ODOO_TRANSPORT: z.enum(['xmlrpc', 'json2']).default('xmlrpc'),
  ODOO_ADMIN_USERNAME: z.string().optional(),
  ODOO_ADMIN_PASSWORD: z.string().optional(),
  ODOO_USERNAME: z.string().optional(),
  ODOO_API_KEY: z.string().optional(),
  ODOO_UID: z
    .string()
    .regex(/^[1-9]\d*$/, 'should be the number of the user in Odoo')
    .transform(Number)
    .optional(),
  ODOO_KEY_DAYS: z
    .string()
    .regex(/^([1-9]\d{0,3}|never)$/, 'should be a number of days, 9999 at most, or never')
    .default('365')
    .transform((days) => (days === 'never' ? undefined : Number(days))),
});

/** What was just changed makes Odoo slow for a while, and nobody's request waits for this. */
const DEADLINE_MS = 60_000;

type At = Pick<OdooOptions, 'url' | 'db' | 'transport' | 'deadlineMs'>;
type Login = At & Pick<OdooOptions, 'username' | 'apiKey'>;

export type Settings = {
  readonly at: At;
  readonly administrator: Login | undefined;
  /** The ledger's user with its key, where both are known. */
  readonly user: Login | undefined;
  readonly username: string | undefined;
  readonly uid: number | undefined;
  /** How long a new key lasts; undefined is for ever. */
  readonly keyDays: number | undefined;
};

/** @throws ConfigError */
export const settingsFrom = (env: Readonly<Record<string, string | undefined>>): Settings => {
  const given = Object.entries(env).filter(([, value]) => value?.trim());
  const { data, error } = environment.safeParse(Object.fromEntries(given));
  if (!data) {
    const problems = error.issues.map(({ message, path }) => `${path.join('.')}: ${message}`);
    throw new ConfigError(`Odoo's settings can't be used:\n  ${problems.join('\n  ')}`);
  }
  const at = {
    url: data.ODOO_URL,
    db: data.ODOO_DB,
    transport: data.ODOO_TRANSPORT,
    deadlineMs: DEADLINE_MS,
  };
  const login = (username: string | undefined, apiKey: string | undefined): Login | undefined =>
    username && apiKey ? { ...at, username, apiKey } : undefined;
  return {
    at,
    administrator: login(data.ODOO_ADMIN_USERNAME, data.ODOO_ADMIN_PASSWORD),
    user: login(data.ODOO_USERNAME, data.ODOO_API_KEY),
    username: data.ODOO_USERNAME,
    uid: data.ODOO_UID,
    keyDays: data.ODOO_KEY_DAYS,
  };
};
