import { z } from 'zod';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';
import { openAdministrator } from '../provisioning/administrator.js';
import { settingsFrom } from '../provisioning/settings.js';

const PAGE = 500;

/** All tenants of all runs begin with it, and no other should. */
export const PREFIX = 'conformance_';

/** The refs of its partners as `=like` wants them, where `_` would stand for any letter. */
export const REFS = `${PREFIX.replaceAll('_', '\\_')}%`;

/** Deletes what conformance runs left, as an administrator: the rows first, since their customers can't go before. */
export const clean = async (env: NodeJS.ProcessEnv): Promise<string> => {
  const odoo = openAdministrator(settingsFrom(env));
  try {
    const rows = await deleteAll(odoo, 'crm.lead', [['partner_id.ref', '=like', REFS]]);
    const partners = await deleteAll(odoo, 'res.partner', [['ref', '=like', REFS]]);
    return `deleted ${rows} rows and ${partners} customers of tenants named ${PREFIX}…`;
  } finally {
    odoo.close();
  }
};

const found = z.array(z.int());

const deleteAll = async (odoo: Odoo, model: string, domain: unknown): Promise<number> => {
  for (let deleted = 0; ; ) {
    const ids = found.parse(
      await odoo.read(model, 'search', { domain, limit: PAGE, context: { active_test: false } }),
    );
    if (ids.length === 0) return deleted;
    await odoo.write(model, 'unlink', { ids });
    deleted += ids.length;
  }
};
