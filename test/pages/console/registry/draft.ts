import type { Draft, Row } from '../../../../web/pages/console/registry/draft.js';

/** A small registry to work on. */
export const draft: Draft = {
  creditValueMicroEur: 50_000,
  defaultPlanId: 'base',
  plans: [{ planId: 'base', name: 'Base', monthlyGrant: 120, features: [], selfService: true }],
  actions: [
    { actionId: 'ask', name: 'Ask', creditsPerUnit: 1, estimatedCostMicroEur: 12_000 },
    { actionId: 'map', name: 'Map', creditsPerUnit: 2, estimatedCostMicroEur: 18_000 },
    { actionId: 'memo', name: 'Memo', creditsPerUnit: 20, estimatedCostMicroEur: 345_000 },
  ],
  packs: [
    { packId: 'small', name: 'Small', credits: 100, price: { amountMinor: 600, currency: 'eur' } },
  ],
};

export const changedAction = (of: Draft, actionId: string, change: Row): Draft => ({
  ...of,
  actions: of.actions.map((row) => (row['actionId'] === actionId ? { ...row, ...change } : row)),
});

export const idsOf = ({ actions }: Draft): readonly unknown[] =>
  actions.map(({ actionId }) => actionId);
