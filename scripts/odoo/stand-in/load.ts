import { type Cell, isFalsy, NotConverted } from './cell.js';
import { converted } from './convert.js';
import type { Env } from './env.js';
import { pythonError } from './fault.js';
import { type Batch, loadBatch, type Message } from './load-batch.js';
import type { Field, Model, Value } from './model.js';
import type { Reply } from './reply.js';

/**
 * Odoo's import: makes the records of a table of cells, or changes those whose external id there is already. All of
 * them or none: what is wrong with which row is told by messages, not by a fault.
 */
export const load = (
  env: Env,
  modelName: string,
  columns: readonly string[],
  data: readonly (readonly unknown[])[],
): Reply => {
  const { model } = env.database.table(modelName);
  const paths = columns.map(pathOf);
  for (const path of paths) checkColumn(env, model, path);
  const messages: Message[] = [];
  const batch = data.map((cells, at) => rowOf(env, model, paths, cells, at, messages));
  const { transaction } = env;
  const failed = new Error('rolled back');
  try {
    const ids = transaction.savepoint(() => {
      const made = loadBatch(env, modelName, batch, messages);
      if (messages.some(({ type }) => type === 'error')) throw failed;
      return made;
    });
    return { ids, messages, nextrow: 0 };
  } catch (error) {
    if (error !== failed) throw error;
    return { ids: false, messages, nextrow: 0 };
  }
};

/** `partner_id/.id` is written `partner_id.id` as well, and `partner_id/id` as `partner_id:id`. */
const pathOf = (column: string): readonly string[] =>
  column
    .replace(/([^/])\.id/g, '$1/.id')
    .replace(/([^/]):id/g, '$1/id')
    .split('/');

const isReference = (field: Field | undefined): boolean =>
  field?.type === 'many2one' || field?.type === 'many2many';

const checkColumn = (
  { database }: Env,
  model: Model,
  [name = '', sub]: readonly string[],
): void => {
  if (name === '.id') return;
  const field = model.fields[name];
  if (!field) throw pythonError('ValueError', `Invalid field name '${name}'`);
  if (sub === undefined || sub === '.id' || !isReference(field)) return;
  if (sub in database.table(field.relation ?? '').model.fields) return;
  throw pythonError('ValueError', `Invalid field name '${sub}'`);
};

/** Converts a row; what can't be is told, and left out of it. */
const rowOf = (
  env: Env,
  model: Model,
  paths: readonly (readonly string[])[],
  cells: readonly unknown[],
  at: number,
  messages: Message[],
): Batch[number] => {
  const place = { rows: { from: at, to: at } };
  const values: Record<string, Value> = {};
  for (const [name, cell] of cellsOf(model, paths, cells)) {
    const field = model.fields[name];
    if (!field || name === 'id') continue;
    try {
      values[name] = converted(env, field, cell);
    } catch (error) {
      if (!(error instanceof NotConverted)) throw error;
      messages.push(messageOf(error, place, at, name, field.string));
    }
  }
  const given = cellAt(paths, cells, 'id');
  const databaseId = numberOf(env, model, cellAt(paths, cells, '.id'));
  if (databaseId === false) {
    const message = `Unknown database identifier '${cellAt(paths, cells, '.id')}'`;
    messages.push({ ...place, type: 'error', record: at, field: '.id', message });
  }
  return {
    info: { ...place, record: at },
    externalId: isFalsy(given) ? undefined : qualified(env, String(given)),
    databaseId: databaseId || undefined,
    values,
  };
};

/** The number of a record; false where there is none of that number. */
const numberOf = (
  { database }: Env,
  { name }: Model,
  value: unknown,
): number | false | undefined => {
  if (isFalsy(value)) return undefined;
  const id = Number(value);
  return database.table(name).row(id) ? id : false;
};

const messageOf = (
  { isUnlabelled, message, moreinfo }: NotConverted,
  place: { readonly rows: Reply },
  record: number,
  field: string,
  label: string,
): Message => ({
  ...place,
  type: 'error',
  record,
  field,
  message,
  ...(moreinfo !== undefined && { moreinfo }),
  ...(!isUnlabelled && { field_name: label }),
});

const cellAt = (
  paths: readonly (readonly string[])[],
  cells: readonly unknown[],
  name: string,
): unknown => cells[paths.findIndex(([first]) => first === name)];

/** The cells of a row by field. A row that is too short lacks fields, but must have all cells that refer to records. */
const cellsOf = (
  model: Model,
  paths: readonly (readonly string[])[],
  cells: readonly unknown[],
): ReadonlyMap<string, Cell> => {
  const found = new Map<string, Cell>();
  for (const [at, [name = '', by = '']] of paths.entries()) {
    const isThere = at < cells.length;
    if (isReference(model.fields[name])) {
      if (!isThere) throw pythonError('IndexError', 'list index out of range');
      const before = found.get(name);
      const columns = before?.kind === 'reference' ? before.columns : [];
      found.set(name, { kind: 'reference', columns: [...columns, { by, value: cells[at] }] });
    } else if (isThere) {
      found.set(name, { kind: 'plain', value: cells[at] });
    }
  }
  return found;
};

/** An external id without a module is under the one that imports. */
const qualified = ({ context: { module = '__import__' } }: Env, name: string): string =>
  name.includes('.') ? name : `${module}.${name}`;
