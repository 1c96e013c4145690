import type { MatrixAnswer } from '../contract/matrix.js';
import type { Credits } from './app.js';
import { showPacks } from './show-packs.js';

/** What everybody may know of the registry: plans, packs, and what each action costs in credits. Never what it costs us. */
export const readMatrix = async (
  app: Credits,
  { product }: { readonly product?: string | undefined },
): Promise<MatrixAnswer> => {
  const { document, version } = await app.registry.current();
  return {
    tenantId: app.tenantId,
    registryVersion: version,
    plans: document.plans.map(({ stripePriceId, ...plan }) => plan),
    actions: document.actions
      .filter((action) => product === undefined || action.product === product)
      .map(({ actionId, creditsPerUnit, description, name, product, unit }) => ({
        actionId,
        product,
        name,
        ...(description && { description }),
        unit,
        creditsPerUnit,
      })),
    packs: showPacks(document),
    topUpAvailable: app.payments !== undefined,
  };
};
