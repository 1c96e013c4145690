import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { readConfig } from '../lib/config.js';
import { furthestHeads } from '../lib/ledger/verification/checkpoint.js';
import { openStorage } from '../lib/storage.js';
import { findCheckpoints } from './local/checkpoints.js';
import { told } from './local/told.js';
import { verifyAloud, verifyAuditAloud } from './local/verdict.js';

const MOST_SHOWN = 100;

/**
 * `npm run ledger:verify [-- --checkpoint <file> …]`: folds every wallet again and says what does not hold, and where, in
 * the audit trail too; also against the last checkpoint that is stored, and those in files. Exit 1 if anything does not hold. On the embedded ledger
 * the local server has to be stopped first.
 */
const run = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { checkpoint: { type: 'string', multiple: true, default: [] } },
  });
  const {
    CZ_CHECKPOINT_SECRET: secrets,
    CZ_TENANT_ID: tenantId,
    ...config
  } = readConfig(process.env);
  const { auditTrail, checkpointStore, ledger } = await openStorage(config, () => v7());
  try {
    const files = values.checkpoint;
    const found = await findCheckpoints(checkpointStore, tenantId, { files, secrets });
    const useless = found.flatMap(({ problem, source }) =>
      problem ? [`${source}: ${problem}`] : [],
    );
    for (const line of useless) console.log(line);
    const checkpoints = found.flatMap(({ checkpoint }) => checkpoint ?? []);
    let shown = 0;
    const tell = (line: string) => {
      if (shown++ < MOST_SHOWN) console.log(line);
    };
    const { isSound, verdict } = await verifyAloud(ledger, tenantId, {
      seenBefore: furthestHeads(checkpoints),
      tell: ({ clientId, problem, seq }) =>
        tell(`${clientId}${seq ? ` entry ${seq}` : ''}: ${problem}`),
    });
    for (const { at, entries, number } of checkpoints) {
      console.log(`checked against checkpoint ${number} of ${at}, which saw ${entries} entries`);
    }
    const audit = auditTrail && (await verifyAuditAloud(auditTrail, tenantId, tell));
    for (const line of [verdict, audit?.verdict]) if (line) console.log(line);
    return isSound && audit?.isSound !== false && useless.length === 0 ? 0 : 1;
  } finally {
    await ledger.close();
  }
};

process.exitCode = await run().catch(told);
