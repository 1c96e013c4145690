import type { Env } from './env.js';
import { notStoodIn, outOfRange, pointsNowhere, pythonError } from './fault.js';
import type { Field, Model, Value } from './model.js';

const LARGEST_INT4 = 2_147_483_647;

/** A value as its column keeps it. @throws Fault or DatabaseRefusal where it can't */
export const stored = (env: Env, model: Model, name: string, field: Field, value: Value): Value => {
  switch (field.type) {
    case 'boolean':
      return Boolean(value);
    case 'integer':
      return integer(value);
    case 'float':
    case 'monetary':
      return amount(value);
    case 'many2one':
      return related(env, model, name, field, value);
    case 'many2many':
      return several(value);
    case 'selection':
      if (value === false || field.selection?.some(([option]) => option === value)) return value;
      throw pythonError(
        'ValueError',
        `Wrong value for ${model.name}.${name}: ${pythonText(value)}`,
      );
    case 'html':
      return value === false ? false : paragraph(String(value));
    case 'char':
    case 'text':
    case 'date':
    case 'datetime':
    case 'reference':
      return value === false ? false : String(value);
  }
};

/** Plain text is wrapped; Odoo's cleaning of what is HTML already is not stood in for. */
const paragraph = (text: string): string => (text.startsWith('<') ? text : `<p>${text}</p>`);

const integer = (value: Value): number => {
  const number = Math.trunc(Number(value));
  if (Math.abs(number) > LARGEST_INT4) throw outOfRange();
  return number;
};

const amount = (value: Value): number => {
  const number = Number(value);
  if (Number.isNaN(number)) {
    const isText = typeof value === 'string';
    throw pythonError(
      'ValueError',
      isText
        ? `could not convert string to float: ${pythonText(value)}`
        : 'cannot convert float NaN to integer',
    );
  }
  if (!Number.isFinite(number)) {
    throw pythonError('OverflowError', 'cannot convert float infinity to integer');
  }
  return number;
};

const related = (
  { database }: Env,
  model: Model,
  name: string,
  { relation = '' }: Field,
  value: Value,
): Value => {
  if (value === false || value === 0) return false;
  if (typeof value !== 'number') throw notStoodIn(`${JSON.stringify(value)} as a record`);
  if (!database.table(relation).row(value)) throw pointsNowhere(model, name);
  return value;
};

const several = (value: Value): Value => {
  if (value === false) return [];
  if (typeof value !== 'object') throw notStoodIn(`${JSON.stringify(value)} as records`);
  return value;
};

/** As Python's `repr` shows it. */
export const pythonText = (value: unknown): string => {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null || value === undefined) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonText).join(', ')}]`;
  return String(value);
};
