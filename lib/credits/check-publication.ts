import type { InUse } from '../ledger/reports/in-use.js';
import type { RegistryDocument } from '../registry/document.js';
import { type Registry, registryOf } from '../registry/registry.js';
import type { Publisher } from './publish-registry.js';

/** What is wrong with something that was sent, and where. */
export type Issue = { readonly path: string; readonly message: string };

/**
 * Why a document that is sound by itself can't take the place of the registry in force. Wallets are only asked where
 * something is taken away. One that comes to a plan in that very moment is not seen, which does no harm: a wallet knows its
 * grant, its cap and the terms of its holds by itself, and keeps to them where the registry has none any more.
 */
export const issuesWith = async (
  { now, reports, tenantId }: Pick<Publisher, 'now' | 'reports' | 'tenantId'>,
  current: Registry,
  document: RegistryDocument,
): Promise<readonly Issue[]> => {
  const issues = issuesWithDefaultPlan(document);
  const taken = takenAway(current, document);
  if (Object.values(taken).every((ids) => ids.length === 0)) return issues;
  const { findInUse } = await reports();
  return [...issues, ...issuesWithUse(taken, await findInUse(tenantId, now()), document)];
};

const issuesWithDefaultPlan = ({ defaultPlanId, plans }: RegistryDocument): readonly Issue[] => {
  const isPriced = plans.some(({ planId, price }) => planId === defaultPlanId && price);
  if (!isPriced) return [];
  const message = 'has a price: wallets are opened on it, and fall back to it, without paying';
  return [{ path: 'registry.defaultPlanId', message }];
};

type TakenAway = {
  readonly plans: readonly string[];
  /** Of plans that stay. */
  readonly prices: readonly string[];
  /** No action answers to their names any more. */
  readonly actions: readonly string[];
};

const takenAway = (current: Registry, document: RegistryDocument): TakenAway => {
  const next = registryOf({ ...current, document });
  const staying = (planId: string) => next.catalog.plans.get(planId);
  const plans = [...current.catalog.plans.values()];
  return {
    plans: plans.filter(({ planId }) => !staying(planId)).map(({ planId }) => planId),
    prices: plans
      .filter(({ planId, price }) => price && staying(planId) && !staying(planId)?.price)
      .map(({ planId }) => planId),
    actions: [...current.catalog.actions.keys()].filter((id) => !next.actionNamed(id)),
  };
};

const issuesWithUse = (
  taken: TakenAway,
  { openHolds, plans, subscriptions }: InUse,
  document: RegistryDocument,
): readonly Issue[] => {
  const issues: Issue[] = [];
  const complain = (path: string, count: number | undefined, message: (of: number) => string) => {
    if (count) issues.push({ path: `registry.${path}`, message: message(count) });
  };
  for (const id of taken.plans) {
    complain(
      `plans.${id}`,
      plans.get(id),
      (of) => `is gone, and wallets are on it (${of}): move them to another plan first`,
    );
    complain(
      `plans.${id}`,
      subscriptions.get(id),
      (of) => `is gone, and subscriptions pay for it (${of}): end them first`,
    );
  }
  for (const id of taken.prices) {
    const at = document.plans.findIndex(({ planId }) => planId === id);
    complain(
      `plans.${at}.price`,
      subscriptions.get(id),
      (of) => `is gone, and subscriptions go on paying it (${of}): end them first`,
    );
  }
  for (const id of taken.actions) {
    complain(
      `actions.${id}`,
      openHolds.get(id),
      (of) => `is gone, and has open holds (${of}): within a day they are settled or expired`,
    );
  }
  return issues;
};
