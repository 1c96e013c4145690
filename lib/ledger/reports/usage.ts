import type { ActionId, ClientId, ProductId, TenantId } from '../../wallet/ids.js';
import type { Instant } from '../../wallet/instant.js';

export const GROUPINGS = ['action', 'product', 'day', 'month', 'client'] as const;

/** What usage is summed by. Days and months are those of UTC. */
export type Grouping = (typeof GROUPINGS)[number];

/** Which usage is meant: of a tenant, written from `from` on and before `to`, and of all that the filters leave. */
export type UsageFilter = {
  readonly tenantId: TenantId;
  readonly from: Instant;
  readonly to: Instant;
  readonly product?: ProductId | undefined;
  readonly actionId?: ActionId | undefined;
  readonly clientId?: ClientId | undefined;
};

export type UsageQuery = UsageFilter & { readonly groupBy: Grouping };

/**
 * What debits, captures and reversals add up to. In big integers: a sum of credits times micro-euros leaves the range in
 * which a number is exact. Holds and releases move nothing, and count nothing.
 */
export type UsageSums = {
  /** Debits and captures, whether or not they were reversed since. */
  readonly count: number;
  /** Units of work of these. */
  readonly quantity: bigint;
  /** Credits that these took. */
  readonly taken: bigint;
  /** Credits that reversals gave back. Of a reversal, it counts when it was written, not when its debit was. */
  readonly reversed: bigint;
  /** Credits that debits and captures should have taken, and could not. */
  readonly shortfall: bigint;
  /** What the work cost us, in micro-euros. It was spent, so a reversal does not take it back. */
  readonly estimatedCost: bigint;
  /** What `taken` and `reversed` are worth, in micro-euros, each credit at the value it had when its debit was written. */
  readonly takenValue: bigint;
  readonly reversedValue: bigint;
};

/** `key`: an action, a product, a client, a day (`2026-01-31`) or a month (`2026-01`). */
export type UsageGroup = UsageSums & { readonly key: string };

export type UsagePage = {
  readonly groups: readonly UsageGroup[];
  /** Of all groups, those of other pages too. */
  readonly totals: UsageSums;
  /** Whether groups follow behind this page. */
  readonly more: boolean;
};

export type LargestUsage = Pick<UsagePage, 'groups' | 'totals'>;

/** What a ledger's charges add up to. Groups come in the order of their keys' letters; one without a charge does not come. */
export interface Usage {
  /** All groups, in bounded memory however many there are. */
  groups(query: UsageQuery): AsyncIterable<UsageGroup>;

  /** The first `limit` groups behind `after`, and the sum of all. */
  page(
    query: UsageQuery,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<UsagePage>;

  /** Of all groups the `limit` that were charged most, those first; of the same, in the order of their keys. And the sum of all. */
  largest(query: UsageQuery, limit: number): Promise<LargestUsage>;
}

/** One page out of all groups: to sum them up, each has to come by. */
export const pageOf = async (
  all: AsyncIterable<UsageGroup>,
  { after, limit }: Parameters<Usage['page']>[1],
): Promise<UsagePage> => {
  const groups: UsageGroup[] = [];
  let [totals, more] = [NO_USAGE, false];
  for await (const group of all) {
    totals = addUsage(totals, group);
    if (after !== undefined && group.key <= after) continue;
    if (groups.length < limit) groups.push(group);
    else more = true;
  }
  return { groups, totals, more };
};

/** The largest out of all groups, holding no more than twice as many. */
export const largestOf = async (
  all: AsyncIterable<UsageGroup>,
  limit: number,
): Promise<LargestUsage> => {
  let totals = NO_USAGE;
  let largest: UsageGroup[] = [];
  const cut = () => largest.sort(byCreditsThenKey).slice(0, limit);
  for await (const group of all) {
    totals = addUsage(totals, group);
    if (largest.push(group) >= 2 * limit) largest = cut();
  }
  return { groups: cut(), totals };
};

const byCreditsThenKey = (a: UsageGroup, b: UsageGroup): number => {
  const difference = netCredits(b) - netCredits(a);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return a.key < b.key ? -1 : 1;
};

export const NO_USAGE: UsageSums = {
  count: 0,
  quantity: 0n,
  taken: 0n,
  reversed: 0n,
  shortfall: 0n,
  estimatedCost: 0n,
  takenValue: 0n,
  reversedValue: 0n,
};

export const addUsage = (a: UsageSums, b: UsageSums): UsageSums => ({
  count: a.count + b.count,
  quantity: a.quantity + b.quantity,
  taken: a.taken + b.taken,
  reversed: a.reversed + b.reversed,
  shortfall: a.shortfall + b.shortfall,
  estimatedCost: a.estimatedCost + b.estimatedCost,
  takenValue: a.takenValue + b.takenValue,
  reversedValue: a.reversedValue + b.reversedValue,
});

/** What was charged in the end: debits + captures − reversals. */
export const netCredits = ({ reversed, taken }: UsageSums): bigint => taken - reversed;

/** What these are worth, in micro-euros. */
export const netValue = ({ reversedValue, takenValue }: UsageSums): bigint =>
  takenValue - reversedValue;

/** What the work would have cost its clients, had they had enough: before reversals, with the shortfall. */
export const grossCredits = ({ shortfall, taken }: UsageSums): bigint => taken + shortfall;
