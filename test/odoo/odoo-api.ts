import { compose } from '../../lib/compose.js';
import { readConfig } from '../../lib/config.js';
import { instant } from '../../lib/wallet/instant.js';
import type { OdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { ENVIRONMENT } from '../support/app.js';
import { Caller } from '../support/caller.js';

/** What a deployment is told whose ledger is in this Odoo. */
export const environmentOf = ({ apiKey, db, uid, url, username }: OdooStandIn) => ({
  ...ENVIRONMENT,
  CZ_LEDGER: 'odoo',
  ODOO_URL: url,
  ODOO_DB: db,
  ODOO_USERNAME: username,
  ODOO_API_KEY: apiKey,
  ODOO_UID: String(uid),
});

/** The whole application with its ledger in an Odoo, and a service that calls it. */
export const openOdooApi = async (odoo: OdooStandIn) => {
  const logged: Readonly<Record<string, unknown>>[] = [];
  const app = await compose(readConfig(environmentOf(odoo)), {
    log: (record) => logged.push(record),
    logRequest: () => {},
    now: () => instant('2026-01-15T10:00:00Z'),
  });
  const service = new Caller(
    () => app,
    async () => ({ 'x-service-secret': 'worker-secret' }),
  );
  return { app, logged, service };
};
