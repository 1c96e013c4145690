import type { Env } from './env.js';
import { notStoodIn, pythonError } from './fault.js';
import type { Field, Model, Value } from './model.js';
import { compare } from './order.js';
import { fieldOf, fieldValue, toldValue } from './read.js';
import { isFloat, type Reply } from './reply.js';
import { search } from './search.js';
import type { Row } from './table.js';

export type Grouping = {
  readonly domain: readonly unknown[];
  readonly fields: readonly string[];
  readonly groupby: readonly string[];
  readonly lazy: boolean;
  /** The fields grouped by, or what is made of the others; otherwise as the groups' records are ordered. */
  readonly orderby?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

/** Rows by what they have in common, each group with its count and sums. Lazy: by the first field alone. */
export const readGroup = (env: Env, modelName: string, grouping: Grouping): Reply => {
  const { model } = env.database.table(modelName);
  const { domain, groupby, lazy, offset = 0 } = grouping;
  const by = lazy ? groupby.slice(0, 1) : groupby;
  for (const name of by) checkGroupable(model, name);
  const aggregates = grouping.fields.flatMap((spec) => aggregateOf(model, spec, by));
  const groups = grouped(env, model, by, search(env, modelName, { domain, order: 'id' }));
  if (by.length === 0 && groups.length === 0) groups.push({ values: new Map(), rows: [] });
  const end = grouping.limit ? offset + grouping.limit : undefined;
  const told = inOrder(env, model, grouping.orderby || by.join(','), aggregates, groups);
  return told.slice(offset, end).map(({ rows, values }) => ({
    ...Object.fromEntries(
      [...values].map(([name, value]) => [name, toldValue(env, fieldOf(model, name), value)]),
    ),
    [lazy && by[0] ? `${by[0]}_count` : '__count']: rows.length,
    ...Object.fromEntries(
      aggregates.map((aggregate) => [aggregate.name, aggregated(env, model, aggregate, rows)]),
    ),
    __domain: narrowed(domain, values),
    ...(by.length < groupby.length && { __context: { group_by: groupby.slice(by.length) } }),
  }));
};

/** What the rows have in common, by field. */
type Group = { readonly values: ReadonlyMap<string, Value>; readonly rows: Row[] };

const grouped = (
  { database }: Env,
  model: Model,
  by: readonly string[],
  rows: readonly Row[],
): Group[] => {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const values = by.map((name) => [name, fieldValue(database, model, name, row)] as const);
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { values: new Map(values), rows: [row] });
  }
  return [...groups.values()];
};

const inOrder = (
  env: Env,
  model: Model,
  orderby: string,
  aggregates: readonly Aggregate[],
  groups: readonly Group[],
): readonly Group[] => {
  const terms = orderby.split(',').flatMap((term) => {
    const [name = '', direction] = term.trim().split(/\s+/);
    return name ? [{ name, sign: direction?.toLowerCase() === 'desc' ? -1 : 1 }] : [];
  });
  const difference = (name: string, a: Group, b: Group): number => {
    const value = a.values.get(name);
    if (value !== undefined) {
      return compare(env, fieldOf(model, name), value, b.values.get(name) ?? false);
    }
    const aggregate = aggregates.find((one) => one.name === name);
    if (!aggregate) throw notStoodIn(`groups in the order of ${name}`);
    return numberOf(env, model, aggregate, a) - numberOf(env, model, aggregate, b);
  };
  return [...groups].sort(
    (a, b) =>
      terms.map(({ name, sign }) => sign * difference(name, a, b)).find((sign) => sign !== 0) ?? 0,
  );
};

const numberOf = (env: Env, model: Model, aggregate: Aggregate, { rows }: Group): number => {
  const value = aggregated(env, model, aggregate, rows);
  return typeof value === 'object' && value !== null && isFloat(value)
    ? value.$float
    : Number(value);
};

const checkGroupable = (model: Model, name: string): void => {
  if (name.includes(':')) throw notStoodIn(`groups by ${name}`);
  const { type } = fieldOf(model, name);
  if (type === 'date' || type === 'datetime' || type === 'many2many') {
    throw notStoodIn(`groups by a ${type}`);
  }
};

type Aggregate = { readonly name: string; readonly field: string; readonly aggregate: string };

const SPEC = /^(\w+)(?::(\w+)(?:\((\w+)\))?)?$/;

/** `field`, `field:max` or `name:max(field)`. A field that nothing is made of is left out. */
const aggregateOf = (model: Model, spec: string, by: readonly string[]): readonly Aggregate[] => {
  if (spec === '__count') return [];
  const [, name = '', aggregate, field = name] = SPEC.exec(spec) ?? [];
  if (!name) throw pythonError('ValueError', `Invalid field specification '${spec}'.`);
  const found: Field = fieldOf(model, field);
  if (aggregate) return [{ name, field, aggregate }];
  return found.aggregator && !by.includes(name)
    ? [{ name, field, aggregate: found.aggregator }]
    : [];
};

const aggregated = (
  { database }: Env,
  model: Model,
  { aggregate, field: name }: Aggregate,
  rows: readonly Row[],
): Reply => {
  const field = fieldOf(model, name);
  const held = rows.map((row) => fieldValue(database, model, name, row));
  if (aggregate === 'count') return held.filter((value) => value !== false).length;
  if (aggregate === 'count_distinct') return new Set(held.filter((value) => value !== false)).size;
  if (rows.length === 0) return false;
  const result = ofNumbers(aggregate, held.map(Number));
  return field.type === 'integer' && aggregate !== 'avg' ? result : { $float: result };
};

const ofNumbers = (aggregate: string, numbers: readonly number[]): number => {
  const sum = () => numbers.reduce((total, number) => total + number, 0);
  switch (aggregate) {
    case 'sum':
      return sum();
    case 'avg':
      return sum() / numbers.length;
    case 'max':
      return numbers.reduce((a, b) => Math.max(a, b));
    case 'min':
      return numbers.reduce((a, b) => Math.min(a, b));
    default:
      throw notStoodIn(`the aggregate ${aggregate}`);
  }
};

/** The domain that finds the rows of one group. */
const narrowed = (domain: readonly unknown[], values: ReadonlyMap<string, Value>): Reply => {
  const leaves = [...values].map(([name, value]): Reply => [name, '=', value]);
  const terms = [...domain.map(plain), ...leaves];
  const joins = terms.filter((term) => Array.isArray(term)).length - 1;
  const joined = domain.filter((term) => term === '&' || term === '|').length;
  return [...Array.from({ length: Math.max(0, joins - joined) }, () => '&'), ...terms];
};

const plain = (term: unknown): Reply => {
  if (Array.isArray(term)) return term.map(plain);
  if (typeof term === 'string' || typeof term === 'number' || typeof term === 'boolean')
    return term;
  return null;
};
