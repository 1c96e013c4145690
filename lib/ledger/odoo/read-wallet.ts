import type { WalletId } from '../../wallet/ids.js';
import type { Ledger } from '../ledger.js';
import { entryOfLead } from './lead.js';
import { walletRef } from './names.js';
import type { Odoo } from './odoo.js';
import { searchEntries } from './own-rows.js';
import { type Row, storedIn } from './read-wallets.js';
import type { Domain, Page } from './rows.js';

/** So many rows that somebody duplicated in Odoo, or deleted, don't hide those of a page. */
const SPARE = 4;

/**
 * A wallet and a page of its entries: one call for the newest, two for those before. Numbers are not a column in Odoo, but
 * rows come in their order: so many behind the head is that number, or near it. The head is the row with the highest
 * number: a duplicate of an older one came later.
 */
export const readWallet = async (
  odoo: Odoo,
  walletId: WalletId,
  { before, limit }: Parameters<Ledger['read']>[1],
): ReturnType<Ledger['read']> => {
  const ours: Domain = [['partner_id.ref', 'in', [walletRef(walletId)]]];
  const newest = await rowsByNumber(odoo, ours, {
    order: 'id desc',
    limit: (before === undefined ? Math.max(1, limit) : 1) + SPARE,
  });
  const [head] = newest;
  if (!head) return { stored: undefined, entries: [] };
  const stored = await storedIn(odoo, head);
  const entriesOf = (rows: readonly Row[]) => rows.slice(0, limit).map(({ entry }) => entry);
  if (before === undefined) return { stored, entries: entriesOf(newest) };
  const older = await rowsByNumber(odoo, [...ours, ['id', '<=', head.lead.id]], {
    order: 'id desc',
    limit: limit + 2 * SPARE,
    offset: Math.max(0, head.entry.seq - before + 1 - SPARE),
  });
  return { stored, entries: entriesOf(older.filter(({ entry }) => entry.seq < before)) };
};

/** Rows by the numbers of their entries, the highest first; of one number the oldest. */
const rowsByNumber = async (odoo: Odoo, domain: Domain, page: Page): Promise<readonly Row[]> => {
  const leads = await searchEntries(odoo, domain, page);
  const bySeq = new Map(
    leads.map((lead) => {
      const entry = entryOfLead(lead);
      return [entry.seq, { lead, entry }] as const;
    }),
  );
  return [...bySeq.values()].sort((a, b) => b.entry.seq - a.entry.seq);
};
