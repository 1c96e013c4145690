import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from '../../lib/ledger/postgres/migrate.js';
import { type EmbeddedDb, openPglite } from '../../lib/ledger/postgres/pglite.js';

const MIGRATIONS = new URL('../../lib/ledger/postgres/migrations/', import.meta.url);
const PGLITE = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url);
const CACHE = new URL('../../node_modules/.cache/cz-credits/', import.meta.url);

/**
 * A fresh database in memory with all migrations. Making one takes five seconds and copying it one, so the first run
 * after a change of the migrations leaves a copy for all others.
 */
export const migratedDb = async (): Promise<EmbeddedDb> => {
  const file = new URL(`migrated-${fingerprint()}.tar`, CACHE);
  try {
    return await openPglite({ loadDataDir: new Blob([readFileSync(file)]) });
  } catch {
    const db = await openPglite({});
    await migrate(async (script) => ({ rows: (await db.pglite.exec(script)).at(-1)?.rows ?? [] }));
    await keep(await db.pglite.dumpDataDir('none'), file);
    return db;
  }
};

const fingerprint = (): string => {
  const hash = createHash('sha256').update(readFileSync(PGLITE));
  for (const name of readdirSync(MIGRATIONS).sort()) {
    hash.update(name).update(readFileSync(new URL(name, MIGRATIONS)));
  }
  return hash.digest('hex').slice(0, 16);
};

/** In one step: another worker may be reading it, or making its own. */
const keep = async (dump: Blob, file: URL): Promise<void> => {
  mkdirSync(CACHE, { recursive: true });
  const mine = `${fileURLToPath(file)}.${process.pid}`;
  writeFileSync(mine, new Uint8Array(await dump.arrayBuffer()));
  renameSync(mine, file);
};
