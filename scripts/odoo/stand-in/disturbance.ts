/** How calls go wrong, or odd, on purpose. */
export type Disturbance =
  /** The transaction takes that long. */
  | ({ readonly kind: 'slow' } & Lasting)
  /** No answer ever comes. */
  | { readonly kind: 'hang'; readonly work: 'done' | 'not done' }
  /** The connection is cut: before the work, or between the commit and the answer. */
  | { readonly kind: 'drop'; readonly work: 'done' | 'not done' }
  /** No answer; the work is committed only so much later, when the caller has given up. */
  | ({ readonly kind: 'late' } & Lasting)
  /** A page of HTML from the gateway in front. */
  | { readonly kind: 'gateway'; readonly status: number; readonly work: 'done' | 'not done' }
  /** Fails with a fault of this code. */
  | { readonly kind: 'fault'; readonly code: 1 | 2 | 3 | 4; readonly message?: string }
  /** Somebody else changed the same and committed first, or so PostgreSQL finds; with a chance from 0 to 1. */
  | { readonly kind: 'conflict'; readonly chance?: number }
  /** Something happens after the transaction began, and before its work. */
  | { readonly kind: 'meanwhile'; readonly happens: () => unknown };

/** For so long, or until something has happened. */
type Lasting = { readonly ms: number } | { readonly until: Promise<unknown> };

export type Scope = {
  /** `crm.lead.load`, say; otherwise any call. */
  readonly of?: string;
  /** How many of them; otherwise until it is called off. */
  readonly times?: number;
};

export type Disturbances = {
  /** Answers with how to call it off. What was asked for first comes first. */
  readonly add: (disturbance: Disturbance, scope?: Scope) => () => void;
  /** The one that this call gets, if any. */
  readonly next: (call: string) => Disturbance | undefined;
};

export const disturbances = (random: () => number): Disturbances => {
  const planned = new Set<{ disturbance: Disturbance; of: string | undefined; left: number }>();
  return {
    add: (disturbance, { of, times = Number.POSITIVE_INFINITY } = {}) => {
      const plan = { disturbance, of, left: times };
      planned.add(plan);
      return () => planned.delete(plan);
    },
    next: (call) => {
      const plan = [...planned].find(({ of }) => of === undefined || of === call);
      if (!plan) return undefined;
      const { disturbance } = plan;
      if (disturbance.kind === 'conflict' && random() >= (disturbance.chance ?? 1))
        return undefined;
      plan.left -= 1;
      if (plan.left <= 0) planned.delete(plan);
      return disturbance;
    },
  };
};
