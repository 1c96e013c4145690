import { type RegistryAnswer, registryAnswer } from '../../lib/contract/registry.js';
import type { RegistryDocument } from '../../lib/registry/document.js';
import type { Caller } from '../support/caller.js';
import type { Reply } from '../support/reply.js';

/** The last version, as an operator reads it. */
export const currentOf = async (operator: Caller): Promise<RegistryAnswer> =>
  registryAnswer.parse((await operator.registry()).body);

type Change = (registry: RegistryDocument) => RegistryDocument;

/** Reads the registry, changes it and publishes that. */
export const publishChanged = async (
  operator: Caller,
  change: Change,
  { query = '', ...more }: Readonly<Record<string, unknown>> & { readonly query?: string } = {},
): Promise<Reply> => {
  const { registry, version } = await currentOf(operator);
  return operator.publish({ expectedVersion: version, registry: change(registry), ...more }, query);
};

/** What a unit of an action costs from now on. */
export const priced =
  (actionId: string, creditsPerUnit: number): Change =>
  (registry) => ({
    ...registry,
    actions: registry.actions.map((action) =>
      action.actionId === actionId ? { ...action, creditsPerUnit } : action,
    ),
  });

export const withoutPlan =
  (planId: string): Change =>
  (registry) => ({ ...registry, plans: registry.plans.filter((plan) => plan.planId !== planId) });

export const withoutAction =
  (actionId: string): Change =>
  (registry) => ({
    ...registry,
    actions: registry.actions.filter((action) => action.actionId !== actionId),
  });
