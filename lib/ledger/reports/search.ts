import type { EntryName, Kind } from '../../wallet/entry-name.js';
import type { ClientId, TenantId, TraceId } from '../../wallet/ids.js';
import type { Instant } from '../../wallet/instant.js';
import type { Entry } from '../entry.js';

/** What entries are looked for by: each condition that is given holds for each entry that is found. */
export type Search = {
  readonly traceId?: TraceId | undefined;
  /** Of any kind of entry, and of any wallet. */
  readonly key?: string | undefined;
  readonly clientId?: ClientId | undefined;
  readonly kind?: Kind | undefined;
  /** From a moment … */
  readonly from?: Instant | undefined;
  /** … until just before another. */
  readonly to?: Instant | undefined;
  /** The entry of that name and those that refer to it; beside a client, whose name it is. */
  readonly about?: EntryName | undefined;
  /** Changes of plan that came of a subscription: what its provider said, and what time made of it. */
  readonly ofSubscription?: true | undefined;
};

/** A page of what was found. It may have fewer entries than were asked for; without `next` nothing comes after it. */
export type Found = { readonly entries: readonly Entry[]; readonly next?: string };

/** Finds entries over all wallets of a tenant. It throws `LedgerUnavailable` as the ledger does. */
export interface EntrySearch {
  /**
   * The newest first: of one wallet by number, of several as each ledger has them in time. The next page comes after
   * `next` of the one before; entries that were written meanwhile are in neither. Undefined: `after` is no such text.
   */
  find(
    tenantId: TenantId,
    search: Search,
    page: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Found | undefined>;
}

/** Who brings changes of plan that come of a subscription. */
export const FOLLOWERS: readonly string[] = ['stripe', 'system'];

/** Whether an entry is one that is looked for: what every way of finding it has to agree with. */
export const isSought = (search: Search, entry: Entry): boolean =>
  (search.traceId === undefined || entry.traceId === search.traceId) &&
  (search.key === undefined || entry.idempotencyKey === search.key) &&
  (search.clientId === undefined || entry.clientId === search.clientId) &&
  (search.kind === undefined || entry.kind === search.kind) &&
  (search.from === undefined || entry.createdAt >= search.from) &&
  (search.to === undefined || entry.createdAt < search.to) &&
  (search.about === undefined || entry.name === search.about || entry.ref === search.about) &&
  (search.ofSubscription === undefined ||
    (entry.kind === 'plan' && FOLLOWERS.includes(entry.actor)));
