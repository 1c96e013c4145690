import type { TenantId } from '../../wallet/ids.js';
import type { ScannedRow, ScannedWallet, StoredRow } from '../ledger.js';
import { whyUnreadable } from '../unreadable.js';
import { contradictionsOf, entryOfLead, type Lead, storedRowOf } from './lead.js';
import { clientOfRef, refsOfWallets } from './names.js';
import type { Odoo } from './odoo.js';
import { idsOfOthers, inJson, WITH_ENTRY } from './own-rows.js';
import { reached } from './reached.js';
import { storedIn } from './read-wallets.js';
import { countLeads, type Domain, searchLeads, searchPartners } from './rows.js';

const LISTED = 5_000;
const PARTNERS = 200;
const ROWS = 1_000;

type Partner = { readonly id: number; readonly clientId: string };

/**
 * All rows of a tenant, wallet by wallet in the order of client ids, oldest first; and at the end those that have lost
 * their wallet. Small wallets are read together, large ones in pages.
 */
export async function* scanRows(odoo: Odoo, tenantId: TenantId): AsyncIterable<ScannedRow> {
  for await (const partners of partnersOf(odoo, tenantId)) {
    for (const group of await groupedByRows(odoo, partners)) {
      yield* rowsOfGroup(odoo, tenantId, group);
    }
  }
  yield* strayRows(odoo, tenantId);
}

/** The wallets of a tenant as their last rows left them. */
export async function* scanWallets(odoo: Odoo, tenantId: TenantId): AsyncIterable<ScannedWallet> {
  for await (const partners of partnersOf(odoo, tenantId)) {
    const byPartner = new Map(partners.map(({ clientId, id }) => [id, clientId]));
    const ours: Domain = [['partner_id', 'in', [...byPartner.keys()]], ...WITH_ENTRY];
    const counted = await reached(countLeads(odoo, ours));
    const heads = counted.map(({ head }) => head);
    const leads = await reached(searchLeads(odoo, [['id', 'in', heads]], { order: 'id' }));
    const wallets = await Promise.all(
      leads.map((lead) => scanned(odoo, byPartner.get(lead.partner_id ?? 0) ?? '', lead)),
    );
    yield* wallets.sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  }
}

const scanned = async (odoo: Odoo, clientId: string, lead: Lead): Promise<ScannedWallet> => {
  try {
    return { clientId, ...(await storedIn(odoo, { lead, entry: entryOfLead(lead) })) };
  } catch (error) {
    return {
      clientId,
      problem: `the last row of the wallet can't be read: ${whyUnreadable(error)}`,
    };
  }
};

/**
 * The partners of all wallets, some at a time, in the order of client ids: the letters' own, whatever the database's
 * locale makes of it. Their list is the one thing here that is held as a whole.
 */
async function* partnersOf(odoo: Odoo, tenantId: TenantId): AsyncIterable<readonly Partner[]> {
  const found: Partner[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await reached(
      searchPartners(
        odoo,
        [
          ['ref', '=like', refsOfWallets(tenantId)],
          ['id', '>', after],
        ],
        {
          limit: LISTED,
        },
      ),
    );
    for (const { id, ref } of page) {
      const clientId = clientOfRef(tenantId, ref);
      if (clientId !== undefined) found.push({ id, clientId });
    }
    after = page.at(-1)?.id ?? after;
    more = page.length === LISTED;
  }
  found.sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  for (let start = 0; start < found.length; start += PARTNERS) {
    yield found.slice(start, start + PARTNERS);
  }
}

/** Neighbours, as many as have one page of rows together; one with more is alone. */
const groupedByRows = async (
  odoo: Odoo,
  partners: readonly Partner[],
): Promise<readonly (readonly Partner[])[]> => {
  const ids = partners.map(({ id }) => id);
  const counted = await reached(countLeads(odoo, [['partner_id', 'in', ids]]));
  const rowsOf = new Map(counted.map(({ partner, rows }) => [partner, rows]));
  const groups: Partner[][] = [];
  let room = 0;
  for (const partner of partners) {
    const rows = rowsOf.get(partner.id) ?? 0;
    if (rows === 0) continue;
    if (rows > room) groups.push([]);
    room = (rows > room ? ROWS : room) - rows;
    groups.at(-1)?.push(partner);
  }
  return groups;
};

async function* rowsOfGroup(
  odoo: Odoo,
  tenantId: TenantId,
  group: readonly Partner[],
): AsyncIterable<ScannedRow> {
  const partner_id: Domain[number] = ['partner_id', 'in', group.map(({ id }) => id)];
  const isLarge = group.length === 1;
  for (let after = 0, more = true; more; ) {
    const found = await reached(
      searchLeads(odoo, [partner_id, ['id', '>', after]], {
        order: 'id',
        limit: isLarge ? ROWS : 2 * ROWS,
      }),
    );
    const others = await reached(idsOfOthers(odoo, found));
    for (const { clientId, id } of group) {
      for (const lead of found) {
        if (lead.partner_id === id && !others.has(lead.id))
          yield scannedRow(tenantId, clientId, lead);
      }
    }
    after = found.at(-1)?.id ?? after;
    more = isLarge && found.length === ROWS;
  }
}

/** Rows of ours that are with no wallet's partner: it was deleted or merged, or somebody moved them. */
async function* strayRows(odoo: Odoo, tenantId: TenantId): AsyncIterable<ScannedRow> {
  for (let after = 0, more = true; more; ) {
    const found = await reached(
      searchLeads(
        odoo,
        [
          ['name', '=like', 'CZ\\_SMCR|%'],
          ...WITH_ENTRY,
          ['referred', 'like', inJson('tenant_id', tenantId)],
          ['id', '>', after],
          '|',
          ['partner_id', '=', false],
          '!',
          ['partner_id.ref', '=like', refsOfWallets(tenantId)],
        ],
        { order: 'id', limit: ROWS },
      ),
    );
    for (const lead of found) {
      const row = readable(lead);
      if (row?.['tenant_id'] === tenantId) yield strayRow(String(row['client_id']), lead, row);
    }
    after = found.at(-1)?.id ?? after;
    more = found.length === ROWS;
  }
}

const scannedRow = (tenantId: TenantId, clientId: string, lead: Lead): ScannedRow => {
  const row = readable(lead);
  if (!row)
    return {
      clientId,
      row: { client_id: clientId },
      problems: [`row ${lead.id} in Odoo holds no entry`],
    };
  if (row['tenant_id'] !== tenantId || row['client_id'] !== clientId) {
    return strayRow(clientId, lead, row);
  }
  return { clientId, row, problems: contradictionsOf(lead, row) };
};

const strayRow = (clientId: string, lead: Lead, row: StoredRow): ScannedRow => ({
  clientId,
  problems: [
    `row ${lead.id} in Odoo, ${String(row['name'])}, is an entry of ${String(row['client_id'])}, but its partner is another`,
  ],
});

const readable = (lead: Lead): StoredRow | undefined => {
  try {
    return storedRowOf(lead);
  } catch {
    return undefined;
  }
};
