import { ConfigError } from '../../../lib/config-error.js';
import { openOdoo } from '../../../lib/ledger/odoo/client.js';
import { type Odoo, OdooMisconfigured } from '../../../lib/ledger/odoo/odoo.js';
import type { Settings } from './settings.js';

/**
 * An Odoo as the administrator of the environment.
 * @throws ConfigError when there is none
 */
export const openAdministrator = ({ administrator }: Settings): Odoo => {
  if (!administrator) {
    throw new ConfigError(
      'ODOO_ADMIN_USERNAME, ODOO_ADMIN_PASSWORD: an administrator of Odoo has to set this up; ' +
        'the password may be an API key. Nothing else reads them: leave them out of `.env`',
    );
  }
  const hint =
    administrator.transport === 'json2' ? ', which over JSON-2 has to be an API key' : '';
  const renamed = (error: unknown): never => {
    if (!(error instanceof OdooMisconfigured)) throw error;
    throw new OdooMisconfigured(
      error.message
        .replaceAll('ODOO_USERNAME', 'ODOO_ADMIN_USERNAME')
        .replaceAll('ODOO_API_KEY', `ODOO_ADMIN_PASSWORD${hint}`),
    );
  };
  const odoo = openOdoo(administrator);
  return {
    read: (model, method, named) => odoo.read(model, method, named).catch(renamed),
    write: (model, method, named) => odoo.write(model, method, named).catch(renamed),
    close: odoo.close,
  };
};
