import { fileURLToPath } from 'node:url';
import Postgrator from 'postgrator';

/** One connection that runs scripts: several statements at once, without values. */
export type ScriptRunner = (script: string) => Promise<{ readonly rows: readonly unknown[] }>;

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));
const LOCK = 0x637a_6c65; // any number, the same in every process

/**
 * Applies the migrations that are missing, in one transaction, one process at a time. Answers with their names. A
 * migration that was changed after it had been applied is refused.
 */
export const migrate = async (run: ScriptRunner): Promise<readonly string[]> => {
  const postgrator = new Postgrator({
    driver: 'pg',
    migrationPattern: `${MIGRATIONS}*.sql`,
    schemaTable: 'schema_migrations',
    execQuery: async (query: string) => ({ rows: [...(await run(query)).rows] }),
    execSqlScript: async (script: string) => {
      await run(script);
    },
  });
  await run(`BEGIN; SELECT pg_advisory_xact_lock(${LOCK});`);
  try {
    const applied = await postgrator.migrate();
    await run('COMMIT');
    return applied.map(({ version, name }) => `${version} ${name}`);
  } catch (error) {
    await run('ROLLBACK');
    throw error;
  }
};
