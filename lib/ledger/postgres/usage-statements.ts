import { assertNever } from '../../wallet/brand.js';
import type { Grouping, UsageQuery } from '../reports/usage.js';
import type { Statement, Values } from './db.js';

/** What is grouped by while a million rows are gone through, and how it is written once they are few. */
const keyOf = (groupBy: Grouping | 'all'): { readonly of: string; readonly written: string } => {
  switch (groupBy) {
    case 'action':
      return { of: 'e.action_id', written: 'key' };
    case 'product':
      return { of: 'e.product', written: 'key' };
    case 'client':
      return { of: 'e.client_id', written: 'key' };
    case 'day':
    case 'month': {
      const form = groupBy === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM';
      const of = `date_trunc('${groupBy}', e.created_at AT TIME ZONE 'UTC')`;
      return { of, written: `to_char(key, '${form}')` };
    }
    case 'all':
      return { of: `''::text`, written: 'key' };
    default:
      return assertNever(groupBy);
  }
};

/**
 * Usage by one index: `credit_events_usage` has every column that is named here. Of debits and captures there is always a
 * quantity, of reversals there never is one. Rows are added up by the value that a credit had, of which there are few, and
 * only these sums are multiplied. With a `limit` come those alone that were charged most, first. Without a name, so that each is planned for the period and the filters it is asked for.
 */
export const usageStatement = (
  query: Omit<UsageQuery, 'groupBy'> & { readonly groupBy: Grouping | 'all' },
  part: {
    readonly after?: string | undefined;
    readonly upTo?: string | undefined;
    readonly limit?: number;
  } = {},
): { readonly statement: Statement; readonly values: Values } => {
  const values: (string | number)[] = [];
  const given = (value: string | number) => `$${values.push(value)}`;
  const key = keyOf(query.groupBy);
  const meant = [
    `e.tenant_id = ${given(query.tenantId)}`,
    `e.created_at >= ${given(query.from)}::timestamptz`,
    `e.created_at < ${given(query.to)}::timestamptz`,
    ...(query.product === undefined ? [] : [`e.product = ${given(query.product)}`]),
    ...(query.actionId === undefined ? [] : [`e.action_id = ${given(query.actionId)}`]),
    ...(query.clientId === undefined ? [] : [`e.client_id = ${given(query.clientId)}`]),
    ...(part.after === undefined ? [] : [`e.client_id > ${given(part.after)}`]),
    ...(part.upTo === undefined ? [] : [`e.client_id <= ${given(part.upTo)}`]),
  ].join(' AND ');
  const byKey = `${key.written} COLLATE "C"`;
  const order =
    part.limit === undefined
      ? `ORDER BY ${byKey}`
      : `ORDER BY sum(delta), ${byKey} LIMIT ${given(part.limit)}`;
  const text = `
    WITH added AS (
      SELECT ${key.of} AS key, e.credit_value_micro_eur AS value, e.quantity IS NULL AS gave_back,
             count(*) AS entries, sum(e.quantity) AS quantity, sum(e.credits_delta) AS delta,
             sum(e.shortfall) AS shortfall, sum(e.estimated_cost_micro_eur) AS cost
        FROM credit_events e
       WHERE ${meant} AND e.kind IN ('debit', 'capture', 'reversal')
         AND e.credit_value_micro_eur IS NOT NULL
       GROUP BY 1, 2, 3
      UNION ALL ${ofFirstDays(key.of, meant)})
    SELECT ${key.written} AS key,
           COALESCE(sum(entries) FILTER (WHERE NOT gave_back), 0)::bigint AS count,
           COALESCE(sum(quantity), 0)::text AS quantity,
           COALESCE(-sum(delta) FILTER (WHERE NOT gave_back), 0)::text AS taken,
           COALESCE(sum(delta) FILTER (WHERE gave_back), 0)::text AS reversed,
           COALESCE(sum(shortfall), 0)::text AS shortfall,
           COALESCE(sum(cost), 0)::text AS estimated_cost,
           COALESCE(-sum(delta * value) FILTER (WHERE NOT gave_back), 0)::text AS taken_value,
           COALESCE(sum(delta * value) FILTER (WHERE gave_back), 0)::text AS reversed_value
      FROM added GROUP BY added.key ${order}`;
  return { statement: { name: '', text }, values };
};

/** Reversals of the first days did not say what a credit was worth: their debit does. */
const ofFirstDays = (key: string, meant: string): string => `
      SELECT ${key}, debit.credit_value_micro_eur, true, 1, NULL, e.credits_delta, 0, NULL
        FROM credit_events e
        JOIN credit_events debit ON debit.tenant_id = e.tenant_id AND debit.client_id = e.client_id AND debit.name = e.ref
       WHERE ${meant} AND e.kind = 'reversal' AND e.credit_value_micro_eur IS NULL`;

/** The last of the next so many clients: wallets are looked up, entries are not. */
export const CLIENTS_UP_TO: Statement = {
  name: 'cz_usage_clients_up_to',
  text: `SELECT client_id FROM credit_wallets WHERE tenant_id = $1 AND client_id > $2
          ORDER BY client_id OFFSET $3::bigint - 1 LIMIT 1`,
};
