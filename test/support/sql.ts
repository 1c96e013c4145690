import type { Db, Row } from '../../lib/ledger/postgres/db.js';

/** Whatever a spec wants to look at, or to try, behind the application's back. */
export const unsafeSql = async (
  db: Db,
  text: string,
): Promise<{ readonly rows: readonly Row[] }> => ({
  rows: await db.query({ name: '', text }, []),
});
