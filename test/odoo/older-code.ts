import { z } from 'zod';
import type { Progress } from '../../scripts/copy/progress.js';
import type { Shown } from '../../scripts/odoo/stand-in/operator.js';
import type { OdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { adminOf } from './stand-in-caller.js';

/** How older code says whose a row is. */
type Naming = (client: string) => object;

export const byContactName: Naming = (client) => ({ contact_name: client });

/** Older code, as Odoo sees it: a user who may do much creates leads, and gives them no external ids. */
export const olderCode = (standIn: OdooStandIn, naming = byContactName) => {
  const admin = adminOf(standIn);
  return {
    /** `debit|question-1`, say. Answers with the id of the row. */
    write: async (client: string, name: string, credits: number, more: object = {}) => {
      const values = {
        name: `CZ_SMCR|${name}`,
        expected_revenue: credits,
        ...naming(client),
        ...more,
      };
      return z.int().parse(await admin.execute('crm.lead', 'create', [values]));
    },
  };
};

/** All rows that it wrote, as they lie there. */
export const olderRowsIn = (standIn: OdooStandIn): readonly Shown[] =>
  standIn.operator.rows('crm.lead').filter(({ externalIds }) => externalIds.length === 0);

/** What the command tells, line by line. */
export const into = (lines: string[]): Progress => ({
  say: (line) => lines.push(line),
  count: () => {},
});
