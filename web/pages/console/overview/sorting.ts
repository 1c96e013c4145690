import type { ActionGroup } from './read-overview.js';

/** What the table of actions has columns of. */
export type Column =
  | 'name'
  | 'count'
  | 'credits'
  | 'creditValueEur'
  | 'estimatedCostEur'
  | 'marginEur'
  | 'marginPercent';

export type Sorting = { readonly by: Column; readonly isDescending: boolean };

/** What loses most comes first. */
export const FIRST_SORTING: Sorting = { by: 'marginEur', isDescending: false };

/** What a column's head does: sorts by it, the other way round when it did already. */
export const sortedBy = ({ by, isDescending }: Sorting, column: Column): Sorting => {
  if (by === column) return { by, isDescending: !isDescending };
  const leastFirst = column === 'name' || column === 'marginEur' || column === 'marginPercent';
  return { by: column, isDescending: !leastFirst };
};

export const sorted = (
  actions: readonly ActionGroup[],
  { by, isDescending }: Sorting,
): readonly ActionGroup[] => {
  const direction = isDescending ? -1 : 1;
  return actions.toSorted((a, b) => direction * order(a, b, by) || a.name.localeCompare(b.name));
};

const order = (a: ActionGroup, b: ActionGroup, by: Column): number =>
  by === 'name' ? a.name.localeCompare(b.name) : (a[by] ?? 0) - (b[by] ?? 0);
