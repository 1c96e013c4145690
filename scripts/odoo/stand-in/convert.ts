import { type Cell, isFalsy, lower, NotConverted, saysNo } from './cell.js';
import type { Env } from './env.js';
import { findRecord } from './find-record.js';
import type { Field, Value } from './model.js';
import { isPythonInteger, pythonNumber } from './python-number.js';

/** A cell as a value that can be written. @throws NotConverted, or Fault where Odoo's own code falls over */
export const converted = (env: Env, field: Field, cell: Cell): Value => {
  if (cell.kind === 'reference') return findRecord(env, field, cell);
  const { value } = cell;
  if (isFalsy(value)) return false;
  switch (field.type) {
    case 'boolean':
      return toBoolean(field, value);
    case 'integer':
      return toInteger(field, value);
    case 'float':
    case 'monetary':
      return toFloat(field, value);
    case 'selection':
      return toSelection(field, value);
    case 'date':
    case 'datetime':
      return toTime(field, value);
    default:
      return String(value);
  }
};

const TRUE = ['1', 'true', 'yes'];

const toBoolean = ({ string }: Field, value: unknown): boolean => {
  if (TRUE.includes(lower(value))) return true;
  if (saysNo(value)) return false;
  throw new NotConverted(
    `Unknown value '${value}' for boolean field '${string}'`,
    "Use '1' for yes and '0' for no",
  );
};

const toInteger = ({ string }: Field, value: unknown): number => {
  if (typeof value === 'number' || typeof value === 'boolean') return Math.trunc(Number(value));
  if (isPythonInteger(value)) return Number(String(value).replaceAll('_', ''));
  throw new NotConverted(`'${value}' does not seem to be an integer for field '${string}'`);
};

const toFloat = ({ string }: Field, value: unknown): number => {
  const number = pythonNumber(value);
  if (number !== undefined) return number;
  throw new NotConverted(`'${value}' does not seem to be a number for field '${string}'`);
};

const toSelection = ({ selection = [], string }: Field, value: unknown): string => {
  const wanted = lower(value);
  const option = selection.find((names) => names.some((name) => name.toLowerCase() === wanted));
  if (option) return option[0];
  throw new NotConverted(
    `Value '${value}' not found in selection field '${string}'`,
    selection.map(([, label]) => label),
  );
};

const toTime = ({ string, type }: Field, value: unknown): string => {
  const given = String(value);
  const pattern = type === 'date' ? /^\d{4}-\d\d-\d\d/ : /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?/;
  const found = pattern.exec(given)?.[0];
  if (found && !Number.isNaN(Date.parse(found))) return found;
  const example = type === 'date' ? '2012-12-31' : '2012-12-31 23:59:59';
  throw new NotConverted(
    `'${given}' does not seem to be a valid ${type} for field '${string}'`,
    `Use the format '${example}'`,
  );
};
