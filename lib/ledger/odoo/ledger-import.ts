import type { Continuation, LedgerImport } from '../copy/ledger-import.js';
import { assertAppendOnly } from './append-only.js';
import { leadOfEntry } from './lead.js';
import type { Odoo } from './odoo.js';
import { reached } from './reached.js';
import { ensurePartners, loadLeads, partnerOf } from './rows.js';

/**
 * Takes over entries into Odoo as the rows that they would have been there: the external ids let each number in once, also
 * where a mirror carries the same entries meanwhile.
 */
export const odooImport = (odoo: Odoo): LedgerImport => {
  let isChecked = false;
  return {
    append: async (continuation) => {
      if (!isChecked) await reached(assertAppendOnly(odoo));
      isChecked = true;
      return reached(append(odoo, continuation));
    },
  };
};

const append = async (
  odoo: Odoo,
  { after, entries, from, walletId }: Continuation,
): ReturnType<LedgerImport['append']> => {
  if (!from && !(await ensurePartners(odoo, [partnerOf(walletId)]))) {
    return { refused: 'somebody else is making the partner of the wallet' };
  }
  const last = entries.at(-1);
  const rows = entries.map((entry) =>
    leadOfEntry(entry, entry === last ? after.wallet : undefined),
  );
  const result = await loadLeads(odoo, rows);
  return 'ids' in result ? 'appended' : result;
};
