import { readExternalIds } from './external-ids.js';
import type { Lead } from './lead.js';
import { isOurs } from './names.js';
import type { Odoo } from './odoo.js';
import { allOf, anyOf, type Domain, type Page, searchLeads } from './rows.js';

/** How the JSON of every entry begins. */
const BEGINNING = '{"event_id"';

/** Rows with an entry. A wallet's partner may have others: leads of the sales people, rows that older code wrote. */
export const WITH_ENTRY: Domain = [['referred', '=like', '{"event\\_id"%']];

/** What a row's JSON contains, as `like` wants it: `_` would stand for any character. */
export const inJson = (name: string, value: string): string =>
  `"${name}":"${value}"`.replaceAll('_', '\\_');

/** These, and what a row of ours still looks like when somebody has emptied it: nobody's lead. */
const LIKE_ENTRIES = anyOf(WITH_ENTRY, allOf([['type', '=', 'lead']], [['user_id', '=', false]]));

export const holdsEntry = ({ referred }: Pick<Lead, 'referred'>): boolean =>
  referred.startsWith(BEGINNING);

/**
 * Rows that hold entries. Those that are `wanted` are looked at whatever they look like: a key that was used must not be
 * passed over because its row was emptied.
 * @throws Error where a row of ours holds no entry any more
 */
export const searchEntries = async (
  odoo: Odoo,
  domain: Domain,
  page: Page,
  wanted: readonly Domain[] = [],
): Promise<readonly Lead[]> => {
  const rows = await searchLeads(odoo, allOf(domain, anyOf(LIKE_ENTRIES, ...wanted)), page);
  const doubtful = rows.filter((row) => !holdsEntry(row));
  if (doubtful.length === 0) return rows;
  const others = await idsOfOthers(odoo, doubtful);
  const emptied = doubtful.find(({ id }) => !others.has(id));
  if (emptied) {
    throw new Error(`row ${emptied.id} in Odoo, ${emptied.name}, holds no entry any more`);
  }
  return searchLeads(odoo, allOf(domain, WITH_ENTRY), page);
};

/** The ids of those that never were ours: they hold no entry, and have no external id of ours either. */
export const idsOfOthers = async (
  odoo: Odoo,
  rows: readonly Pick<Lead, 'id' | 'referred'>[],
): Promise<ReadonlySet<number>> => {
  const doubtful = rows.filter((row) => !holdsEntry(row)).map(({ id }) => id);
  const externalIds = await readExternalIds(odoo, 'crm.lead', doubtful);
  return new Set(doubtful.filter((id) => !externalIds.get(id)?.some(isOurs)));
};
