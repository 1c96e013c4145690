import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { differences } from '../../lib/registry/differences.js';
import { type RegistryDocument, registryDocument } from '../../lib/registry/document.js';

const base = {
  planId: 'base',
  name: 'Base',
  monthlyGrant: 100,
  softCap: 300,
  features: ['maps', 'reports'],
  selfService: true,
};
const gold = { ...base, planId: 'gold', price: { amountMinor: 2900, currency: 'eur' } };
const askAi = {
  actionId: 'ask_ai',
  aliases: ['askAI'],
  product: 'geospatial',
  name: 'Ask AI',
  unit: 'question',
  creditsPerUnit: 1,
  estimatedCostMicroEur: 12_000,
  chargeableBy: 'any' as const,
};
const valuation = { ...askAi, actionId: 'valuation', aliases: [] };
const pack = { packId: 'pack_100', name: '100 credits', credits: 100, price: gold.price };

const document: RegistryDocument = {
  creditValueMicroEur: 50_000,
  defaultPlanId: 'base',
  plans: [base, gold],
  actions: [askAi, valuation],
  packs: [pack],
};

const { price, ...goldForFree } = gold;

describe('the difference of two versions', () => {
  it.each<[string, Partial<RegistryDocument>, readonly string[]]>([
    ['nothing', {}, []],
    [
      'a price of an action',
      { actions: [{ ...askAi, creditsPerUnit: 2 }, valuation] },
      ['actions.ask_ai.creditsPerUnit: 1 → 2'],
    ],
    [
      'a plan that is new',
      { plans: [base, gold, { ...gold, planId: 'silver' }] },
      ['plans: + silver'],
    ],
    ['a plan that is gone', { plans: [base] }, ['plans: - gold']],
    ['an action that is gone', { actions: [valuation] }, ['actions: - ask_ai']],
    [
      'a pack that has another name',
      { packs: [{ ...pack, packId: 'pack' }] },
      ['packs: + pack', 'packs: - pack_100'],
    ],
    ['the order of plans', { plans: [gold, base] }, ['plans: in another order']],
    [
      'a feature',
      { plans: [{ ...base, features: ['maps', 'alerts'] }, gold] },
      ['plans.base.features: + alerts', 'plans.base.features: - reports'],
    ],
    [
      'the order of features',
      { plans: [{ ...base, features: ['reports', 'maps'] }, gold] },
      ['plans.base.features: in another order'],
    ],
    [
      'an alias with a space',
      { actions: [{ ...askAi, aliases: ['askAI', 'Ask AI'] }, valuation] },
      ['actions.ask_ai.aliases: + "Ask AI"'],
    ],
    [
      'a name',
      { plans: [{ ...base, name: 'Base plan' }, gold] },
      ['plans.base.name: Base → "Base plan"'],
    ],
    [
      'an amount',
      { plans: [base, { ...gold, price: { ...price, amountMinor: 3900 } }] },
      ['plans.gold.price.amountMinor: 2900 → 3900'],
    ],
    [
      'a price that is gone',
      { plans: [base, goldForFree] },
      ['plans.gold.price: {"amountMinor":2900,"currency":"eur"} → none'],
    ],
    [
      'a description that is new',
      { actions: [{ ...askAi, description: 'One\nquestion' }, valuation] },
      ['actions.ask_ai.description: none → "One\\nquestion"'],
    ],
    [
      'whether users may',
      { plans: [{ ...base, selfService: false }, gold] },
      ['plans.base.selfService: true → false'],
    ],
    [
      'what is of no list',
      { creditValueMicroEur: 60_000, defaultPlanId: 'gold' },
      ['creditValueMicroEur: 50000 → 60000', 'defaultPlanId: base → gold'],
    ],
  ])('%s is told in lines', (_, change, lines) => {
    expect(differences(document, { ...document, ...change })).toEqual(lines);
  });

  it('tells everything at once, plans before actions before packs', () => {
    const changed = { ...document, plans: [base], actions: [askAi], packs: [] };
    const lines = ['plans: - gold', 'actions: - valuation', 'packs: - pack_100'];
    expect(differences(document, changed)).toEqual(lines);
  });

  it('is without a line exactly where there is none', () => {
    const lists = {
      features: fc.array(fc.constantFrom('maps', 'reports', 'alerts'), { maxLength: 3 }),
      planIds: fc.uniqueArray(fc.constantFrom('base', 'gold', 'silver'), { minLength: 1 }),
      actionIds: fc.uniqueArray(fc.constantFrom('ask_ai', 'valuation', 'isochrone')),
      described: fc.boolean(),
      units: fc.integer({ min: 1, max: 2 }),
    };
    const documents = fc
      .record(lists)
      .map(({ actionIds, described, features, planIds, units }) => ({
        ...document,
        plans: planIds.map((planId) => ({ ...base, planId, features })),
        actions: actionIds.map((actionId) => ({
          ...valuation,
          actionId,
          creditsPerUnit: units,
          ...(described && { description: 'A' }),
        })),
      }));
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const lines = differences(before, after);
        expect(lines.length === 0).toBe(isDeepStrictEqual(before, after));
        expect(differences(before, before)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('of a document that went through JSON and back is none', () => {
    const again = registryDocument.parse(JSON.parse(JSON.stringify(defaultCatalog)));
    expect(differences(defaultCatalog, again)).toEqual([]);
  });
});
