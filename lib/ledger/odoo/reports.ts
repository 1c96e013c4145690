import type { Ledger } from '../ledger.js';
import { inUseBy } from '../reports/in-use.js';
import { movementsByScan } from '../reports/movements-by-scan.js';
import type { Reports } from '../reports/reports.js';
import { scannedUsage } from '../reports/scanned-usage.js';
import type { Odoo } from './odoo.js';
import { odooEntrySearch } from './search.js';

/** Odoo finds rows; what they add up to is found by walking through all of them. */
export const odooReports = (odoo: Odoo, ledger: Ledger): Reports => ({
  entrySearch: odooEntrySearch(odoo),
  findInUse: (tenantId, at) => inUseBy(ledger.wallets(tenantId), at),
  movements: movementsByScan(ledger),
  usage: scannedUsage(ledger),
});
