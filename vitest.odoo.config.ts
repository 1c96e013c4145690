import { randomUUID } from 'node:crypto';
import { defineConfig } from 'vitest/config';
import { readConfig } from './lib/config.js';

const { odoo } = readConfig({ ...process.env, CZ_LEDGER: 'odoo' });
if (!odoo) throw new Error('ODOO_URL: is needed, the Odoo that is to be proved');

/** On the Odoo of the environment, which may be slow. `npm run odoo:conformance` runs it, and says how to clean up. */
export default defineConfig({
  test: {
    name: 'odoo',
    pool: 'forks',
    fileParallelism: false,
    include: ['test/odoo/conformance/**/*.spec.ts'],
    provide: {
      odoo,
      mark: process.env['CONFORMANCE_MARK'] ?? `conformance_${randomUUID().slice(0, 8)}`,
    },
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
});
