import { v7 } from 'uuid';
import { readConfig } from '../lib/config.js';
import { openStorage } from '../lib/storage.js';
import { told } from './local/told.js';
import { verifyAloud } from './local/verdict.js';

const MOST_SHOWN = 100;

/**
 * `npm run ledger:verify`: folds every wallet again and says what does not hold, and where. Exit 1 if anything does not.
 * On the embedded ledger the local server has to be stopped first.
 */
const run = async (): Promise<number> => {
  const { CZ_TENANT_ID: tenantId, ...config } = readConfig(process.env);
  const { ledger } = await openStorage(config, () => v7());
  try {
    let shown = 0;
    const { isSound, verdict } = await verifyAloud(ledger, tenantId, {
      tell: ({ clientId, problem, seq }) => {
        if (shown++ < MOST_SHOWN)
          console.log(`${clientId}${seq ? ` entry ${seq}` : ''}: ${problem}`);
      },
    });
    console.log(verdict);
    return isSound ? 0 : 1;
  } finally {
    await ledger.close();
  }
};

process.exitCode = await run().catch(told);
