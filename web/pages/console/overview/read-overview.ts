import { type Answer, type Api, answerOf, type Schemas } from '../../../api/api.js';
import { daysAfter, keysOf, type Period, periodBefore, unitOf } from './period.js';
import type { Selection } from './selection.js';

type Metrics = Schemas['Metrics'];

/** What some charges add up to. */
export type Sums = Metrics['totals'];

export type Group = Metrics['groups'][number];

export type ActionGroup = Group & { readonly name: string };

/** All that the overview shows of a selection. */
export type Overview = {
  readonly selection: Selection;
  readonly totals: Sums;
  /** Of the period before. */
  readonly before: Sums;
  /** By their names in the matrix, or their ids where they are not in it any more. */
  readonly actions: readonly ActionGroup[];
  /** Each day or month, also those without a charge. */
  readonly overTime: readonly Group[];
  readonly overTimeTotal: Sums;
  /** Who was charged most, of the selected action alone if there is one. */
  readonly clients: readonly Group[];
  readonly clientsTotal: Sums;
  readonly products: readonly string[];
  readonly nameOf: (actionId: string) => string;
};

export const TOP = 8;

type Query = {
  readonly groupBy: 'action' | 'product' | 'day' | 'month' | 'client';
  readonly orderBy?: 'credits';
  readonly limit?: string;
  readonly product?: string | undefined;
  readonly action?: string | undefined;
};

/** The API's `to` is the first instant that does not count any more. */
export const boundsOf = ({ first, last }: Period) => ({ from: first, to: daysAfter(last, 1) });

export const readOverview = async (
  api: Api,
  selection: Selection,
  signal: AbortSignal,
): Promise<Answer<Overview>> => {
  const { action, period, product } = selection;
  const read = (query: Query, of = period) =>
    metrics(api, { ...query, ...boundsOf(of), ...(product && { product }) }, signal);
  const ofAction = action ? { action } : {};
  const [matrix, actions, overTime, clients, before] = await Promise.all([
    answerOf(api.GET('/api/credits-matrix', { signal })),
    read({ groupBy: 'action' }),
    read({ groupBy: unitOf(period), limit: '10000', ...ofAction }),
    read({ groupBy: 'client', orderBy: 'credits', limit: String(TOP), ...ofAction }),
    read({ groupBy: 'product', limit: '1' }, periodBefore(period)),
  ]);
  if (!matrix.ok) return matrix;
  if (!actions.ok) return actions;
  if (!overTime.ok) return overTime;
  if (!clients.ok) return clients;
  if (!before.ok) return before;
  const names = new Map(matrix.value.actions.map(({ actionId, name }) => [actionId, name]));
  const nameOf = (actionId: string) => names.get(actionId) ?? actionId;
  const value: Overview = {
    selection,
    totals: actions.value.totals,
    before: before.value.totals,
    actions: actions.value.groups.map((group) => ({ ...group, name: nameOf(group.key) })),
    overTimeTotal: overTime.value.totals,
    overTime: withoutGaps(keysOf(period), overTime.value.groups),
    clients: clients.value.groups,
    clientsTotal: clients.value.totals,
    products: [...new Set(matrix.value.actions.map(({ product: of }) => of))].sort(),
    nameOf,
  };
  return { ok: true, value, response: actions.response };
};

const metrics = async (
  api: Api,
  query: Query & { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<Answer<Metrics>> => {
  const { action, product, ...rest } = query;
  const answer = await answerOf(
    api.GET('/api/credits-metrics', {
      params: { query: { ...rest, ...(action && { action }), ...(product && { product }) } },
      signal,
    }),
  );
  if (!answer.ok) return answer;
  const { value } = answer;
  if (typeof value === 'string') throw new Error('metrics came as text, and JSON was asked for');
  return { ...answer, value };
};

const NOTHING: Sums = {
  count: 0,
  credits: 0,
  shortfallCredits: 0,
  estimatedCostEur: 0,
  creditValueEur: 0,
  marginEur: 0,
  marginPercent: null,
};

/** A day on which nobody was charged is one of nothing, not one that is missing. */
const withoutGaps = (keys: readonly string[], groups: readonly Group[]): readonly Group[] => {
  const found = new Map(groups.map((group) => [group.key, group]));
  return keys.map((key) => found.get(key) ?? { key, ...NOTHING });
};
