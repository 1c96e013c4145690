import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { ConfigError } from '../../lib/config.js';
import { statementQuery } from '../../lib/contract/statement.js';

const USAGE = 'npm run statement -- 2026-11 [--csv] [--client <id>] [--out <file>]';

export type Options = z.output<typeof statementQuery> & { readonly out?: string | undefined };

/** @throws ConfigError that says what is wrong with the arguments. */
export const optionsFrom = (args: readonly string[]): Options => {
  const { positionals, values } = argumentsIn(args);
  const [month, ...others] = positionals;
  if (month === undefined) throw misused('which month?');
  if (others.length > 0) throw misused(`one month at a time, not also ${others.join(' ')}`);
  const asked = { month, clientId: values.client, format: values.csv ? 'csv' : 'json' };
  const parsed = statementQuery.safeParse(asked);
  if (parsed.success) return { ...parsed.data, out: values.out };
  throw misused(
    parsed.error.issues.map(({ message, path }) => `${path.join('.')} ${message}`).join('\n'),
  );
};

const argumentsIn = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        csv: { type: 'boolean', default: false },
        client: { type: 'string' },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error));
  }
};

const misused = (problem: string): ConfigError => new ConfigError(`${problem}\nusage: ${USAGE}`);
