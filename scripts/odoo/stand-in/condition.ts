import type { Database } from './database.js';
import { type Domain, type Operator, parseDomain } from './domain.js';
import { notStoodIn, pythonError } from './fault.js';
import { likeness } from './likeness.js';
import { type Field, isNumeric, type Value } from './model.js';
import { fieldValue } from './read.js';
import { pythonText } from './stored.js';
import type { Row, Table } from './table.js';

/** A domain on a table: a test of a row, and where indexes tell, the only ids that can pass it, ascending. */
export type Condition = {
  readonly test: (row: Row) => boolean;
  readonly ids?: readonly number[];
};

type Leaf = Extract<Domain, { kind: 'leaf' }>;

/** @throws Fault for a field that there isn't */
export const conditionOf = (database: Database, table: Table, domain: Domain): Condition => {
  switch (domain.kind) {
    case 'all':
      return { test: () => true };
    case 'leaf':
      return domain.path.length > 1
        ? throughRelation(database, table, domain)
        : ofField(database, table, domain);
    case 'not': {
      const { test } = conditionOf(database, table, domain.of);
      return { test: (row) => !test(row) };
    }
    case 'and':
      return both(
        conditionOf(database, table, domain.left),
        conditionOf(database, table, domain.right),
      );
    case 'or':
      return either(
        conditionOf(database, table, domain.left),
        conditionOf(database, table, domain.right),
      );
  }
};

const both = (left: Condition, right: Condition): Condition => {
  const test = (row: Row) => left.test(row) && right.test(row);
  const fewest = [left.ids, right.ids]
    .flatMap((ids) => (ids ? [ids] : []))
    .sort((a, b) => a.length - b.length)[0];
  return { test, ...(fewest && { ids: fewest }) };
};

const either = (left: Condition, right: Condition): Condition => {
  const test = (row: Row) => left.test(row) || right.test(row);
  return { test, ...(left.ids && right.ids && { ids: union(left.ids, right.ids) }) };
};

const union = (left: readonly number[], right: readonly number[]): readonly number[] =>
  [...new Set([...left, ...right])].sort((a, b) => a - b);

/** `partner_id.ref`: the rows whose partner passes. Archived ones are looked at too. */
const throughRelation = (database: Database, table: Table, leaf: Leaf): Condition => {
  const [name = '', ...path] = leaf.path;
  const field = table.model.fields[name];
  if (!field) throw noSuchField(table, leaf);
  if (field.type !== 'many2one') throw notStoodIn(`the path ${leaf.path.join('.')}`);
  const related = database.table(field.relation ?? '');
  const condition = conditionOf(database, related, { ...leaf, path });
  const passing = (condition.ids ?? related.ids).filter((id) => {
    const row = related.row(id);
    return row !== undefined && condition.test(row);
  });
  return ofField(database, table, { kind: 'leaf', path: [name], operator: 'in', value: passing });
};

/** A record is also found by what it is called. */
const byName = (database: Database, table: Table, leaf: Leaf): Condition => {
  const isNegative = leaf.operator.startsWith('not') || leaf.operator === '!=';
  const operator = leaf.operator === '!=' ? '=' : leaf.operator.replace('not ', '');
  const [name = ''] = leaf.path;
  const positive = parseDomain([[`${name}.name`, operator, leaf.value]]);
  return conditionOf(database, table, isNegative ? { kind: 'not', of: positive } : positive);
};

const ofField = (database: Database, table: Table, leaf: Leaf): Condition => {
  const [name = ''] = leaf.path;
  const { model } = table;
  const field = model.fields[name];
  if (!field) throw noSuchField(table, leaf);
  if (field.type === 'many2one' && typeof leaf.value === 'string')
    return byName(database, table, leaf);
  const passes = tester(field, leaf.operator, leaf.value);
  const test = (row: Row) => passes(fieldValue(database, model, name, row));
  const ids = name === 'id' ? idsById(table, leaf) : idsByIndex(table, name, field, leaf);
  return { test, ...(ids && { ids }) };
};

const noSuchField = ({ model }: Table, { operator, path, value }: Leaf) =>
  pythonError(
    'ValueError',
    `Invalid field ${model.name}.${path[0]} in leaf ('${path.join('.')}', '${operator}', ${pythonText(value)})`,
  );

const idsById = (table: Table, { operator, value }: Leaf): readonly number[] | undefined => {
  if (operator === 'in' && Array.isArray(value)) return existing(table, value);
  if (typeof value !== 'number') return undefined;
  if (operator === '=') return existing(table, [value]);
  if (operator === '>') return table.idsFrom(value + 1);
  return operator === '>=' ? table.idsFrom(value) : undefined;
};

const existing = (table: Table, ids: readonly unknown[]): readonly number[] =>
  union(
    ids.filter((id) => typeof id === 'number').filter((id) => table.row(id)),
    [],
  );

const idsByIndex = (
  table: Table,
  name: string,
  field: Field,
  { operator, value }: Leaf,
): readonly number[] | undefined => {
  if (!table.isIndexed(name)) return undefined;
  if (operator === '=' && value) return table.idsWhere(name, indexed(field, value));
  if (operator !== 'in' || !Array.isArray(value) || !value.every(Boolean)) return undefined;
  const lists = value.map((one) => table.idsWhere(name, indexed(field, one)));
  return lists.length === 1 ? lists[0] : union(lists.flat(), []);
};

const indexed = (field: Field, value: unknown): Value =>
  field.type === 'many2one' || isNumeric(field) ? Number(value) : String(value);

const tester = (field: Field, operator: Operator, value: unknown): ((held: Value) => boolean) => {
  const isEmpty = (held: Value) =>
    held === false || held === '' || (isNumeric(field) && held === 0);
  const sought = comparable(field, value);
  const same = (held: Value) => (sought === false ? isEmpty(held) : held === sought);
  switch (operator) {
    case '=':
      return same;
    case '!=':
      return (held) => !same(held);
    case 'in':
    case 'not in': {
      const wanted = new Set(
        Array.isArray(value) ? value.map((one) => comparable(field, one)) : [],
      );
      const among = (held: Value) => wanted.has(held) || (wanted.has(false) && isEmpty(held));
      return operator === 'in' ? among : (held) => !among(held);
    }
    case '<':
      return (held) => ordered(held, value) && held < value;
    case '<=':
      return (held) => ordered(held, value) && held <= value;
    case '>':
      return (held) => ordered(held, value) && held > value;
    case '>=':
      return (held) => ordered(held, value) && held >= value;
    default:
      return likeness(field, operator, value);
  }
};

/** Nothing is smaller or greater than what is empty. */
const ordered = (held: Value, value: unknown): value is Value =>
  held !== false && typeof held === typeof value;

const comparable = (field: Field, value: unknown): unknown => {
  if (field.type === 'boolean') return Boolean(value);
  const isNone = value === null || value === false || value === '';
  if (isNone || (field.type === 'many2one' && value === 0)) return false;
  return isNumeric(field) || field.type === 'many2one' ? Number(value) : String(value);
};
