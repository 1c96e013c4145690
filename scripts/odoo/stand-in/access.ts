import type { Env } from './env.js';
import { accessError, pythonError } from './fault.js';
import type { Value, Values } from './model.js';
import { groupsField } from './version.js';

const OPERATIONS = ['read', 'create', 'write', 'unlink'] as const;

export type Operation = (typeof OPERATIONS)[number];

/** @throws Fault for what is none */
export const operationOf = (name: string): Operation => {
  const operation = OPERATIONS.find((known) => known === name);
  if (operation) return operation;
  throw pythonError('AssertionError', 'Invalid access mode');
};

const VERBS: Readonly<Record<Operation, string>> = {
  read: 'access',
  create: 'create',
  write: 'modify',
  unlink: 'delete',
};

/** What ir.model.access grants the user's groups. */
export const hasAccess = (env: Env, model: string, operation: Operation): boolean => {
  if (env.su) return true;
  const groups = groupsOf(env);
  return grants(env, model, operation).some(
    ({ group_id }) => group_id === false || (typeof group_id === 'number' && groups.has(group_id)),
  );
};

/** @throws Fault 4, in Odoo's words */
export const requireAccess = (env: Env, model: string, operation: Operation): void => {
  if (hasAccess(env, model, operation)) return;
  const groups = grants(env, model, operation)
    .flatMap(({ group_id }) => (typeof group_id === 'number' ? [groupName(env, group_id)] : []))
    .sort();
  const { title } = env.database.table(model).model;
  const info =
    groups.length === 0
      ? 'No group currently allows this operation.'
      : `This operation is allowed for the following groups:\n${groups.map((name) => `\t- ${name}`).join('\n')}`;
  throw accessError(
    `You are not allowed to ${VERBS[operation]} '${title}' (${model}) records.\n\n${info}\n\nContact your administrator to request access if necessary.`,
  );
};

const grants = ({ database }: Env, model: string, operation: Operation): readonly Values[] => {
  const [modelId] = database.table('ir.model').idsWhere('model', model);
  if (modelId === undefined) return [];
  const table = database.table('ir.model.access');
  return table
    .idsWhere('model_id', modelId)
    .flatMap((id): Values[] => {
      const row = table.row(id);
      return row ? [row.values] : [];
    })
    .filter((values) => values['active'] === true && values[`perm_${operation}`] === true);
};

/** The user's groups, and those that they imply. */
export const groupsOf = ({ database, uid, version }: Env): ReadonlySet<number> => {
  const groups = new Set<number>();
  const own = database.table('res.users').row(uid)?.values[groupsField(version)];
  const add = (ids: Value = []): void => {
    if (typeof ids !== 'object') return;
    for (const id of ids) {
      if (groups.has(id)) continue;
      groups.add(id);
      add(database.table('res.groups').row(id)?.values['implied_ids']);
    }
  };
  add(own);
  return groups;
};

const groupName = ({ database }: Env, id: number): string => {
  const group = database.table('res.groups').row(id)?.values ?? {};
  const category = group['category_id'];
  const name = group['name'];
  const parent =
    typeof category === 'number' &&
    database.table('ir.module.category').row(category)?.values['name'];
  return parent ? `${parent}/${name}` : String(name);
};
