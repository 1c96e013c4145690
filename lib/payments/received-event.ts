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

/** Where received messages are taken down. */
export interface ReceivedEvents {
  /** One that came before counts one delivery more, and has the newest fate. */
  record(event: ReceivedEvent): Promise<void>;

  /** How many came last since then, by what became of them; a zero where there are none. */
  countByFate(tenantId: TenantId, since: Instant): Promise<Readonly<Record<Fate, number>>>;
}
