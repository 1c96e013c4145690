import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigError } from '../../../lib/config.js';
import type { Period } from '../../../lib/payments/period.js';
import { instant } from '../../../lib/wallet/instant.js';
import { month, monthAfter, startOf } from '../../../lib/wallet/month.js';

const USAGE =
  'npm run stripe:reconcile -- --month 2026-11 [--repair]   or   --from 2026-11-01 --to 2026-12-01 [--repair]   (UTC, --to not included)';

const TIME = 'should be a day (2026-11-01) or a time with its offset (2026-11-01T12:00:00Z)';

const time = z.union(
  [
    z.iso.date().transform((day) => instant(`${day}T00:00:00Z`)),
    z.iso.datetime({ offset: true }).transform((at) => instant(at)),
  ],
  TIME,
);

const ofMonth = z
  .object({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'should be a month (2026-11)')
      .transform(month),
  })
  .transform((given) => ({ from: startOf(given.month), to: startOf(monthAfter(given.month)) }));

const ofTimes = z
  .object({ from: time, to: time })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'should be later than --from' });

export type Options = { readonly period: Period; readonly isRepair: boolean };

/** @throws ConfigError that says how the command is used */
export const optionsFrom = (args: readonly string[]): Options => {
  const { repair, ...given } = valuesIn(args);
  if (given.month !== undefined && (given.from ?? given.to) !== undefined) {
    throw misused(['--month says it all: leave --from and --to out']);
  }
  const parsed = given.month === undefined ? ofTimes.safeParse(given) : ofMonth.safeParse(given);
  if (parsed.success) return { period: parsed.data, isRepair: repair };
  throw misused(parsed.error.issues.map(({ message, path }) => `--${path.join('.')} ${message}`));
};

const valuesIn = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        month: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        repair: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw misused([error instanceof Error ? error.message : String(error)]);
  }
};

const misused = (problems: readonly string[]): ConfigError =>
  new ConfigError([...problems, `usage: ${USAGE}`].join('\n'));
