import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';

/** The same Odoo, with the number of calls that went to it; a repeated read counts as one. */
export const countedCalls = (odoo: Odoo): { readonly odoo: Odoo; readonly calls: () => number } => {
  let calls = 0;
  return {
    odoo: {
      read: (...call) => {
        calls += 1;
        return odoo.read(...call);
      },
      write: (...call) => {
        calls += 1;
        return odoo.write(...call);
      },
      close: odoo.close,
    },
    calls: () => calls,
  };
};
