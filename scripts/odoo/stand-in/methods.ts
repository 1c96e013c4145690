import { z } from 'zod';
import { hasAccess, operationOf, requireAccess } from './access.js';
import { commanded } from './commands.js';
import type { Env } from './env.js';
import { load } from './load.js';
import { metadata } from './metadata.js';
import { type Method, method } from './method.js';
import type { Field } from './model.js';
import { told } from './read.js';
import { readGroup } from './read-group.js';
import { create, isLogged, unlink, write } from './records.js';
import type { Reply } from './reply.js';
import { search } from './search.js';

/** Odoo says None or false where nothing is given. */
const orNothing = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .union([schema, z.null(), z.literal(false)])
    .optional()
    .transform((value) => (value === null || value === false ? undefined : value));

const domain = z.array(z.unknown());
const names = orNothing(z.array(z.string())).transform((given) => given ?? []);
const count = orNothing(z.int());
const order = orNothing(z.string());
const operation = z.string().transform((name) => operationOf(name));
const values = z.record(z.string(), z.unknown());

const read = (
  env: Env,
  model: string,
  ids: readonly number[],
  fields: readonly string[],
  withNames: boolean,
): Reply => {
  requireAccess(env, model, 'read');
  const table = env.database.table(model);
  const rows = ids.flatMap((id) => table.row(id) ?? []);
  return told(env, table.model, rows, fields, withNames);
};

const described = (name: string, field: Field, attributes: readonly string[]): Reply => {
  const all: { readonly [key: string]: Reply } = {
    type: field.type,
    string: field.string,
    required: field.required ?? false,
    readonly: field.computed !== undefined || isLogged(name),
    store: field.computed === undefined,
    ...(field.relation && { relation: field.relation }),
    ...(field.selection && { selection: field.selection }),
    ...(field.aggregator && { aggregator: field.aggregator }),
  };
  if (attributes.length === 0) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => attributes.includes(name)));
};

/** The methods that every model has. */
export const METHODS: Readonly<Record<string, Method>> = {
  search: method(
    'model',
    'reads',
    { domain, offset: count, limit: count, order },
    (env, model, given) => search(env, model, given).map(({ id }) => id),
  ),
  search_count: method(
    'model',
    'reads',
    { domain, limit: count },
    (env, model, given) => search(env, model, { ...given, order: 'id' }).length,
  ),
  search_read: method(
    'model',
    'reads',
    { domain: domain.default([]), fields: names, offset: count, limit: count, order },
    (env, model, { fields, ...how }) => {
      const rows = search(env, model, how);
      return told(env, env.database.table(model).model, rows, fields);
    },
  ),
  read: method(
    'records',
    'reads',
    {
      fields: names,
      load: z.union([z.string(), z.null(), z.literal(false)]).default('_classic_read'),
    },
    (env, model, { fields, load }, ids) => read(env, model, ids, fields, load === '_classic_read'),
  ),
  get_metadata: method('records', 'reads', {}, (env, model, _, ids) => metadata(env, model, ids)),
  read_group: method(
    'model',
    'reads',
    {
      domain,
      fields: z.array(z.string()),
      groupby: z.union([z.string().transform((name) => [name]), z.array(z.string())]),
      offset: count,
      limit: count,
      orderby: order,
      lazy: z.boolean().default(true),
    },
    (env, model, grouping) => readGroup(env, model, grouping),
  ),
  fields_get: method(
    'model',
    'reads',
    { allfields: names, attributes: names },
    (env, model, { allfields, attributes }) =>
      Object.fromEntries(
        Object.entries(env.database.table(model).model.fields)
          .filter(
            ([name, { secret }]) =>
              secret !== 'hidden' && (allfields.length === 0 || allfields.includes(name)),
          )
          .map(([name, field]) => [name, described(name, field, attributes)]),
      ),
  ),
  check_access_rights: method(
    'model',
    'reads',
    { operation, raise_exception: z.boolean().default(true) },
    (env, model, given) => {
      if (!given.raise_exception) return hasAccess(env, model, given.operation);
      requireAccess(env, model, given.operation);
      return null;
    },
  ),
  check_access: method('records', 'reads', { operation }, (env, model, given) => {
    requireAccess(env, model, given.operation);
    return null;
  }),
  has_access: method('records', 'reads', { operation }, (env, model, given) =>
    hasAccess(env, model, given.operation),
  ),
  create: method(
    'model',
    'writes',
    { vals_list: z.union([z.array(values), values]) },
    (env, model, { vals_list }) =>
      Array.isArray(vals_list)
        ? vals_list.map((one) => create(env, model, commanded(env, model, one)))
        : create(env, model, commanded(env, model, vals_list)),
  ),
  write: method('records', 'writes', { vals: values }, (env, model, { vals }, ids) => {
    for (const id of ids) write(env, model, [id], commanded(env, model, vals, id));
    return true;
  }),
  unlink: method('records', 'writes', {}, (env, model, _, ids) => {
    unlink(env, model, ids);
    return true;
  }),
  load: method(
    'model',
    'writes',
    { fields: z.array(z.string()), data: z.array(z.array(z.unknown())) },
    (env, model, { data, fields }) => load(env, model, fields, data),
  ),
};
