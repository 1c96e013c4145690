import pg from 'pg';
import { migrate } from '../../lib/ledger/postgres/migrate.js';

/** Brings a PostgreSQL database up to date, and answers with the names of the migrations that were missing. */
export const migrateDatabase = async (url: string): Promise<readonly string[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await migrate(async (script) => {
      const results = [await client.query(script)].flat(); // several statements answer with a list
      return { rows: results.at(-1)?.rows ?? [] };
    });
  } finally {
    await client.end();
  }
};
