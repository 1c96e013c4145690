import type { Answer, Schemas } from '../api/api.js';

export type Debit = {
  readonly actionId: string;
  readonly quantity: number;
  readonly idempotencyKey: string;
};

/** The wallet as it is shown, by which a request is known again as the same. */
export type From = Schemas['State'] | undefined;

/** A wallet that can be asked and charged: the signed-in client's, over HTTP, or the demo in this browser. */
export type Wallet = {
  readonly state: () => Promise<Answer<Schemas['State']>>;
  readonly debit: (item: Debit) => Promise<Answer<Schemas['Debit']>>;
  readonly changePlan: (
    planId: string,
    dryRun: boolean,
    from: From,
  ) => Promise<Answer<Schemas['PlanChange']>>;
  readonly topUp: (packId: string, from: From) => Promise<Answer<Schemas['Checkout']>>;
  readonly confirm: (sessionId: string) => Promise<Answer<Schemas['Confirmation']>>;
  readonly history: (before: number) => Promise<Answer<readonly Schemas['Entry'][]>>;
};
