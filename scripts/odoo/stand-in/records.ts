import { requireAccess } from './access.js';
import { asSuperuser, type Env } from './env.js';
import { externalIdRow, externalIdsOf } from './external-id.js';
import { isMissing, missingError, pythonError, violates } from './fault.js';
import { emptyOf, type Field, LOGGED, type Model, type Value, type Values } from './model.js';
import { stored } from './stored.js';

/** Makes a record, and answers with its id. @throws Fault or DatabaseRefusal */
export const create = (env: Env, modelName: string, given: Values): number => {
  requireAccess(env, modelName, 'create');
  const { database, now, transaction, uid } = env;
  const table = database.table(modelName);
  const id = table.nextId();
  transaction.put(
    modelName,
    id,
    checked(table.model, {
      ...initial(table.model, uid),
      ...table.model.derived?.(given, database.values),
      ...accepted(env, table.model, given),
      create_date: now,
      create_uid: uid,
      write_date: now,
      write_uid: uid,
    }),
  );
  return id;
};

/** @throws Fault or DatabaseRefusal */
export const write = (env: Env, modelName: string, ids: readonly number[], given: Values): void => {
  requireAccess(env, modelName, 'write');
  const { database, now, transaction, uid } = env;
  const table = database.table(modelName);
  const values = accepted(env, table.model, given);
  for (const id of ids) {
    const before = table.row(id);
    if (!before) throw missingError(modelName, id, uid);
    const after = { ...before.values, ...values, write_date: now, write_uid: uid };
    transaction.put(modelName, id, checked(table.model, after));
  }
};

/** Deletes records, and with them their external ids, which are free from then on. */
export const unlink = (env: Env, modelName: string, ids: readonly number[]): void => {
  requireAccess(env, modelName, 'unlink');
  const { database, transaction, uid } = env;
  for (const id of ids) {
    if (!database.table(modelName).row(id)) throw missingError(modelName, id, uid);
    for (const row of externalIdsOf(env, modelName, id))
      transaction.remove('ir.model.data', row.id);
    transaction.remove(modelName, id);
  }
};

/** The record that an external id stands for, as far as this transaction sees it. */
export const recordOf = (
  env: Env,
  externalId: string,
): { readonly model: string; readonly id: number } | undefined => {
  const row = externalIdRow(asSuperuser(env), externalId);
  if (!row || env.transaction.isUnseen(row)) return undefined;
  const { model, res_id } = row.values;
  return typeof model === 'string' && typeof res_id === 'number'
    ? { model, id: res_id }
    : undefined;
};

const initial = ({ fields }: Model, uid: number): Values =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name, { computed }]) => name !== 'id' && !computed)
      .map(([name, field]) => [name, initialOf(field, uid)]),
  );

const initialOf = (field: Field, uid: number): Value => {
  const { initially = emptyOf(field) } = field;
  return typeof initially === 'function' ? initially(uid) : initially;
};

/** What is stored of what was given: what Odoo logs by itself is passed over. */
const accepted = (env: Env, model: Model, given: Values): Values => {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = model.fields[name];
    if (!field) throw pythonError('ValueError', `Invalid field '${name}' on model '${model.name}'`);
    if (isLogged(name) || field.computed) continue;
    values[name] = stored(env, model, name, field, value);
  }
  return values;
};

/** Whether Odoo alone sets it. */
export const isLogged = (name: string): boolean =>
  name === 'id' || LOGGED.some((logged) => logged === name);

/** @throws DatabaseRefusal for what the table's constraints forbid */
const checked = (model: Model, values: Values): Values => {
  for (const [name, { required, string }] of Object.entries(model.fields)) {
    if (required && values[name] === false) throw isMissing(model, name, string);
  }
  const sentence = model.broken?.(values);
  if (sentence) throw violates(sentence);
  return values;
};
