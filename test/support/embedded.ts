import { migrate } from '../../lib/ledger/postgres/migrate.js';
import { openPglite } from '../../lib/ledger/postgres/pglite.js';

let migrated: Promise<Blob> | undefined;

/** A fresh database in memory with all migrations. The first of a worker takes seconds, the others are its copies. */
export const freshEmbeddedDb = async () => {
  migrated ??= (async () => {
    const db = await openPglite({});
    await migrate(async (script) => ({ rows: (await db.pglite.exec(script)).at(-1)?.rows ?? [] }));
    const dump = await db.pglite.dumpDataDir('none');
    await db.close();
    return dump;
  })();
  return openPglite({ loadDataDir: await migrated });
};
