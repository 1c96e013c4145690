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

/** Takes down every access of an operator's, in one numbered chain of hashes per tenant that nobody can edit. */
export interface AuditTrail {
  /** Resolves when it is durable. */
  record(access: Access): Promise<void>;
}
