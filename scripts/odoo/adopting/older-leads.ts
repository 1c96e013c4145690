import { z } from 'zod';
import { ConfigError } from '../../../lib/config-error.js';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';
import { idsOfOthers, WITH_ENTRY } from '../../../lib/ledger/odoo/own-rows.js';
import type { Domain } from '../../../lib/ledger/odoo/rows.js';
import { openClientField } from './client-field.js';
import { readField } from './field.js';
import type { OlderLead } from './older-row.js';
import type { Settings } from './settings.js';

/** A row of older code, with what it says of its client: not checked, perhaps nothing. */
export type FoundLead = OlderLead & { readonly client: string; readonly isArchived: boolean };

const ROWS = 1_000;
const NUMBERS = ['monetary', 'float', 'integer'];

const text = z.union([z.string(), z.literal(false).transform(() => '')]);
const rows = z.array(
  z.looseObject({
    id: z.int(),
    name: text,
    active: z.boolean(),
    create_date: z.string(),
    referred: text,
  }),
);

/**
 * All rows that older code wrote, in the order of their ids, in pages. Rows of the ledger, which have the same kind of
 * name, are left out: also those that somebody emptied, which are known by their external ids.
 */
export async function* olderLeads(odoo: Odoo, settings: Settings): AsyncIterable<FoundLead[]> {
  const { deltaField, namePrefix } = settings;
  const { type } = await readField(odoo, 'crm.lead', deltaField, '--delta-field');
  if (!NUMBERS.includes(type)) {
    throw new ConfigError(`--delta-field: ${deltaField} is a ${type}, not a number`);
  }
  const { clientsOf, column } = await openClientField(odoo, settings);
  const fields = ['name', 'active', 'create_date', 'referred', deltaField, column];
  for (let after = 0, more = true; more; ) {
    const found = rows.parse(
      await odoo.read('crm.lead', 'search_read', {
        domain: [['id', '>', after], ...named(namePrefix)],
        fields: [...new Set(fields)],
        order: 'id',
        limit: ROWS,
        context: { active_test: false },
      }),
    );
    const others = await idsOfOthers(odoo, found);
    const older = found.filter(({ id }) => others.has(id));
    const clients = await clientsOf(older);
    yield older.map(({ active, create_date, id, name, [deltaField]: delta }, index) => ({
      id,
      name,
      delta: z.number().parse(delta),
      createdAt: create_date,
      client: clients[index] ?? '',
      isArchived: !active,
    }));
    after = found.at(-1)?.id ?? after;
    more = found.length === ROWS;
  }
}

/** Without what holds an entry. SQL neither finds nor denies that an empty text is like something. */
const named = (prefix: string): Domain => [
  ['name', '=like', `${prefix.replace(/[\\%_]/g, '\\$&')}%`],
  '|',
  ['referred', '=', false],
  '!',
  ...WITH_ENTRY,
];
