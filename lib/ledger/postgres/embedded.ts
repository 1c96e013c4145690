import { join } from 'node:path';
import type { Db } from './db.js';
import { lockFolder } from './folder-lock.js';
import { migrate } from './migrate.js';
import { openPglite } from './pglite.js';

/**
 * The embedded database in a folder, migrated and ready. Nobody else may have it open.
 * @throws FolderInUse
 */
export const openEmbedded = async (folder: string): Promise<Db> => {
  const unlock = lockFolder(folder);
  try {
    const db = await openPglite({ folder: join(folder, 'ledger') });
    await migrate(async (script) => ({ rows: (await db.pglite.exec(script)).at(-1)?.rows ?? [] }));
    return { ...db, close: () => db.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
};
