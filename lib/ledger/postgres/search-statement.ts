import { entryName, KINDS } from '../../wallet/entry-name.js';
import type { ClientId, TenantId } from '../../wallet/ids.js';
import type { Instant } from '../../wallet/instant.js';
import { FOLLOWERS, type Search } from '../reports/search.js';
import type { Statement, Values } from './db.js';
import { ENTRY, statement } from './statements.js';

/** Where an entry is among all: by time, and of one time by wallet and number. */
export type Place = {
  readonly createdAt: Instant;
  readonly clientId: ClientId;
  readonly seq: number;
};

type Value = Values[number];

/**
 * Finds the entries before a place, the newest first. Each set of conditions has a statement of its own: one text for all of
 * them could make no use of an index. Of one wallet they are read in the order of their numbers, which is that of time.
 */
export const findEntries = (
  tenantId: TenantId,
  search: Search,
  { before, limit }: { readonly before: Place | undefined; readonly limit: number },
): { readonly find: Statement; readonly values: Values } => {
  const values: Value[] = [];
  const put = (value: Value): string => `$${values.push(value)}`;
  const conditions = new Map([['', `tenant_id = ${put(tenantId)}`]]);
  const hold = (name: string, value: Value | undefined, condition: (place: string) => string) => {
    if (value !== undefined) conditions.set(name, condition(put(value)));
  };
  const ofClient = search.clientId !== undefined;

  hold('client', search.clientId, (client) => `client_id = ${client}`);
  hold('trace', search.traceId, (trace) => `trace_id = ${trace}`);
  if (ofClient) hold('names', namesOf(search), (names) => `name = ANY(${names}::text[])`);
  else hold('key', search.key, (key) => `idempotency_key = ${key}`);
  hold('kind', search.kind, (kind) => `kind = ${kind}`);
  hold('about', search.about, (name) => `(name = ${name} OR ref = ${name})`);
  const followers = search.ofSubscription && FOLLOWERS;
  hold('sub', followers, (actors) => `kind = 'plan' AND actor = ANY(${actors}::text[])`);
  hold(
    'from',
    search.from ?? always(search, '-infinity'),
    (at) => `created_at >= ${at}::timestamptz`,
  );
  hold('to', search.to ?? always(search, 'infinity'), (at) => `created_at < ${at}::timestamptz`);
  if (before && ofClient) hold('seq', before.seq, (seq) => `seq < ${seq}::bigint`);
  else if (before) {
    const at = put(before.createdAt);
    const place = `(${at}::timestamptz, ${put(before.clientId)}, ${put(before.seq)}::bigint)`;
    conditions.set(
      'before',
      `created_at <= ${at}::timestamptz AND (created_at, client_id, seq) < ${place}`,
    );
  }
  const text = `SELECT ${ENTRY} FROM credit_events
    WHERE ${[...conditions.values()].join('\n      AND ')}
    ORDER BY ${ofClient ? 'seq DESC' : 'created_at DESC, client_id DESC, seq DESC'}
    LIMIT ${put(limit)}::bigint`;
  return { find: statement(`find${[...conditions.keys()].join('_')}`, text), values };
};

/** A wallet's names are indexed, its keys are not. */
const namesOf = ({ key, kind }: Search): readonly string[] | undefined =>
  key === undefined ? undefined : (kind ? [kind] : KINDS).map((each) => entryName(each, key));

/** Over all wallets, or by a trace, what is read are summaries: the planner thinks nothing of them where no time is named. */
const always = ({ clientId, traceId }: Search, end: string): string | undefined =>
  clientId === undefined || traceId !== undefined ? end : undefined;
