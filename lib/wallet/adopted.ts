import { type Credits, credits, NONE } from './credits.js';
import type { GrantForMonth, RowsAdopted } from './event.js';
import type { UsedKey } from './ids.js';
import type { Month } from './month.js';

/** What a wallet took over from a ledger of older code. It grows by about 20 bytes a row, and is never forgotten. */
export type Adopted = {
  /** The rows that are summed, by their ids in the older ledger: none counts twice. */
  readonly rows: readonly number[];
  /** The keys that these rows had used: they stay used. */
  readonly keys: readonly UsedKey[];
  /** What these rows granted, for the month of the wallet's last grant and for later ones. */
  readonly months: readonly GrantForMonth[];
  /** What they took beyond what there was. Further rows make it good before they add anything. */
  readonly overdrawn: Credits;
};

export const NOTHING_ADOPTED: Adopted = { rows: [], keys: [], months: [], overdrawn: NONE };

/** What rows granted for a month: that much of its grant is given. */
export const grantedByRows = (
  { months }: Pick<Adopted, 'months'> = NOTHING_ADOPTED,
  month: Month,
): Credits => months.find((each) => each.month === month)?.credits ?? NONE;

/** With the rows of one more adoption. */
export const withRows = (
  adopted: Adopted,
  { grantedMonth, keys, months, overdrawn, rows }: RowsAdopted,
): Adopted => ({
  rows: [...adopted.rows, ...rows],
  keys: [...adopted.keys, ...keys],
  months: byMonth([...adopted.months, ...months]).filter(({ month }) => month >= grantedMonth),
  overdrawn,
});

/** Without what was granted for months that are over. */
export const fromMonthOn = (adopted: Adopted, first: Month): Adopted => ({
  ...adopted,
  months: adopted.months.filter(({ month }) => month >= first),
});

/** One sum for each month, in the order of months. */
export const byMonth = (grants: readonly GrantForMonth[]): readonly GrantForMonth[] => {
  const sums = new Map<Month, Credits>();
  for (const grant of grants) {
    sums.set(grant.month, credits((sums.get(grant.month) ?? NONE) + grant.credits));
  }
  return [...sums]
    .map(([month, sum]) => ({ month, credits: sum }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
};
