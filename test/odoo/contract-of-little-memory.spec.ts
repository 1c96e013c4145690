import { afterAll } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { ledgerContract } from '../ledger/ledger-contract.js';

const odoo = await startOdooStandIn({ version: '19.0' });
afterAll(() => odoo.close());

/** Most of what it needs it has to ask for, and what it remembers of a wallet is never all of it. */
ledgerContract('the ledger on Odoo 19, by JSON-2 and with little memory,', async (newEventId) =>
  odooLedger(openOdoo({ ...odoo, transport: 'json2' }), {
    random: Math.random,
    newEventId,
    memory: { mostEntries: 40, mostOfOne: 4 },
  }),
);
