import { describe, expect, it } from 'vitest';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { registryOf } from '../../lib/registry/registry.js';
import { instant } from '../../lib/wallet/instant.js';

const { actions, creditValueMicroEur, packs, plans } = defaultCatalog;

describe('the default catalog', () => {
  it.each(['geospatial', 'secondary_market'])('has eight actions or more for %s', (product) => {
    const own = actions.filter((action) => action.product === product);
    expect(own.length).toBeGreaterThanOrEqual(8);
  });

  it('has three plans, each larger than the one before and with all its features', () => {
    expect(plans.map(({ planId }) => planId)).toEqual(['base', 'intelligence', 'professional']);
    for (const [index, { features, monthlyGrant, price, softCap }] of plans.entries()) {
      const below = plans[index - 1];
      expect(softCap).toBe(3 * monthlyGrant);
      expect(monthlyGrant).toBeGreaterThan(below?.monthlyGrant ?? 0);
      expect(features).toEqual(expect.arrayContaining(below?.features ?? []));
      expect(price?.amountMinor ?? 0).toBeGreaterThanOrEqual(below?.price?.amountMinor ?? 0);
    }
  });

  it('has three packs, of which a larger one is never dearer by the credit', () => {
    const perCredit = packs.map(({ credits, price }) => price.amountMinor / credits);
    expect(perCredit).toHaveLength(3);
    expect(perCredit).toEqual([...perCredit].sort((a, b) => b - a));
  });

  it.each(actions.map((action) => [action.actionId, action] as const))(
    'earns something with %s',
    (_, { creditsPerUnit, estimatedCostMicroEur }) => {
      expect(estimatedCostMicroEur).toBeGreaterThan(0);
      expect(creditsPerUnit * creditValueMicroEur).toBeGreaterThan(estimatedCostMicroEur);
    },
  );

  it.each(packs)('earns something with every action that is paid from $packId', (pack) => {
    const microEurPerCredit = (pack.price.amountMinor * 10_000) / pack.credits;
    for (const { creditsPerUnit, estimatedCostMicroEur } of actions) {
      expect(creditsPerUnit * microEurPerCredit).toBeGreaterThan(estimatedCostMicroEur);
    }
  });

  it('leaves AI Match free: it is not in there under any name', () => {
    expect(JSON.stringify(defaultCatalog)).not.toMatch(/match/i);
  });
});

describe('the name of an action', () => {
  const registry = registryOf({
    version: 7,
    document: {
      ...defaultCatalog,
      actions: actions.map((action) =>
        action.actionId === 'valuation' ? { ...action, aliases: ['AVM', 'auto-value'] } : action,
      ),
    },
    publishedAt: instant('2026-01-01T00:00:00Z'),
    author: 'a test',
  });

  it.each([
    ['ask_ai', 'ask_ai'],
    ['askAI', 'ask_ai'],
    ['askAi', 'ask_ai'],
    ['AskAI', 'ask_ai'],
    ['ask-ai', 'ask_ai'],
    ['Ask AI', 'ask_ai'],
    ['ASK_AI', 'ask_ai'],
    ['geospatial.ask_ai', 'ask_ai'],
    ['geospatial.askAI', 'ask_ai'],
    ['secondary_market.deal_screen', 'deal_screen'],
    ['secondaryMarket.dealScreen', 'deal_screen'],
    ['avm', 'valuation'],
    ['autoValue', 'valuation'],
  ])('%s is %s', (name, actionId) => {
    expect(registry.actionNamed(name)).toBe(actionId);
  });

  it.each(['ask', 'askai', 'secondary_market.ask_ai', 'ask_ai_', '', '_', '__proto__', 'toString'])(
    '%j is none',
    (name) => {
      expect(registry.actionNamed(name)).toBeUndefined();
    },
  );

  it('leads to terms of the version that it is of', () => {
    expect(registry.catalog.version).toBe(7);
    expect(registry.catalog.actions.get('ask_ai')).toMatchObject({ creditsPerUnit: 1 });
    expect(registry.catalog.defaultPlan).toMatchObject({ planId: 'base', softCap: 360 });
  });
});
