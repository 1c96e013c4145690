import type { Cell } from '../contract/csv.js';
import type { MetricsAnswer, MetricsQuery } from '../contract/metrics.js';
import { type LargestUsage, netCredits, type UsageQuery } from '../ledger/reports/usage.js';
import { later } from '../wallet/instant.js';
import { lastBegunBefore, monthAfter, monthOf, startOf } from '../wallet/month.js';
import type { Credits } from './app.js';
import { showUsage } from './show-usage.js';

/** What it takes to read metrics. */
export type Metering = Pick<Credits, 'now' | 'reports' | 'tenantId'>;

const GROUPS_AT_ONCE = 1000;

/** What each action, product, client, day or month earned against what it cost: some of the groups, and the sum of all. */
export const readMetrics = async (app: Metering, asked: MetricsQuery): Promise<MetricsAnswer> => {
  const query = usageQuery(app, asked);
  const { groups, next, totals } = await groupsAsked(app, query, asked);
  return {
    from: query.from,
    to: query.to,
    groupBy: query.groupBy,
    groups: groups.map(({ key, ...sums }) => ({ key, ...showUsage(sums) })),
    ...(next !== undefined && { next }),
    totals: showUsage(totals),
  };
};

const groupsAsked = async (
  { reports }: Metering,
  query: UsageQuery,
  { after, limit = GROUPS_AT_ONCE, orderBy }: MetricsQuery,
): Promise<LargestUsage & { readonly next?: string | undefined }> => {
  const { usage } = await reports();
  if (orderBy === 'credits') return usage.largest(query, limit);
  const { groups, more, totals } = await usage.page(query, { after, limit });
  return { groups, totals, next: more ? groups.at(-1)?.key : undefined };
};

/** The same as a table of all groups, whatever their number. */
export const tableOfMetrics = (
  app: Metering,
  asked: MetricsQuery,
): { readonly header: readonly string[]; readonly rows: AsyncIterable<readonly Cell[]> } => ({
  header: [
    'key',
    'count',
    'credits',
    'shortfallCredits',
    'estimatedCostEur',
    'creditValueEur',
    'marginEur',
    'marginPercent',
  ],
  rows: rowsOf(app, usageQuery(app, asked)),
});

async function* rowsOf({ reports }: Metering, query: UsageQuery): AsyncIterable<readonly Cell[]> {
  const { usage } = await reports();
  for await (const { key, ...sums } of usage.groups(query)) {
    const shown = showUsage(sums);
    yield [
      key,
      shown.count,
      netCredits(sums),
      sums.shortfall,
      shown.estimatedCostEur,
      shown.creditValueEur,
      shown.marginEur,
      shown.marginPercent,
    ];
  }
}

const usageQuery = ({ now, tenantId }: Metering, asked: MetricsQuery): UsageQuery => {
  const { action, clientId, from, groupBy = 'action', product, to } = asked;
  return {
    tenantId,
    from: from ?? startOf(lastBegunBefore(to ?? startOf(monthAfter(monthOf(now()))))),
    to: to ?? startOf(monthAfter(monthOf(later(from ?? now(), now())))),
    groupBy,
    product,
    actionId: action,
    clientId,
  };
};
