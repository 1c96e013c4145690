import pg from 'pg';
import { readConfig } from '../lib/config.js';
import { migrate } from '../lib/ledger/postgres/migrate.js';
import { told } from './local/told.js';

/** `npm run migrate`: brings the database of DATABASE_URL (or DATABASE_URL_DIRECT) up to date. Additive, repeatable. */
const run = async (): Promise<void> => {
  const { ledger } = readConfig(process.env);
  if (ledger.kind !== 'postgres') {
    throw new Error(
      'DATABASE_URL is not set: the embedded ledger is migrated when the local server starts',
    );
  }
  const client = new pg.Client({ connectionString: ledger.directUrl });
  await client.connect();
  try {
    const applied = await migrate(async (script) => {
      const results = [await client.query(script)].flat();
      return { rows: results.at(-1)?.rows ?? [] };
    });
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'up to date');
  } finally {
    await client.end();
  }
};

await run().catch(told);
