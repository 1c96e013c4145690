import { entryName, KINDS } from '../../wallet/entry-name.js';
import type { ClientId, TenantId } from '../../wallet/ids.js';
import type { Instant } from '../../wallet/instant.js';
import { FOLLOWERS, type Search } from '../reports/search.js';
import { Conditions } from './conditions.js';
import type { Statement, Values } from './db.js';
import { ENTRY, statement } from './statements.js';

/** Where an entry is among all: by time, and of one time by wallet and number. */
export type Place = {
  readonly createdAt: Instant;
  readonly clientId: ClientId;
  readonly seq: number;
};

/**
 * Finds the entries before a place, the newest first. Of one wallet they are read in the order of their numbers, which is
 * that of time.
 */
export const findEntries = (
  tenantId: TenantId,
  search: Search,
  { before, limit }: { readonly before: Place | undefined; readonly limit: number },
): { readonly find: Statement; readonly values: Values } => {
  const ofOne = search.clientId !== undefined;
  const followers = search.ofSubscription && FOLLOWERS;
  const that = new Conditions()
    .hold('of', tenantId, (tenant) => `tenant_id = ${tenant}`)
    .hold('client', search.clientId, (client) => `client_id = ${client}`)
    .hold('trace', search.traceId, (trace) => `trace_id = ${trace}`)
    .hold('key', ofOne ? undefined : search.key, (key) => `idempotency_key = ${key}`)
    .hold('names', ofOne ? namesOf(search) : undefined, (names) => `name = ANY(${names}::text[])`)
    .hold('kind', search.kind, (kind) => `kind = ${kind}`)
    .hold('about', search.about, (name) => `(name = ${name} OR ref = ${name})`)
    .hold('sub', followers, (actors) => `kind = 'plan' AND actor = ANY(${actors}::text[])`)
    .hold(
      'from',
      search.from ?? ever(search, '-infinity'),
      (at) => `created_at >= ${at}::timestamptz`,
    )
    .hold('to', search.to ?? ever(search, 'infinity'), (at) => `created_at < ${at}::timestamptz`);
  if (ofOne) that.hold('seq', before?.seq, (seq) => `seq < ${seq}::bigint`);
  else {
    that.hold('at', before?.createdAt, (at) => {
      const place = `(${at}::timestamptz, ${that.put(before?.clientId ?? '')}, ${that.put(before?.seq ?? 0)}::bigint)`;
      return `created_at <= ${at}::timestamptz AND (created_at, client_id, seq) < ${place}`;
    });
  }
  const text = `SELECT ${ENTRY} FROM credit_events
    WHERE ${that.text}
    ORDER BY ${ofOne ? 'seq DESC' : 'created_at DESC, client_id DESC, seq DESC'}
    LIMIT ${that.put(limit)}::bigint`;
  return { find: statement(`find_${that.name}`, text), values: that.values };
};

/** A wallet's names are indexed, its keys are not. */
const namesOf = ({ key, kind }: Search): readonly string[] | undefined =>
  key === undefined ? undefined : (kind ? [kind] : KINDS).map((each) => entryName(each, key));

/** Over all wallets, or by a trace, what is read are summaries: the planner thinks nothing of them where no time is named. */
const ever = ({ clientId, traceId }: Search, end: string): string | undefined =>
  clientId === undefined || traceId !== undefined ? end : undefined;
