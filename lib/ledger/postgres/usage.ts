import { z } from 'zod';
import {
  addUsage,
  NO_USAGE,
  type Usage,
  type UsageGroup,
  type UsageQuery,
} from '../reports/usage.js';
import type { Db } from './db.js';
import { reached } from './reached.js';
import { usageStatement } from './usage-statements.js';

/** Each page goes through the period's rows once more, so pages are large; a group takes some hundred bytes. */
const PAGE = 10_000;

/** Usage on PostgreSQL, and on PGlite. */
export const postgresUsage = (db: Db): Usage => {
  const read = async (...asked: Parameters<typeof usageStatement>): Promise<UsageGroup[]> => {
    const { statement, values } = usageStatement(...asked);
    const rows = await reached(db.query(statement, values));
    return rows.map((row) => usageGroup.parse(row));
  };
  const totalsOf = async (query: UsageQuery) => {
    const [totals] = await read({ ...query, groupBy: 'all' }, { limit: 1 });
    if (!totals) return NO_USAGE;
    const { key, ...sums } = totals;
    return sums;
  };
  return {
    async *groups(query) {
      for (let after: string | undefined; ; ) {
        const groups = await read(query, { after, limit: PAGE });
        yield* groups;
        after = groups.at(-1)?.key;
        if (groups.length < PAGE) return;
      }
    },

    page: async (query, { after, limit }) => {
      const found = await read(query, { after, limit: limit + 1 });
      const more = found.length > limit;
      const groups = found.slice(0, limit);
      const isWhole = after === undefined && !more;
      const totals = isWhole ? groups.reduce(addUsage, NO_USAGE) : await totalsOf(query);
      return { groups, totals, more };
    },
  };
};

const whole = z.string().transform(BigInt);

const usageGroup = z
  .object({
    key: z.string(),
    count: z.int(),
    quantity: whole,
    taken: whole,
    reversed: whole,
    shortfall: whole,
    estimated_cost: whole,
    taken_value: whole,
    reversed_value: whole,
  })
  .transform(
    ({ estimated_cost, reversed_value, taken_value, ...sums }): UsageGroup => ({
      ...sums,
      estimatedCost: estimated_cost,
      takenValue: taken_value,
      reversedValue: reversed_value,
    }),
  );
