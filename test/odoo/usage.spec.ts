import { afterAll } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { scannedUsage } from '../../lib/ledger/reports/scanned-usage.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { usageContract } from '../ledger/reports/usage-contract.js';

const odoo = await startOdooStandIn({ version: '18.0' });
afterAll(() => odoo.close());

usageContract(
  'in Odoo',
  async (newEventId) => {
    const ledger = odooLedger(openOdoo({ ...odoo, transport: 'xmlrpc' }), {
      random: Math.random,
      newEventId,
    });
    return { ledger, usage: scannedUsage(ledger) };
  },
  { runs: 5 },
);
