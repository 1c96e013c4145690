import type { Answer, Problem, Schemas } from '../api/api.js';

export type Debit = {
  readonly actionId: string;
  readonly quantity: number;
  readonly idempotencyKey: string;
};

/** A wallet that can be asked and charged: the signed-in client's, over HTTP, or the demo in this browser. */
export type Wallet = {
  readonly state: () => Promise<Answer<Schemas['State']>>;
  readonly debit: (item: Debit) => Promise<Answer<Schemas['Debit']>>;
  readonly changePlan: (planId: string, dryRun: boolean) => Promise<Answer<Schemas['PlanChange']>>;
  readonly topUp: (packId: string) => Promise<Answer<Schemas['Checkout']>>;
  readonly confirm: (sessionId: string) => Promise<Answer<Schemas['Confirmation']>>;
  readonly history: (before: number) => Promise<Answer<readonly Schemas['Entry'][]>>;
};

/** A problem of the components' own: nothing was asked, or nothing understandable answered. */
export const problem = (code: string, detail: string, status = 0): Problem => ({
  type: `urn:cz-credits:problem:${code}`,
  title: detail,
  status,
  detail,
  code,
  traceId: '',
});
