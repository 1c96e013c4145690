import { afterAll, vi } from 'vitest';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { odooRaces } from '../odoo/odoo-races.js';

/** Long enough for transactions of several processes to overlap. */
const odoo = await startOdooStandIn({ version: '18.0', durationMs: 5 });
afterAll(() => odoo.close());

// 32 processes start, and a machine may have two cores.
vi.setConfig({ testTimeout: 300_000 });

odooRaces('an Odoo', () => ({ ...odoo, transport: 'xmlrpc' }), 'races');
