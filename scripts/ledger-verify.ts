import { v7 } from 'uuid';
import { readConfig } from '../lib/config.js';
import { postgresLedger } from '../lib/ledger/postgres/ledger.js';
import { openDb } from '../lib/ledger/postgres/open.js';
import { verify } from '../lib/ledger/verify.js';
import { told } from './local/told.js';

const MOST_SHOWN = 100;

/**
 * `npm run ledger:verify`: folds every wallet again and says what does not hold, and where. Exit 1 if anything does not.
 * On the embedded ledger the local server has to be stopped first.
 */
const run = async (): Promise<number> => {
  const config = readConfig(process.env);
  const ledger = postgresLedger(await openDb(config.ledger), () => v7());
  try {
    const findings = verify(ledger, config.CZ_TENANT_ID);
    let found = 0;
    for (let next = await findings.next(); ; next = await findings.next()) {
      if (next.done) {
        const { credits, entries, wallets } = next.value;
        const counted = `${entries} entries of ${wallets} wallets, ${credits} credits in all`;
        console.log(found === 0 ? `verified: ${counted}` : `${found} problems in ${counted}`);
        return found === 0 ? 0 : 1;
      }
      found += 1;
      const { clientId, problem, seq } = next.value;
      if (found <= MOST_SHOWN) console.log(`${clientId}${seq ? ` entry ${seq}` : ''}: ${problem}`);
      if (found === MOST_SHOWN) console.log('… more are only counted');
    }
  } finally {
    await ledger.close();
  }
};

process.exitCode = await run().catch(told);
