import { pythonError } from './fault.js';
import type { Reply } from './reply.js';

/** What a column of an import holds: a plain cell, or the ways in which a record is referred to. */
export type Cell = { readonly kind: 'plain'; readonly value: unknown } | Reference;

/** How the columns of an import refer to a record: by its external id (`id`), its number (`.id`) or its name (``). */
export type Reference = {
  readonly kind: 'reference';
  readonly columns: readonly { readonly by: string; readonly value: unknown }[];
};

/** A cell that `load` can't take: told as a message about its column. */
export class NotConverted extends Error {
  constructor(
    message: string,
    readonly moreinfo?: Reply,
    /** Where Odoo forgets to say what people call the column. */
    readonly isUnlabelled = false,
  ) {
    super(message);
  }
}

/** What Python takes for no value at all. */
export const isFalsy = (value: unknown): boolean =>
  !value || (Array.isArray(value) && value.length === 0);

const FALSE = ['', '0', 'false', 'no'];

/** Whether a cell says no: in a column of ids, that there is none. */
export const saysNo = (value: unknown): boolean => FALSE.includes(lower(value));

/** Odoo calls `.lower()` on whatever a cell holds, and falls over what is no text. */
export const lower = (value: unknown): string => {
  if (typeof value === 'string') return value.toLowerCase();
  throw pythonError('AttributeError', `'${pythonType(value)}' object has no attribute 'lower'`);
};

const pythonType = (value: unknown): string => {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
};
