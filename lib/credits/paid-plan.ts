import type { PlanAnswer } from '../contract/plan.js';
import type { IdempotencyKey, TraceId } from '../wallet/ids.js';
import type { Party } from './app.js';

/** A client asks for a plan, and money is or was involved. */
export type PaidPlanRequest = Party & {
  readonly planId: string;
  readonly idempotencyKey: IdempotencyKey | undefined;
  readonly dryRun: boolean;
  readonly traceId: TraceId;
};

/** `free`: it takes no payment, the wallet just changes. `mismatch`: the provider has something else than the registry. */
export type PaidPlanResult =
  | { readonly outcome: 'free' }
  | { readonly outcome: 'mismatch'; readonly reason: string }
  | { readonly outcome: 'answered'; readonly answer: PlanAnswer; readonly replayed: boolean };
