import type { OlderRow } from '../../../lib/wallet/command.js';
import { type ClientId, clientId, PATTERNS } from '../../../lib/wallet/ids.js';
import type { FoundLead } from './older-leads.js';
import { olderRow } from './older-row.js';
import type { Settings } from './settings.js';

/** What older code wrote, by client: some hundred bytes a row. */
export type OlderLedger = {
  readonly wallets: ReadonlyMap<ClientId, readonly OlderRow[]>;
  /** Rows of nobody: what the field says instead of a client's id, and where. */
  readonly unclaimed: ReadonlyMap<string, Rows>;
  /** The first row of each of these wallets whose credits are no whole number. */
  readonly fractions: ReadonlyMap<ClientId, FoundLead>;
  readonly archived: number;
};

/** So many rows, and the ids of the first of them. */
export type Rows = { readonly count: number; readonly first: readonly number[] };

const SHOWN = 10;

/** Reads the older ledger as a whole: rows of one client may be anywhere. */
export const olderLedger = async (
  leads: AsyncIterable<readonly FoundLead[]>,
  settings: Settings,
  read: (rows: number) => void,
): Promise<OlderLedger> => {
  const wallets = new Map<ClientId, OlderRow[]>();
  const unclaimed = new Map<string, Rows>();
  const fractions = new Map<ClientId, FoundLead>();
  let archived = 0;
  const add = (lead: FoundLead) => {
    const { client, id, isArchived } = lead;
    if (settings.only !== undefined && client !== settings.only) return;
    if (isArchived && !settings.countArchived) {
      archived += 1;
      return;
    }
    if (!PATTERNS.clientId.test(client)) {
      const { count, first } = unclaimed.get(client) ?? { count: 0, first: [] };
      unclaimed.set(client, { count: count + 1, first: [...first, id].slice(0, SHOWN) });
      return;
    }
    const owner = clientId(client);
    const row = olderRow(lead, settings);
    if (!row) {
      if (!fractions.has(owner)) fractions.set(owner, lead);
      return;
    }
    const rows = wallets.get(owner);
    if (rows) rows.push(row);
    else wallets.set(owner, [row]);
  };
  for await (const page of leads) {
    for (const lead of page) add(lead);
    read(page.length);
  }
  for (const client of fractions.keys()) wallets.delete(client);
  return { wallets, unclaimed, fractions, archived };
};
