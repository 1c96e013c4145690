import type { ClientId, TenantId, TraceId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';

/** What an operator did, or was kept from doing. */
export type Access = {
  readonly tenantId: TenantId;
  readonly at: Instant;
  /** A person's Clerk id, `machine`, or `reader`. */
  readonly who: string;
  /** `entries.search`, `registry.publish` … */
  readonly doing: string;
  /** Method, path and query, as they were sent; cut after 500 characters. */
  readonly request: string;
  /** Whose wallet it was about. */
  readonly clientId?: ClientId;
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly traceId: TraceId;
};

/** One that was taken down, under its number in the chain. */
export type RecordedAccess = Access & { readonly seq: number };

/** Which of them are wanted: each condition that is given holds for each. */
export type WantedAccesses = {
  readonly who?: string | undefined;
  readonly doing?: string | undefined;
  readonly clientId?: ClientId | undefined;
  /** From a moment … */
  readonly from?: Instant | undefined;
  /** … until just before another. */
  readonly to?: Instant | undefined;
};

/** What does not hold in the chain, and at which number. */
export type AuditFinding = { readonly seq: number; readonly problem: string };

/** Takes down every access of an operator's, in one numbered chain of hashes per tenant that nobody can edit. */
export interface AuditTrail {
  /** Resolves when it is durable. */
  record(access: Access): Promise<void>;

  /** The last first; of the next page all are numbered below `before`. */
  list(
    tenantId: TenantId,
    wanted: WantedAccesses,
    page: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<{ readonly accesses: readonly RecordedAccess[]; readonly next?: number }>;

  /** Goes through the whole chain, oldest first, and answers in the end with how many there are. */
  verify(tenantId: TenantId): AsyncGenerator<AuditFinding, number>;
}
