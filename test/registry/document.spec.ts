import { describe, expect, it } from 'vitest';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { type RegistryDocument, registryDocument } from '../../lib/registry/document.js';

const plan = {
  planId: 'base',
  name: 'Base',
  monthlyGrant: 100,
  features: ['maps'],
  selfService: true,
};

const action = {
  actionId: 'ask_ai',
  product: 'geospatial',
  name: 'Ask AI',
  unit: 'question',
  creditsPerUnit: 1,
  estimatedCostMicroEur: 12_000,
};

const pack = {
  packId: 'pack_100',
  name: '100 credits',
  credits: 100,
  price: { amountMinor: 600, currency: 'eur' },
};

const document = {
  creditValueMicroEur: 50_000,
  defaultPlanId: 'base',
  plans: [plan],
  actions: [action],
  packs: [pack],
};

const problemsOf = (given: unknown): readonly string[] =>
  registryDocument.safeParse(given).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('a registry document', () => {
  it('is filled up with what goes without saying', () => {
    expect(registryDocument.parse(document)).toEqual({
      ...document,
      plans: [{ ...plan, softCap: 300 }],
      actions: [{ ...action, aliases: [], chargeableBy: 'any' }],
    });
  });

  it.each([
    ['the default catalog', defaultCatalog],
    ['the smallest there is', { ...document, actions: [], packs: [] }],
    [
      'one with the largest grant there is',
      { ...document, plans: [{ ...plan, monthlyGrant: 1_000_000_000 }] },
    ],
  ])('can be posted back as it came: %s', (_, given) => {
    const once: RegistryDocument = registryDocument.parse(given);
    const again = registryDocument.parse(JSON.parse(JSON.stringify(once)));
    expect(again).toEqual(once);
  });

  it.each<[string, unknown]>([
    ['creditValueMicroEur', { ...document, creditValueMicroEur: -1 }],
    ['creditValueMicroEur', { ...document, creditValueMicroEur: 0.5 }],
    ['defaultPlanId', { ...document, defaultPlanId: 'gone' }],
    ['', { ...document, extra: 1 }],
    ['plans', { ...document, plans: [], defaultPlanId: 'base' }],
    ['plans.0', { ...document, plans: [{ ...plan, colour: 'red' }] }],
    ['plans.0.planId', { ...document, plans: [{ ...plan, planId: 'Base' }] }],
    ['plans.0.name', { ...document, plans: [{ ...plan, name: '  ' }] }],
    ['plans.0.monthlyGrant', { ...document, plans: [{ ...plan, monthlyGrant: -1 }] }],
    ['plans.0.monthlyGrant', { ...document, plans: [{ ...plan, monthlyGrant: 1_000_000_001 }] }],
    ['plans.0.softCap', { ...document, plans: [{ ...plan, softCap: 99 }] }],
    ['plans.0.softCap', { ...document, plans: [{ ...plan, softCap: 3_000_000_001 }] }],
    ['plans.0.features.0', { ...document, plans: [{ ...plan, features: ['Big Maps'] }] }],
    [
      'plans.0.price.amountMinor',
      { ...document, plans: [{ ...plan, price: { amountMinor: 0, currency: 'eur' } }] },
    ],
    [
      'plans.0.price.currency',
      { ...document, plans: [{ ...plan, price: { amountMinor: 1, currency: 'EUR' } }] },
    ],
    ['plans.1.planId', { ...document, plans: [plan, plan] }],
    ['packs.1.packId', { ...document, packs: [pack, pack] }],
    ['packs.0.credits', { ...document, packs: [{ ...pack, credits: 0 }] }],
    ['actions.0.actionId', { ...document, actions: [{ ...action, actionId: '1st' }] }],
    ['actions.0.creditsPerUnit', { ...document, actions: [{ ...action, creditsPerUnit: 1.5 }] }],
    [
      'actions.0.creditsPerUnit',
      { ...document, actions: [{ ...action, creditsPerUnit: 1_000_001 }] },
    ],
    [
      'actions.0.estimatedCostMicroEur',
      { ...document, actions: [{ ...action, estimatedCostMicroEur: 1_000_000_001 }] },
    ],
    ['actions.0.chargeableBy', { ...document, actions: [{ ...action, chargeableBy: 'user' }] }],
    ['actions.0.aliases.0', { ...document, actions: [{ ...action, aliases: [''] }] }],
    ['actions.0.aliases.0', { ...document, actions: [{ ...action, aliases: ['a\u0000'] }] }],
    ['actions.0.aliases.0', { ...document, actions: [{ ...action, aliases: ['?!'] }] }],
    ['actions.0.aliases.0', { ...document, actions: [{ ...action, aliases: ['  '] }] }],
    ['actions.0.unit', { ...document, actions: [{ ...action, unit: 'a\u0000' }] }],
    ['actions.0.description', { ...document, actions: [{ ...action, description: '\ud800' }] }],
    ['actions.1.actionId', { ...document, actions: [action, action] }],
  ])('is refused with the place of what is wrong: %s', (path, given) => {
    expect(problemsOf(given)[0]).toBe(path);
  });

  it.each([
    ['an alias that is another’s id', { actionId: 'ask', aliases: ['Ask AI'] }],
    ['an alias that is another’s full name', { actionId: 'ask', aliases: ['geospatial.ask_ai'] }],
    ['an id that reads like another’s full name', { actionId: 'geospatial_ask_ai' }],
    ['a full name that reads like another’s id', { actionId: 'ai', product: 'ask' }],
  ])('gives no name to two actions: %s', (_, other) => {
    const problems = problemsOf({ ...document, actions: [action, { ...action, ...other }] });
    expect(new Set(problems)).toEqual(new Set(['actions.1.actionId']));
  });

  it('may spell one action in two ways that come to the same', () => {
    const aliases = ['askAI', 'ask-ai', 'geospatial.ask_ai'];
    expect(problemsOf({ ...document, actions: [{ ...action, aliases }] })).toEqual([]);
  });

  it('tells everything that is wrong at once', () => {
    const given = { ...document, defaultPlanId: 'gone', plans: [plan, plan], packs: [pack, pack] };
    expect(problemsOf(given)).toEqual(['plans.1.planId', 'packs.1.packId', 'defaultPlanId']);
  });
});
