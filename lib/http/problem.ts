/** Every error that a caller can get: its status, and what it is called. The one place where codes meet statuses. */
export const PROBLEMS = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  invalid_signature: { status: 400, title: 'The signature does not fit' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  insufficient_credits: { status: 402, title: 'Not enough credits' },
  limit_exceeded: { status: 402, title: 'A limit is reached' },
  forbidden: { status: 403, title: 'Not allowed' },
  plan_not_self_service: { status: 403, title: 'This plan is assigned by an operator' },
  not_found: { status: 404, title: 'Not found' },
  unknown_action: { status: 404, title: 'No such action' },
  unknown_plan: { status: 404, title: 'No such plan' },
  unknown_pack: { status: 404, title: 'No such pack' },
  unknown_session: { status: 404, title: 'No such payment' },
  unknown_hold: { status: 404, title: 'No such hold' },
  unknown_debit: { status: 404, title: 'No such debit' },
  method_not_allowed: { status: 405, title: 'Another method is needed' },
  idempotency_key_reused: { status: 409, title: 'The idempotency key stands for another request' },
  hold_settled: { status: 409, title: 'The hold is settled' },
  reversal_exceeds_debit: { status: 409, title: 'More than is left of the debit' },
  version_conflict: { status: 409, title: 'Somebody else was faster' },
  payment_mismatch: { status: 409, title: 'The payment is not what was ordered' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  too_much: { status: 422, title: 'Too much for one answer' },
  invalid_request: { status: 422, title: 'The request is not valid' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong here' },
  upstream_failed: { status: 502, title: 'A service that this depends on failed' },
  not_configured: { status: 503, title: 'Not configured' },
  ledger_unavailable: { status: 503, title: 'The ledger is not available' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Something that is answered as an error: a sentence that says what to do, and what a program needs to act. */
export class Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    members: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.code = code;
    this.detail = detail;
    this.members = members;
    this.headers = headers;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  /** As RFC 9457 wants it. */
  body(traceId: string): Readonly<Record<string, unknown>> {
    return {
      type: `urn:cz-credits:problem:${this.code}`,
      title: PROBLEMS[this.code].title,
      status: this.status,
      detail: this.detail,
      code: this.code,
      traceId,
      ...this.members,
    };
  }
}

export const unauthenticated = (detail: string): Problem =>
  new Problem('unauthenticated', detail, {}, { 'www-authenticate': 'Bearer' });

export const unavailable = (
  code: 'ledger_unavailable' | 'not_configured',
  detail: string,
  retryAfterSeconds: number,
): Problem => new Problem(code, detail, {}, { 'retry-after': String(retryAfterSeconds) });
