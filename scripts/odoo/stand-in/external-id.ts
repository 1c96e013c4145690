import type { Env } from './env.js';
import type { Row } from './table.js';

const XID = 'ir.model.data';

/** The row that an external id is kept in. */
export const externalIdRow = ({ database }: Env, name: string): Row | undefined => {
  const table = database.table(XID);
  const [id] = table.idsWhere('complete_name', name);
  return id === undefined ? undefined : table.row(id);
};

/** The first dot parts the module from the name. */
export const splitExternalId = (name: string): readonly [module: string, name: string] => {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
};

export const keepExternalId = (
  { database, now, transaction }: Env,
  complete: string,
  model: string,
  id: number,
): void => {
  const [module, name] = splitExternalId(complete);
  transaction.put(XID, database.table(XID).nextId(), {
    complete_name: complete,
    module,
    name,
    model,
    res_id: id,
    noupdate: false,
    create_date: now,
    write_date: now,
    create_uid: false,
    write_uid: false,
  });
};

/** The rows of all external ids of a record. */
export const externalIdsOf = ({ database }: Env, model: string, id: number): readonly Row[] => {
  const table = database.table(XID);
  return table
    .idsWhere('res_id', id)
    .flatMap((rowId) => table.row(rowId) ?? [])
    .filter(({ values }) => values['model'] === model);
};
