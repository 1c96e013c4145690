import { afterAll } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { ledgerContract } from '../ledger/ledger-contract.js';

const odoo = await startOdooStandIn({ version: '18.0' });
afterAll(() => odoo.close());

ledgerContract('the ledger on Odoo 18, by XML-RPC,', async (newEventId) =>
  odooLedger(openOdoo({ ...odoo, transport: 'xmlrpc' }), { random: Math.random, newEventId }),
);
