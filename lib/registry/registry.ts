import type { Catalog } from '../wallet/catalog.js';
import { credits, microEuro } from '../wallet/credits.js';
import { actionId, planId, productId, type TenantId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import { spelling } from './action-names.js';
import type { RegistryDocument } from './document.js';

/** One published version. It never changes; another one takes its place. */
export type Publication = {
  readonly version: number;
  readonly document: RegistryDocument;
  readonly publishedAt: Instant;
  readonly author: string;
  readonly note?: string;
};

/** A publication made ready for use. */
export type Registry = Publication & {
  readonly catalog: Catalog;
  /** The canonical id of an action, however it is spelled; undefined when there is no such action. */
  readonly actionNamed: (name: string) => string | undefined;
};

/** Where versions are kept; beside the ledger in force. */
export interface RegistryStore {
  latest(tenantId: TenantId): Promise<Publication | undefined>;
  version(tenantId: TenantId, version: number): Promise<Publication | undefined>;
  /** Answers false when that number is taken already: somebody else was faster. */
  publish(tenantId: TenantId, publication: Publication): Promise<boolean>;
}

export const registryOf = (publication: Publication): Registry => {
  const { document, version } = publication;
  const names = new Map<string, string>();
  for (const { actionId, aliases, product } of document.actions) {
    for (const name of [actionId, ...aliases, `${product}.${actionId}`]) {
      names.set(spelling(name), actionId);
    }
  }
  return {
    ...publication,
    catalog: catalogOf(document, version),
    actionNamed: (name) => names.get(spelling(name)),
  };
};

const catalogOf = (document: RegistryDocument, version: number): Catalog => {
  const plans = document.plans.map((plan) => ({
    planId: planId(plan.planId),
    monthlyGrant: credits(plan.monthlyGrant),
    softCap: credits(plan.softCap),
    selfService: plan.selfService,
    ...(plan.price && { price: plan.price }),
  }));
  const actions = document.actions.map((action) => ({
    actionId: actionId(action.actionId),
    product: productId(action.product),
    creditsPerUnit: credits(action.creditsPerUnit),
    estimatedCostPerUnit: microEuro(action.estimatedCostMicroEur),
    chargeableBy: action.chargeableBy,
  }));
  const defaultPlan = plans.find((plan) => plan.planId === document.defaultPlanId);
  if (!defaultPlan) throw new Error(`registry ${version} has no default plan`);
  return {
    version,
    creditValue: microEuro(document.creditValueMicroEur),
    defaultPlan,
    plans: new Map(plans.map((plan) => [plan.planId, plan])),
    actions: new Map(actions.map((action) => [action.actionId, action])),
  };
};
