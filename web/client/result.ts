import type { Problem } from '../api/api.js';

/** A refusal, as a value: `problem.code` says which it is and, with that, which members it has. */
export type Failure = {
  readonly ok: false;
  readonly problem: Problem;
  /** After so many seconds it makes sense to come again. */
  readonly retryAfterSeconds?: number;
};

/** What came of a call. `replayed`: the key was known, and this is what came of it the first time. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly replayed: boolean; readonly traceId: string }
  | Failure;

/** Said by the ledger, with the key looked up: nothing was written under it, by this attempt or an earlier one. */
const DECIDED: readonly Problem['code'][] = [
  'insufficient_credits',
  'limit_exceeded',
  'plan_not_self_service',
  'unknown_action',
  'unknown_plan',
  'unknown_pack',
  'unknown_session',
  'unknown_hold',
  'unknown_debit',
  'idempotency_key_reused',
  'hold_settled',
  'reversal_exceeds_debit',
  'payment_mismatch',
  'invalid_request',
];

/** Whether it is known what became of a write: after anything else an attempt may have been carried out nevertheless. */
export const isDefinite = (result: Result<unknown>): boolean =>
  result.ok || DECIDED.includes(result.problem.code);

/** Nothing was charged, because nobody was signed in. */
export const isDemo = (result: Result<unknown>): boolean => {
  if (!result.ok || typeof result.value !== 'object' || result.value === null) return false;
  return 'status' in result.value && result.value.status === 'demo';
};

/** Whether nobody answered who could have: the API is away, or too busy, or something stands where it should. */
export const isUnanswered = ({ code, status }: Problem): boolean =>
  code === 'unreachable' || status === 429 || status >= 500;
