import type { Credits, MicroEuro, Money } from './credits.js';
import type { ActionId, PlanId, ProductId } from './ids.js';

export type ActionTerms = {
  readonly actionId: ActionId;
  readonly product: ProductId;
  readonly creditsPerUnit: Credits;
  /** What one unit costs us, estimated. Never shown to clients. */
  readonly estimatedCostPerUnit: MicroEuro;
  readonly chargeableBy: 'any' | 'service';
};

export type PlanTerms = {
  readonly planId: PlanId;
  readonly monthlyGrant: Credits;
  readonly softCap: Credits;
  readonly selfService: boolean;
  readonly price?: Money;
};

/** The terms in force: what a decision needs of one registry version, and nothing else of it. */
export type Catalog = {
  readonly version: number;
  readonly creditValue: MicroEuro;
  readonly defaultPlan: PlanTerms;
  readonly plans: ReadonlyMap<string, PlanTerms>;
  readonly actions: ReadonlyMap<string, ActionTerms>;
};
