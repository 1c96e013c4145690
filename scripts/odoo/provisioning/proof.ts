import { randomUUID } from 'node:crypto';
import { leadOfDocument } from '../../../lib/ledger/odoo/lead.js';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';
import { ensurePartners, loadLeads } from '../../../lib/ledger/odoo/rows.js';
import { type Finding, ok, wrong } from './finding.js';
import { externalRecords } from './keeping.js';

/**
 * Does what the ledger does, as the ledger's user: makes a wallet, adds a row, and tries to add the same row again. The
 * administrator then deletes both.
 */
export const proveAppending = async (user: Odoo, administrator: Odoo): Promise<Finding> => {
  const mark = `check_${randomUUID().replaceAll('-', '')}`;
  const wallet = { externalId: `cz_smcr.${mark}`, name: 'CZ Credits: check', ref: mark };
  const row = { externalId: `cz_smcr.${mark}_1`, name: wallet.name, partner: wallet.externalId };
  try {
    await ensurePartners(user, [wallet]);
    return await appendTwice(user, leadOfDocument({ ...row, json: {} }));
  } finally {
    // The row first: it refers to the wallet.
    for (const [model, { externalId }] of [
      ['crm.lead', row],
      ['res.partner', wallet],
    ] as const) {
      const ids = [...(await externalRecords(administrator, [externalId])).values()];
      if (ids.length > 0) await administrator.write(model, 'unlink', { ids });
    }
  }
};

const appendTwice = async (user: Odoo, row: readonly string[]): Promise<Finding> => {
  const first = await loadLeads(user, [row]);
  if ('refused' in first) {
    return wrong(
      `the user can't add a row: ${first.refused}`,
      'mend what Odoo says there, and run `npm run odoo:provision` again',
    );
  }
  const again = await loadLeads(user, [row]);
  return 'refused' in again
    ? ok('a row is added once: the same again is refused')
    : wrong('the same row was taken twice', 'this user may edit rows: see its rights');
};
