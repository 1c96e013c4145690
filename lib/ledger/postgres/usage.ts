import { z } from 'zod';
import {
  addUsage,
  largestOf,
  NO_USAGE,
  pageOf,
  type Usage,
  type UsageGroup,
  type UsageQuery,
  type UsageSums,
} from '../reports/usage.js';
import type { Db } from './db.js';
import { reached } from './reached.js';
import { CLIENTS_UP_TO, usageStatement } from './usage-statements.js';

/**
 * How many clients are summed up at a time: for a page, as many as find room in a database's working memory; for all of
 * them, so many that the entries are not gone through too often. All other groups are few.
 */
const CLIENTS = { ofPage: 2_000, ofAll: 10_000 };

/** Usage on PostgreSQL, and on PGlite. */
export const postgresUsage = (db: Db): Usage => {
  const read = async (...asked: Parameters<typeof usageStatement>): Promise<UsageGroup[]> => {
    const { statement, values } = usageStatement(...asked);
    const rows = await reached(db.query(statement, values));
    return rows.map((row) => usageGroup.parse(row));
  };

  async function* clients(
    query: UsageQuery,
    atOnce: number,
    behind?: string,
  ): AsyncIterable<UsageGroup> {
    for (let after = behind; ; ) {
      const values = [query.tenantId, after ?? '', atOnce];
      const [last] = await reached(db.query(CLIENTS_UP_TO, values));
      const upTo = last && z.string().parse(last['client_id']);
      yield* await read(query, { after, upTo });
      if (upTo === undefined) return;
      after = upTo;
    }
  }

  async function* groups(query: UsageQuery): AsyncIterable<UsageGroup> {
    if (query.groupBy === 'client') yield* clients(query, CLIENTS.ofAll);
    else yield* await read(query);
  }

  const totalsOf = async (query: UsageQuery): Promise<UsageSums> =>
    (await read({ ...query, groupBy: 'all' })).reduce<UsageSums>(addUsage, NO_USAGE);

  return {
    groups,
    page: async (query, page) => {
      if (query.groupBy !== 'client') return pageOf(groups(query), page);
      const [totals, found] = await Promise.all([
        totalsOf(query),
        firstOf(clients(query, CLIENTS.ofPage, page.after), page.limit + 1),
      ]);
      return {
        groups: found.slice(0, page.limit),
        totals,
        more: found.length > page.limit,
      };
    },
    largest: async (query, limit) => {
      if (query.groupBy !== 'client') return largestOf(groups(query), limit);
      const [totals, found] = await Promise.all([totalsOf(query), read(query, { limit })]);
      return { groups: found, totals };
    },
  };
};

const firstOf = async <Each>(all: AsyncIterable<Each>, most: number): Promise<Each[]> => {
  const first: Each[] = [];
  for await (const each of all) {
    first.push(each);
    if (first.length === most) break;
  }
  return first;
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
