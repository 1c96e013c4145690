import type { Env } from './env.js';
import { userError } from './fault.js';
import { emptyOf, type Field, type Model, type Value } from './model.js';
import { fieldOf, fieldValue } from './read.js';
import type { Row } from './table.js';

export type OrderTerm = { readonly field: string; readonly direction: 'asc' | 'desc' };

const TERM = /^\s*([a-z0-9_]+)(?:\s+(asc|desc))?\s*$/i;

/** `name, id desc`. @throws Fault for what is none */
export const parseOrder = (model: Model, order: string): readonly OrderTerm[] =>
  order.split(',').map((term) => {
    const [, field, direction = 'asc'] = TERM.exec(term) ?? [];
    if (!field) {
      throw userError(
        `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)`,
      );
    }
    fieldOf(model, field);
    return { field, direction: direction.toLowerCase() === 'desc' ? 'desc' : 'asc' };
  });

export const sorted = (
  env: Env,
  model: Model,
  order: readonly OrderTerm[],
  rows: readonly Row[],
): readonly Row[] =>
  [...rows].sort((a, b) => {
    for (const { direction, field } of order) {
      const difference = compare(
        env,
        fieldOf(model, field),
        fieldValue(env.database, model, field, a),
        fieldValue(env.database, model, field, b),
      );
      if (difference !== 0) return direction === 'asc' ? difference : -difference;
    }
    return 0;
  });

/** What is empty comes last. Records that are pointed to stand in their own model's order. */
export const compare = (env: Env, field: Field, a: Value, b: Value): number => {
  if (a === b) return 0;
  const empty = emptyOf(field);
  if (empty === false && field.type !== 'boolean') {
    if (a === false) return 1;
    if (b === false) return -1;
  }
  if (field.type === 'many2one') return compareRecords(env, field.relation ?? '', a, b);
  return a < b ? -1 : 1;
};

const compareRecords = (env: Env, name: string, a: Value, b: Value): number => {
  const table = env.database.table(name);
  const [left, right] = [table.row(Number(a)), table.row(Number(b))];
  if (!left || !right) return Number(a) - Number(b);
  const [first] = sorted(env, table.model, parseOrder(table.model, table.model.order), [
    left,
    right,
  ]);
  return first === left ? -1 : 1;
};
