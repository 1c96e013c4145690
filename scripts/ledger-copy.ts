import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigError } from '../lib/config.js';
import { PATTERNS, tenantId } from '../lib/wallet/ids.js';
import { copyLedger } from './copy/copy-ledger.js';
import { progressOn } from './copy/progress.js';
import { openSide, openTarget, sideConfig } from './copy/side.js';
import { told } from './local/told.js';

const KINDS = 'should be odoo, postgres or embedded';

const options = z
  .object({
    from: z.enum(['odoo', 'postgres', 'embedded'], KINDS),
    to: z.enum(['odoo', 'postgres', 'embedded'], KINDS),
    tenant: z.string().regex(PATTERNS.tenantId, 'is no tenant id').transform(tenantId).optional(),
    final: z.boolean(),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'should be another than --from' });

const optionsFrom = (args: readonly string[]): z.output<typeof options> => {
  const parsed = options.safeParse(given(args));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ message, path }) => `--${path.join('.')} ${message}`);
  throw new ConfigError(problems.join('\n'));
};

const given = (args: readonly string[]): unknown => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        tenant: { type: 'string' },
        final: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
};

/**
 * `npm run ledger:copy -- --from odoo --to postgres [--tenant …] [--final]`: brings to a ledger what it lacks of another,
 * with numbers and hashes, and ends with a comparison and a verification of both. It may be interrupted, and run again,
 * also while the source is written to. Exit 1 if anything does not hold.
 */
const run = async (): Promise<number> => {
  const { final, from, to, tenant } = optionsFrom(process.argv.slice(2));
  const sourceConfig = sideConfig('from', from, process.env);
  const targetConfig = sideConfig('to', to, process.env);
  const source = await openSide(sourceConfig);
  try {
    const target = await openTarget(targetConfig);
    try {
      const isDone = await copyLedger({
        source,
        target,
        tenantId: tenant ?? sourceConfig.tenantId,
        isFinal: final,
        progress: progressOn(process.stdout),
      });
      return isDone ? 0 : 1;
    } finally {
      await target.ledger.close();
    }
  } finally {
    await source.ledger.close();
  }
};

process.exitCode = await run().catch(told);
