import pg from 'pg';
import { type Db, databaseError, type Row, type Statement, type Values } from './db.js';

const BIGINT = 20;

export type PgOptions = {
  readonly url: string;
  /** Off behind a pooler that can't keep named statements. */
  readonly prepared: boolean;
  /** Few: a platform runs many instances, and all of them share the database's connections. */
  readonly mostConnections?: number;
  /** Lets a platform know the pool, so that it can close idle connections before it freezes the process. */
  readonly attachPool?: (pool: pg.Pool) => void;
};

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
};

export const openPg = (options: PgOptions): Db => {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.mostConnections ?? 4,
    idleTimeoutMillis: 5_000,
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
    application_name: 'cz-credits',
    // Statements go out without waiting for the answer to the one before: a batch costs two round trips.
    pipeline: true,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT ? wholeNumber : pg.types.getTypeParser(oid, format),
    },
  } as pg.PoolConfig);
  // An idle connection that breaks is taken out of the pool; the next query opens another.
  pool.on('error', () => {});
  // One that breaks while it is in use fails its queries, which is enough; unheard, the event would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  options.attachPool?.(pool);

  const send = async (
    to: pg.Pool | pg.PoolClient,
    { name, text }: Statement,
    values: Values,
  ): Promise<readonly Row[]> => {
    const query = { text, values: [...values], ...(options.prepared && { name }) };
    const result = await to.query<Record<string, unknown>>(query).catch(rethrow);
    return result.rows;
  };

  return {
    query: (statement, values) => send(pool, statement, values),

    transaction: async (work) => {
      const client = await pool.connect().catch(rethrow);
      const begun = client.query(BEGIN).catch(rethrow);
      begun.catch(() => {}); // it fails together with the first statement, which is awaited
      let open = true;
      let usable = false;
      try {
        const result = await work({
          query: (statement, values) => send(client, statement, values),
          commit: async (statement, values) => {
            await begun;
            const [written, committed] = await Promise.allSettled([
              send(client, statement, values),
              client.query('COMMIT').catch(rethrow),
            ]);
            if (written.status === 'rejected') throw written.reason;
            if (committed.status === 'rejected') throw committed.reason;
            // After an error inside it, COMMIT "succeeds" as a ROLLBACK.
            if (committed.value.command !== 'COMMIT')
              throw new Error('the transaction was rolled back');
            open = false;
          },
        });
        usable = true;
        return result;
      } finally {
        if (open)
          usable = await client.query('ROLLBACK').then(
            () => true,
            () => false,
          );
        client.release(!usable);
      }
    },

    close: () => pool.end(),
  };
};

/**
 * What is read behind a lock has to be what is there now, whatever the database's default is. And a process that is
 * frozen in the middle must not keep others from its wallets for ever.
 */
const BEGIN =
  "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = '10s'";

const rethrow = (error: unknown): never => {
  throw databaseError(error);
};
