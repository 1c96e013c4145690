import type { DatabaseConfig } from '../../storage-config.js';
import type { Db } from './db.js';

/**
 * Opens the database that the configuration names. Drivers are loaded only where they are used: neither is in the
 * other's way when a function starts cold.
 * @throws FolderInUse when another process has the embedded one open.
 */
export const openDb = async (config: DatabaseConfig): Promise<Db> => {
  if (config.kind === 'embedded') {
    const { openEmbedded } = await import('./embedded.js');
    return openEmbedded(config.folder);
  }
  const [{ openPg }, { attachDatabasePool }] = await Promise.all([
    import('./pg.js'),
    import('@vercel/functions'),
  ]);
  return openPg({ url: config.url, prepared: config.prepared, attachPool: attachDatabasePool });
};
