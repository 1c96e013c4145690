import { z } from 'zod';
import type { Outcome, Submission } from '../../../lib/ledger/ledger.js';
import { LEAD_COLUMNS } from '../../../lib/ledger/odoo/lead.js';
import { type Named, type Odoo, OdooUnreachable } from '../../../lib/ledger/odoo/odoo.js';
import type { Wraps } from '../store.js';

/** Mistakes that only a ledger knows that compares and swaps, and remembers what it saw. */
export const ODOO: Readonly<Record<string, () => Wraps>> = {
  /** Odoo's import overwrites what is there, where the user may. */
  'an append over an existing row': () => ({
    odoo: (_, administrator) => ({
      ...administrator,
      read: async (model, method, named) =>
        method !== 'check_access_rights' && administrator.read(model, method, named),
    }),
  }),

  'a refusal told from memory': () => ({
    decide: (honest) => {
      const told = new WeakMap<Submission, Outcome>();
      return (submission, ...rest) => {
        const outcome = told.get(submission) ?? honest(submission, ...rest);
        if (outcome.outcome === 'refused') told.set(submission, outcome);
        return outcome;
      };
    },
  }),

  'a head that is never read again': () => ({
    odoo: (honest) => ({
      ...honest,
      read: async (model, method, named) =>
        asksFor(named, 'id') ? [] : honest.read(model, method, named),
    }),
  }),

  'a key that is not looked up': () => ({ odoo: (honest) => notAsking(honest, 'name') }),
  'a reference that is not looked up': () => ({
    odoo: (honest) => notAsking(honest, 'contact_name'),
  }),

  'an unknown outcome taken for done': () => ({
    odoo: (honest) => ({
      ...honest,
      write: async (model, method, named) => {
        try {
          return await honest.write(model, method, named);
        } catch (error) {
          if (model !== 'crm.lead' || !(error instanceof OdooUnreachable)) throw error;
          return { ids: madeUpFor(named), messages: [] };
        }
      },
    }),
  }),

  'a part of a batch told as the whole': () => ({
    odoo: (honest) => ({
      ...honest,
      write: async (model, method, named) => {
        const wallets = rowsByWallet(named);
        if (model !== 'crm.lead' || wallets.length < 2) return honest.write(model, method, named);
        for (const data of wallets) await honest.write(model, method, { ...named, data });
        return { ids: madeUpFor(named), messages: [] };
      },
    }),
  }),
};

const rowsOf = ({ data }: Named): readonly (readonly string[])[] => rows.parse(data);

const rows = z.array(z.array(z.string()));

const madeUpFor = (named: Named) => rowsOf(named).map((_, index) => 1_000_000 + index);

const PARTNER = LEAD_COLUMNS.indexOf('partner_id/id');

const rowsByWallet = (named: Named): readonly (readonly (readonly string[])[])[] => {
  const wallets = new Map<string, (readonly string[])[]>();
  for (const row of rowsOf(named)) {
    const partner = row[PARTNER] ?? '';
    wallets.set(partner, [...(wallets.get(partner) ?? []), row]);
  }
  return [...wallets.values()];
};

const leavesOf = ({ domain }: Named): readonly unknown[] => (Array.isArray(domain) ? domain : []);

const isOf = (leaf: unknown, field: string): boolean => Array.isArray(leaf) && leaf[0] === field;

const asksFor = (named: Named, field: string): boolean =>
  leavesOf(named).some((leaf) => isOf(leaf, field));

/** An Odoo that finds nothing by what is in that field. */
const notAsking = (honest: Odoo, field: string): Odoo => ({
  ...honest,
  read: (model, method, named) => {
    if (!asksFor(named, field)) return honest.read(model, method, named);
    const nothing = [field, 'in', ['nothing', 'nothing at all']];
    const domain = leavesOf(named).map((leaf) => (isOf(leaf, field) ? nothing : leaf));
    return honest.read(model, method, { ...named, domain });
  },
});
