import { entryName, KINDS } from '../../wallet/entry-name.js';
import type { TenantId } from '../../wallet/ids.js';
import type { Entry } from '../entry.js';
import { type EntrySearch, type Found, isSought, type Search } from '../reports/search.js';
import { entryOfLead, type Lead } from './lead.js';
import { NO_NAME, walletRef } from './names.js';
import type { Odoo } from './odoo.js';
import { inJson, WITH_ENTRY } from './own-rows.js';
import { reached } from './reached.js';
import { type Domain, searchLeads } from './rows.js';

type Reach = { readonly rowsAtOnce: number; readonly mostReads: number };

const WIDE: Reach = { rowsAtOnce: 500, mostReads: 10 };

/**
 * Finds entries in Odoo, those first whose rows were written last. Name, contact name and partner of a row are what Odoo can
 * be asked for, trace and tenant are looked for in its JSON; what Odoo can't tell, such as the time, is looked at here: so
 * many rows for a page, and whoever looks for little in much gets a short one, and comes again for the rest.
 */
export const odooEntrySearch = (odoo: Odoo, reach = WIDE): EntrySearch => ({
  find: async (tenantId, search, { after, limit }) => {
    if (after !== undefined && !/^[1-9]\d{0,8}$/.test(after)) return undefined;
    const page = new Page(limit, after);
    const rows = isTold(search) ? limit + 1 : reach.rowsAtOnce;
    for (let read = 0; read < reach.mostReads; read += 1) {
      const domain = [...domainOf(tenantId, search), ...below(page.end)];
      const leads = await reached(searchLeads(odoo, domain, { order: 'id desc', limit: rows }));
      const seen = leads.map((lead) => ({ lead, entry: entryOfLead(lead) }));
      for (const { entry, lead } of seen) {
        if (!page.goOn(lead, isSought(search, entry) ? entry : undefined)) return page.withNext();
      }
      if (leads.length < rows || seen.every(({ entry }) => isPast(search, entry)))
        return page.last();
    }
    return page.withNext();
  },
});

/** What is found of a page so far. A row that somebody duplicated is there twice; the one that was written first counts. */
class Page {
  readonly #found = new Map<string, Entry>();
  readonly #limit: number;
  /** The row up to which everything was looked at. */
  end: string | undefined;

  constructor(limit: number, after: string | undefined) {
    this.#limit = limit;
    this.end = after;
  }

  /** Answers false where an entry has no room any more: it is the next page's. */
  goOn({ id }: Lead, found: Entry | undefined): boolean {
    if (found) {
      const place = `${found.clientId} ${found.seq}`;
      this.#found.delete(place);
      if (this.#found.size === this.#limit) return false;
      this.#found.set(place, found);
    }
    this.end = String(id);
    return true;
  }

  last(): Found {
    return { entries: [...this.#found.values()] };
  }

  withNext(): Found {
    return { ...this.last(), ...(this.end !== undefined && { next: this.end }) };
  }
}

/** Whether Odoo can be told all of it. */
const isTold = ({ from, ofSubscription, to }: Search): boolean =>
  from === undefined && to === undefined && !ofSubscription;

/** Of one wallet, what was written before is of an earlier time, too. */
const isPast = ({ clientId, from }: Search, { createdAt }: Entry): boolean =>
  clientId !== undefined && from !== undefined && createdAt < from;

const domainOf = (tenantId: TenantId, search: Search): Domain => {
  const { about, clientId, key, kind, ofSubscription, traceId } = search;
  const named = ofSubscription ? 'plan' : kind;
  return [
    ...WITH_ENTRY,
    ['referred', 'like', inJson('tenant_id', tenantId)],
    ...(clientId ? [['partner_id.ref', 'in', [walletRef({ tenantId, clientId })]] as const] : []),
    ...(traceId ? [['referred', 'like', inJson('trace_id', traceId)] as const] : []),
    ...(named ? [['name', '=like', `CZ\\_SMCR|${named}|%`] as const] : []),
    ...(key === undefined
      ? []
      : [['name', 'in', KINDS.map((each) => entryName(each, key))] as const]),
    ...(about
      ? [
          '|',
          ['name', 'in', [about, NO_NAME]] as const,
          ['contact_name', 'in', [about, NO_NAME]] as const,
        ]
      : []),
  ];
};

const below = (row: string | undefined): Domain => (row ? [['id', '<', Number(row)]] : []);
