import { PGlite, types } from '@electric-sql/pglite';
import type { Db, Row, Statement, Values } from './db.js';

export type EmbeddedDb = Db & { readonly pglite: PGlite };

/** PostgreSQL inside this process, on a folder, or in memory without one. One process at a time may open a folder. */
export const openPglite = async (options: {
  readonly folder?: string;
  readonly loadDataDir?: Blob;
}): Promise<EmbeddedDb> => {
  const pglite = await PGlite.create({
    ...(options.folder && { dataDir: options.folder }),
    ...(options.loadDataDir && { loadDataDir: options.loadDataDir }),
    parsers: { [types.INT8]: Number },
  });

  const send = async (
    to: Pick<PGlite, 'query'>,
    { text }: Statement,
    values: Values,
  ): Promise<readonly Row[]> => (await to.query<Record<string, unknown>>(text, [...values])).rows;

  return {
    pglite,
    query: (statement, values) => send(pglite, statement, values),
    transaction: (work) =>
      pglite.transaction(async (tx) => {
        let committed = false;
        const result = await work({
          query: (statement, values) => send(tx, statement, values),
          commit: async (statement, values) => {
            await send(tx, statement, values);
            committed = true;
          },
        });
        if (!committed) await tx.rollback();
        return result;
      }),
    close: () => pglite.close(),
  };
};
