import { readConfig } from '../lib/config.js';
import { migrateDatabase } from './local/migrate-database.js';
import { told } from './local/told.js';

/** `npm run migrate`: brings the database of DATABASE_URL (or DATABASE_URL_DIRECT) up to date. Additive, repeatable. */
const run = async (): Promise<void> => {
  const { ledger } = readConfig(process.env);
  if (ledger.kind === 'postgres') {
    const applied = await migrateDatabase(ledger.directUrl);
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'up to date');
  } else {
    console.error(
      'DATABASE_URL is not set; the embedded ledger is migrated when the local server starts',
    );
    process.exitCode = 1;
  }
};

await run().catch(told);
