import type { ClientId, TenantId, TraceId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';

/** What became of a message: `refused` needs somebody's attention, `failed` comes again. */
export type Fate = 'handled' | 'ignored' | 'refused' | 'failed';

/** A message of the payment provider's, as operators see it. Whether something was done is for the ledger to say. */
export type ReceivedEvent = {
  readonly tenantId: TenantId;
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string;
  readonly clientId?: ClientId;
  readonly fate: Fate;
  readonly reason?: string;
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly traceId: TraceId;
};

/** One that was taken down, with how often it came. */
export type RecordedEvent = Omit<ReceivedEvent, 'receivedAt'> & {
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  readonly deliveries: number;
};

/** Which of them are wanted: each condition that is given holds for each. */
export type WantedEvents = {
  readonly eventId?: string | undefined;
  readonly fate?: Fate | undefined;
  readonly objectId?: string | undefined;
  readonly clientId?: ClientId | undefined;
  /** First seen from a moment … */
  readonly from?: Instant | undefined;
  /** … until just before another. */
  readonly to?: Instant | undefined;
};

/** Where received messages are taken down. */
export interface ReceivedEvents {
  /** One that came before counts one delivery more, and has the newest fate. */
  record(event: ReceivedEvent): Promise<void>;

  /** How many came last since then, by what became of them; a zero where there are none. */
  countByFate(tenantId: TenantId, since: Instant): Promise<Readonly<Record<Fate, number>>>;
  /**
   * Those that were first seen last come first; one that comes again keeps its place. The next page comes after `next` of
   * the one before. Undefined: `after` is no such text.
   */
  list(
    tenantId: TenantId,
    wanted: WantedEvents,
    page: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ readonly events: readonly RecordedEvent[]; readonly next?: string } | undefined>;
}
