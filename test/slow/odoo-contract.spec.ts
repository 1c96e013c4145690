import { afterAll } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { ledgerContract } from '../ledger/ledger-contract.js';

const eighteen = await startOdooStandIn({ version: '18.0' });
const nineteen = await startOdooStandIn({ version: '19.0' });
afterAll(() => Promise.all([eighteen.close(), nineteen.close()]));

ledgerContract('the ledger on Odoo 18 that remembers nothing', async (newEventId) =>
  odooLedger(openOdoo({ ...eighteen, transport: 'xmlrpc' }), {
    random: Math.random,
    newEventId,
    memory: { mostEntries: 0, mostOfOne: 0 },
  }),
);

ledgerContract('the ledger on Odoo 19, by JSON-2,', async (newEventId) =>
  odooLedger(openOdoo({ ...nineteen, transport: 'json2' }), { random: Math.random, newEventId }),
);
