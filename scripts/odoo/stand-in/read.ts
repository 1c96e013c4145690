import type { Database } from './database.js';
import type { Env } from './env.js';
import { pythonError } from './fault.js';
import { displayed, emptyOf, type Field, type Model, type Value } from './model.js';
import type { Reply } from './reply.js';
import type { Row } from './table.js';

/** Rows as `read` tells them: these fields, or all, and always the id. @throws Fault for a field that there isn't */
export const told = (
  env: Env,
  model: Model,
  rows: readonly Row[],
  names: readonly string[],
  /** Otherwise records that are pointed to are told by their number alone. */
  withNames = true,
): readonly Reply[] => {
  const fields = (names.length > 0 ? names : visible(model))
    .filter((name) => name !== 'id')
    .map((name) => [name, fieldOf(model, name)] as const);
  return rows.map((row) => ({
    id: row.id,
    ...Object.fromEntries(
      fields.map(([name, field]): [string, Reply] => {
        const value = fieldValue(env.database, model, name, row);
        const isNumber = field.type === 'many2one' && !withNames;
        return [name, isNumber ? value : toldValue(env, field, value)];
      }),
    ),
  }));
};

const visible = ({ fields }: Model): readonly string[] =>
  Object.keys(fields).filter((name) => fields[name]?.secret !== 'hidden');

/** @throws Fault for a field that there isn't, or that nobody may know of */
export const fieldOf = ({ fields, name }: Model, field: string): Field => {
  const found = fields[field];
  if (found && found.secret !== 'hidden') return found;
  throw pythonError('ValueError', `Invalid field '${field}' on model '${name}'`);
};

/** What a stored or computed field holds. */
export const fieldValue = (
  database: Database,
  model: Model,
  name: string,
  { id, values }: Row,
): Value => {
  if (name === 'id') return id;
  const field = fieldOf(model, name);
  return field.computed?.(values, database.values) ?? values[name] ?? emptyOf(field);
};

export const toldValue = ({ database }: Env, field: Field, value: Value): Reply => {
  if (field.secret) return '';
  if (field.type === 'many2one') return reference(database, field, value);
  if (field.type === 'float' || field.type === 'monetary') return { $float: Number(value) };
  return value;
};

const reference = (database: Database, { relation = '' }: Field, value: Value): Reply => {
  const values = database.values(relation, value);
  return values ? [Number(value), displayed(values)] : false;
};
