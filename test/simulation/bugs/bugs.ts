import { LEDGERS, type LedgerName, type Wraps } from '../store.js';
import { LOCKING } from './locking.js';
import { ODOO } from './odoo.js';
import { PLANS } from './plans.js';
import { RULES } from './rules.js';

type Bug = {
  readonly name: string;
  readonly ledger: LedgerName;
  /** Made anew for every run, since some of them remember. */
  readonly plant: () => Wraps;
};

/**
 * Mistakes that somebody could make, each planted around the honest code: a simulation that does not find them would not
 * find others either.
 */
export const BUGS: readonly Bug[] = LEDGERS.flatMap((ledger) =>
  Object.entries({ ...RULES, ...PLANS, ...(ledger === 'odoo' ? ODOO : LOCKING) }).map(
    ([name, plant]) => ({
      name,
      ledger,
      plant,
    }),
  ),
);

const find = (name: string, ledger: LedgerName): Bug | undefined =>
  BUGS.find((bug) => bug.name === name && bug.ledger === ledger);

export const isBug = (name: string, ledger: LedgerName): boolean =>
  find(name, ledger) !== undefined;

/** What it takes to plant a bug. */
export const planted = (name: string, ledger: LedgerName): Wraps => {
  const bug = find(name, ledger);
  if (!bug) throw new Error(`there is no bug called ${name} on the ledger called ${ledger}`);
  return bug.plant();
};
