import type { LedgerUser } from './set-up.js';
import type { Settings } from './settings.js';

/** The lines for `.env`. A key is in them once: when it was made. */
export const environmentOf = (
  { db, transport, url }: Settings['at'],
  { id, login }: LedgerUser,
  key: string | undefined,
): string =>
  [
    '# For .env; CZ_LEDGER=odoo too, where this Odoo is to keep the ledger and not to mirror it.',
    `ODOO_URL=${url}`,
    `ODOO_DB=${db}`,
    ...(transport === 'json2' ? ['ODOO_TRANSPORT=json2'] : []),
    `ODOO_USERNAME=${login}`,
    key === undefined
      ? '# ODOO_API_KEY stays as it is. Odoo shows no key twice: `npm run odoo:provision -- --rotate` makes another one.'
      : `ODOO_API_KEY=${key}`,
    `ODOO_UID=${id}`,
  ].join('\n');
