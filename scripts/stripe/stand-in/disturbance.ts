/** How calls of the API go wrong on purpose; `done` means after the work was committed. */
export type Disturbance =
  /** Answers with an error of Stripe's instead. */
  | { readonly kind: 'error'; readonly status: 402 | 429 | 500; readonly work: 'done' | 'not done' }
  /** No answer ever comes. */
  | { readonly kind: 'hang'; readonly work: 'done' | 'not done' }
  /** The connection is cut. */
  | { readonly kind: 'drop'; readonly work: 'done' | 'not done' }
  /** The work takes that long to begin; its idempotency key is in use meanwhile. */
  | { readonly kind: 'slow'; readonly ms: number };

export type Scope = {
  /** `POST /v1/refunds`, say; otherwise any call. */
  readonly of?: string;
  /** How many of them; otherwise until it is called off. */
  readonly times?: number;
};

/** Disturbances that were asked for; what was asked for first comes first. */
export class Disturbances {
  readonly #planned = new Set<{
    readonly disturbance: Disturbance;
    readonly of: string | undefined;
    left: number;
  }>();

  /** Answers with how to call it off. */
  readonly add = (
    disturbance: Disturbance,
    { of, times = Number.POSITIVE_INFINITY }: Scope = {},
  ): (() => void) => {
    const plan = { disturbance, of, left: times };
    this.#planned.add(plan);
    return () => this.#planned.delete(plan);
  };

  /** The one that this call gets, if any. */
  next(call: string): Disturbance | undefined {
    const plan = [...this.#planned].find(({ of }) => of === undefined || of === call);
    if (!plan) return undefined;
    plan.left -= 1;
    if (plan.left <= 0) this.#planned.delete(plan);
    return plan.disturbance;
  }
}
