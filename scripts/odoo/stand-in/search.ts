import { requireAccess } from './access.js';
import { conditionOf } from './condition.js';
import { isAbout, parseDomain } from './domain.js';
import type { Env } from './env.js';
import { type OrderTerm, parseOrder, sorted } from './order.js';
import type { Row, Table } from './table.js';

export type Search = {
  readonly domain: readonly unknown[];
  readonly order?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

/** The rows that a domain finds, in order. Archived ones only where the context or the domain asks for them. */
export const search = (env: Env, model: string, how: Search): readonly Row[] => {
  requireAccess(env, model, 'read');
  const table = env.database.table(model);
  const order = parseOrder(table.model, how.order || table.model.order);
  const { offset = 0 } = how;
  const end = how.limit ? offset + how.limit : Number.POSITIVE_INFINITY;
  const direction = byIdAlone(order);
  if (direction) return found(env, table, how.domain, direction, end).slice(offset);
  const all = found(env, table, how.domain, 'asc', Number.POSITIVE_INFINITY);
  return sorted(env, table.model, order, all).slice(offset, end);
};

const byIdAlone = ([term]: readonly OrderTerm[]): OrderTerm['direction'] | undefined =>
  term?.field === 'id' ? term.direction : undefined;

/** Looks at no more rows than it has to. */
const found = (
  { context, database }: Env,
  table: Table,
  domain: readonly unknown[],
  direction: 'asc' | 'desc',
  most: number,
): Row[] => {
  const hidesArchived =
    'active' in table.model.fields &&
    context['active_test'] !== false &&
    !isAbout(domain, 'active');
  const { ids = table.ids, test } = conditionOf(database, table, parseDomain(domain));
  const rows: Row[] = [];
  const last = ids.length - 1;
  for (let at = 0; at <= last && rows.length < most; at++) {
    const row = table.row(ids[direction === 'asc' ? at : last - at] ?? 0);
    if (!row || (hidesArchived && row.values['active'] !== true)) continue;
    if (test(row)) rows.push(row);
  }
  return rows;
};
