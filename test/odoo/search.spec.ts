import { afterAll } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooEntrySearch } from '../../lib/ledger/odoo/search.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { searchContract } from '../ledger/reports/search-contract.js';

const standIn = await startOdooStandIn({ version: '18.0' });
afterAll(() => standIn.close());

searchContract('Odoo', async (newEventId) => {
  const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  return { ledger: odooLedger(odoo, { newEventId }), search: odooEntrySearch(odoo) };
});
