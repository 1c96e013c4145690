import type { Env } from './env.js';
import { isHash, type Json } from './json.js';
import { lineItemsOf } from './line-items.js';
import { listed } from './listing.js';
import { invalid } from './refusal.js';

const MOST_LEVELS = 4;

/** Puts objects where paths such as `data.payment_intent.latest_charge` name ids, or lists that are left out unasked. */
export const expanded = (env: Env, object: object, paths: readonly string[]): object =>
  paths.reduce((whole, path) => {
    const keys = path.split('.');
    if (keys.length > MOST_LEVELS) {
      throw invalid(`You cannot expand more than ${MOST_LEVELS} levels of a property: ${path}`);
    }
    return along(env, whole, keys, path);
  }, object);

const along = (env: Env, object: object, keys: readonly string[], path: string): object => {
  const [key, ...rest] = keys;
  if (key === undefined) return object;
  const members: Json = { ...object };
  const value = members[key] ?? leftOut(env, object, key);
  if (value === undefined) throw notExpandable(path);
  return { ...object, [key]: expandedValue(env, value, rest, path) };
};

const expandedValue = (
  env: Env,
  value: unknown,
  rest: readonly string[],
  path: string,
): unknown => {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => expandedValue(env, item, rest, path));
  if (isHash(value)) return along(env, value, rest, path);
  const found = typeof value === 'string' ? env.store.find(value) : undefined;
  if (!found) throw notExpandable(path);
  return along(env, found, rest, path);
};

const notExpandable = (path: string) =>
  invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });

/** A list that an object has, and shows only when asked. */
const leftOut = (env: Env, object: object, key: string): object | undefined => {
  const { object: kind, id }: { object?: unknown; id?: unknown } = object;
  return LEFT_OUT[`${kind}.${key}`]?.(env, String(id));
};

const LEFT_OUT: Readonly<Record<string, (env: Env, id: string) => object>> = {
  'checkout.session.line_items': (env, id) => lineItemsOf(env, id),
  'charge.refunds': (env, id) => {
    const refunds = env.store.all('refund').filter(({ charge }) => charge === id);
    return listed(`/v1/charges/${id}/refunds`, refunds);
  },
  'customer.subscriptions': (env, id) => {
    const theirs = env.store.all('subscription').filter(({ customer }) => customer === id);
    const live = theirs.filter(({ status }) => status !== 'canceled');
    return listed(`/v1/customers/${id}/subscriptions`, live);
  },
  'invoice.payments': (env, id) => {
    const payments = env.store.all('invoice_payment').filter(({ invoice }) => invoice === id);
    return listed(`/v1/invoice_payments?invoice=${id}`, payments);
  },
};
