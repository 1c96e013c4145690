import type { Continuation, LedgerImport } from '../copy/ledger-import.js';
import { assertAppendOnly } from './append-only.js';
import { leadOfEntry } from './lead.js';
import { type Odoo, OdooMisconfigured } from './odoo.js';
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
  if ('ids' in result) return 'appended';
  if (/not allowed to create/i.test(result.refused)) {
    throw new OdooMisconfigured(
      `ODOO_USERNAME: this user may not create leads in Odoo; run \`npm run odoo:provision\` (${result.refused})`,
    );
  }
  return result;
};
