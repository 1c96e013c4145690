import { z } from 'zod';
import { ConfigError } from '../../../lib/config-error.js';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';
import { readField } from './field.js';
import type { Settings } from './settings.js';

type Row = Readonly<Record<string, unknown>>;

/** What says whose a row is. */
export type ClientField = {
  /** The column of `crm.lead` that has to be read for it. */
  readonly column: string;
  /** What it says of each of these rows; nothing where it is empty, or the pattern does not fit. */
  readonly clientsOf: (rows: readonly Row[]) => Promise<readonly string[]>;
};

const OPTION = '--client-field';
const TEXTS = ['char', 'text', 'html', 'selection', 'integer'];

/** @throws ConfigError for a field that can't say it */
export const openClientField = async (
  odoo: Odoo,
  { clientField, clientPattern }: Pick<Settings, 'clientField' | 'clientPattern'>,
): Promise<ClientField> => {
  const [column = '', inner, ...deeper] = clientField.split('.');
  if (deeper.length > 0)
    throw new ConfigError(`${OPTION}: ${clientField} is further than one record away`);
  const field = await readField(odoo, 'crm.lead', column, OPTION);
  const clientIn = (value: unknown, type: string) => part(textOf(value, type), clientPattern);
  if (inner === undefined) {
    requireText(column, field.type);
    return {
      column,
      clientsOf: async (rows) => rows.map((row) => clientIn(row[column], field.type)),
    };
  }
  const { relation } = field;
  if (field.type !== 'many2one' || relation === undefined) {
    throw new ConfigError(`${OPTION}: ${column} points to no record, it is a ${field.type}`);
  }
  const { type } = await readField(odoo, relation, inner, OPTION);
  requireText(clientField, type);
  const related = openRelated(odoo, relation, inner);
  return {
    column,
    clientsOf: async (rows) => {
      const values = await related(rows.map((row) => pointed(row[column])));
      return values.map((value) => clientIn(value, type));
    },
  };
};

const requireText = (name: string, type: string): void => {
  if (TEXTS.includes(type)) return;
  const more = type === 'many2one' ? `; say which field of that record, ${name}.ref for one` : '';
  throw new ConfigError(`${OPTION}: ${name} is a ${type}, which holds no id of a client${more}`);
};

const reference = z.union([z.tuple([z.int(), z.string()]), z.literal(false)]);

const pointed = (value: unknown): number | undefined => {
  const [id] = reference.parse(value) || [];
  return id;
};

const records = z.array(z.looseObject({ id: z.int() }));

/** A field of other records, by their ids. Each is read once. */
const openRelated = (odoo: Odoo, model: string, field: string) => {
  const values = new Map<number, unknown>();
  return async (ids: readonly (number | undefined)[]): Promise<readonly unknown[]> => {
    const missing = new Set(ids.flatMap((id) => (id && !values.has(id) ? [id] : [])));
    if (missing.size > 0) {
      const found = await odoo.read(model, 'read', { ids: [...missing], fields: [field] });
      for (const record of records.parse(found)) values.set(record.id, record[field]);
    }
    return ids.map((id) => id && values.get(id));
  };
};

/** Odoo says false, or 0, for what is empty. Of a formatted text, what one reads. */
const textOf = (value: unknown, type: string): string => {
  if (typeof value === 'number' && value !== 0) return String(value);
  if (typeof value !== 'string') return '';
  return type === 'html' ? readable(value) : value.trim();
};

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ' };

const readable = (html: string): string =>
  html
    .replace(/<(br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|nbsp);/g, (_, name: string) => NAMED[name] ?? '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
    .trim();

const part = (text: string, pattern: RegExp | undefined): string => {
  if (!pattern) return text;
  const [whole = '', group = whole] = pattern.exec(text) ?? [];
  return group;
};
