import { z } from 'zod';
import { type Odoo, OdooFault, OdooMisconfigured } from './odoo.js';

/** What the ledger writes to. */
const MODELS = ['crm.lead', 'res.partner'];

/**
 * Makes sure that the user can't edit what it wrote: its import of a row that is there already would overwrite the row,
 * instead of being refused, and two processes would lose each other's entries.
 * @throws OdooMisconfigured
 */
export const assertAppendOnly = async (odoo: Odoo): Promise<void> => {
  const rights = await Promise.all(
    MODELS.map(async (model) => ({ model, mayEdit: await mayDo(odoo, model, 'write') })),
  );
  const editable = rights.filter(({ mayEdit }) => mayEdit).map(({ model }) => model);
  if (editable.length === 0) return;
  throw new OdooMisconfigured(
    `ODOO_USERNAME: this user may edit ${editable.join(' and ')} in Odoo, and a ledger must not be editable; ` +
      'run `npm run odoo:provision`, which makes a user that may only read and create, and use that one',
  );
};

/** Whether the user of this connection has a right on a model. Odoo renamed the question in 18, and drops the old one. */
export const mayDo = async (odoo: Odoo, model: string, operation: string): Promise<boolean> => {
  const old = { operation, raise_exception: false };
  const answer = await odoo.read(model, 'check_access_rights', old).catch((error: unknown) => {
    if (error instanceof OdooFault) return odoo.read(model, 'has_access', { ids: [], operation });
    throw error;
  });
  return z.boolean().parse(answer);
};
