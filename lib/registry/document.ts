import { z } from 'zod';
import { PATTERNS } from '../wallet/ids.js';
import { isSpelled, spelling } from './action-names.js';

const id = z.string().regex(PATTERNS.catalogId, 'lower-case letters, digits and _, at most 64');
const text = z.string().regex(PATTERNS.text, 'is text without control characters');
const label = text.trim().min(1).max(120);
const MOST_CREDITS = 1_000_000_000;

export const money = z.strictObject({
  amountMinor: z.int().min(1).max(100_000_000).describe('In the smallest unit of the currency.'),
  currency: z.string().regex(/^[a-z]{3}$/, 'an ISO 4217 code in lower case, such as eur'),
});

const stripePriceId = z
  .string()
  .regex(/^price_\w+$/, 'is the id of a price in Stripe, price_…')
  .optional()
  .describe('A price that is kept in Stripe, of the same amount; never public.');

const plan = z
  .strictObject({
    planId: id,
    name: label,
    monthlyGrant: z.int().min(0).max(MOST_CREDITS),
    softCap: z
      .int()
      .min(0)
      .max(3 * MOST_CREDITS)
      .optional()
      .describe('Bounds the granted credits; 3 × the grant if absent.'),
    features: z.array(id).max(100),
    selfService: z.boolean().describe('Whether users may move to it by themselves.'),
    price: money.optional(),
    stripePriceId,
  })
  .transform((given) => ({ ...given, softCap: given.softCap ?? 3 * given.monthlyGrant }));

const action = z.strictObject({
  actionId: id,
  aliases: z
    .array(text.min(1).max(100).refine(isSpelled, 'has a letter or a digit'))
    .max(20)
    .default([]),
  product: id,
  name: label,
  description: text.max(500).optional(),
  unit: label.describe('What one unit is: question, report, page …'),
  creditsPerUnit: z.int().min(0).max(1_000_000),
  estimatedCostMicroEur: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .describe('What a unit costs us; never public.'),
  chargeableBy: z.enum(['any', 'service']).default('any'),
});

const pack = z.strictObject({
  packId: id,
  name: label,
  credits: z.int().min(1).max(MOST_CREDITS),
  price: money,
  stripePriceId,
});

/** What an operator publishes: plans, actions, packs, and what a credit is worth. Validated as a whole. */
export const registryDocument = z
  .strictObject({
    creditValueMicroEur: z.int().min(0).max(1_000_000_000),
    defaultPlanId: id.describe('The plan on which a wallet is opened.'),
    plans: z.array(plan).min(1).max(50),
    actions: z.array(action).max(1000),
    packs: z.array(pack).max(100),
  })
  .check(({ value, issues }) => {
    const complain = (message: string, ...path: (string | number)[]) =>
      issues.push({ code: 'custom', message, path, input: value });

    for (const at of repeated(value.plans.map(({ planId }) => planId))) {
      complain('is there twice', 'plans', at, 'planId');
    }
    for (const at of repeated(value.packs.map(({ packId }) => packId))) {
      complain('is there twice', 'packs', at, 'packId');
    }
    if (!value.plans.some(({ planId }) => planId === value.defaultPlanId)) {
      complain('names no plan of this registry', 'defaultPlanId');
    }
    value.plans.forEach(({ monthlyGrant, softCap }, at) => {
      if (softCap < monthlyGrant) complain('is below the monthly grant', 'plans', at, 'softCap');
    });
    value.plans.forEach(({ price, stripePriceId }, at) => {
      if (stripePriceId && !price)
        complain('needs a price beside it', 'plans', at, 'stripePriceId');
    });
    const priceIds = [...value.plans, ...value.packs].map((each) => each.stripePriceId ?? '');
    for (const at of repeated(priceIds).filter((at) => priceIds[at] !== '')) {
      const ofPlan = at < value.plans.length;
      const index = ofPlan ? at : at - value.plans.length;
      complain(
        'is the price of something else, too',
        ofPlan ? 'plans' : 'packs',
        index,
        'stripePriceId',
      );
    }
    const owners = new Map<string, number>();
    value.actions.forEach(({ actionId, aliases, product }, at) => {
      for (const name of new Set([actionId, ...aliases, `${product}.${actionId}`].map(spelling))) {
        const owner = owners.get(name);
        if (owner !== undefined)
          complain(`${name} is also a name of actions.${owner}`, 'actions', at, 'actionId');
        else owners.set(name, at);
      }
    });
  });

export type RegistryDocument = z.output<typeof registryDocument>;

/** The places at which something stands for the second time. */
const repeated = (names: readonly string[]): readonly number[] =>
  names.flatMap((name, at) => (names.indexOf(name) < at ? [at] : []));
