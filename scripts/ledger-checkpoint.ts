import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { readConfig } from '../lib/config.js';
import { makeCheckpoint } from '../lib/credits/make-checkpoint.js';
import { storedCheckpoint } from '../lib/ledger/verification/checkpoint.js';
import { sealWith, unsealed } from '../lib/ledger/verification/checkpoint-seal.js';
import { openStorage } from '../lib/storage.js';
import { instant } from '../lib/wallet/instant.js';
import { told } from './local/told.js';

/**
 * `npm run ledger:checkpoint [-- --out <file>]`: takes down how far every wallet has come. What is kept in a file far from
 * the ledger shows later, by `ledger:verify -- --checkpoint <file>`, whether anything was cut off or rewritten.
 */
const run = async (): Promise<number> => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const {
    CZ_CHECKPOINT_SECRET: [secret],
    ...config
  } = readConfig(process.env);
  const { checkpointStore, ledger } = await openStorage(config, () => v7());
  try {
    const { checkpoint, missing } = await makeCheckpoint({
      tenantId: config.CZ_TENANT_ID,
      now: () => instant(Date.now()),
      ledger,
      checkpointStore,
      seal: secret ? sealWith(secret) : unsealed,
    });
    const { heads, ...statement } = checkpoint;
    console.log(JSON.stringify(statement));
    if (values.out)
      await writeFile(values.out, `${JSON.stringify(storedCheckpoint(checkpoint))}\n`);
    for (const { found, known } of missing) {
      console.log(`${known.clientId}: ends at ${found}, but had come to ${known.seq} before`);
    }
    return missing.length === 0 ? 0 : 1;
  } finally {
    await ledger.close();
  }
};

process.exitCode = await run().catch(told);
