import pg from 'pg';
import { migrateDatabase } from '../local/migrate-database.js';

let made = 0;

/** Makes an empty database with all migrations on the server at `server`, and answers with its address. */
export const freshDatabase = async (server: string, label = 'ledger'): Promise<string> => {
  made += 1;
  const name = `${label}_${process.pid}_${made}`;
  await connected(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrateDatabase(url.href);
  return url.href;
};

/** One connection for one piece of work. */
export const connected = async <Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
