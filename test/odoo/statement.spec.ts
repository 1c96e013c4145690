import { afterAll } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { movementsByScan } from '../../lib/ledger/reports/movements-by-scan.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { statementContract } from '../statement/contract.js';

const odoo = await startOdooStandIn({ version: '18.0' });
afterAll(() => odoo.close());

statementContract(
  'Odoo',
  async (newEventId) => {
    const ledger = odooLedger(openOdoo({ ...odoo, transport: 'xmlrpc' }), {
      random: Math.random,
      newEventId,
    });
    return { ledger, movements: movementsByScan(ledger) };
  },
  2,
);
