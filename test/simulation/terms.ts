import type { Random } from './random.js';

/** What a published version varies; everything else of the catalog stays. */
export type Publishing = {
  readonly askPrice: number;
  readonly grant: number;
  readonly cap: number;
  /** What the professional plan costs a month; without a price anybody's backend may assign it. */
  readonly price: boolean;
  /** The action that is gone from this version. */
  readonly withoutAction: string | undefined;
  readonly withoutPlan: string | undefined;
  /** The action that the name `quick look` stands for. */
  readonly quickLook: string | undefined;
};

export const FIRST: Publishing = {
  askPrice: 2,
  grant: 40,
  cap: 90,
  price: true,
  withoutAction: undefined,
  withoutPlan: undefined,
  quickLook: 'ask_ai',
};

export const drawPublishing = (random: Random): Publishing => {
  const grant = random.between(0, 60);
  return {
    askPrice: random.between(1, 5),
    grant,
    cap: grant + random.between(0, 80),
    price: random.chance(50),
    withoutAction: random.pick([undefined, undefined, 'ask_ai', 'deal_screen']),
    withoutPlan: random.pick([undefined, undefined, undefined, 'plus']),
    quickLook: random.pick(['ask_ai', 'ask_ai', 'deal_screen', undefined]),
  };
};

/** Every way in which callers write an action, and its plain spelling. */
export const SPELLINGS = {
  ask_ai: 'ask_ai',
  askAI: 'ask_ai',
  'geospatial.ask_ai': 'geospatial_ask_ai',
  'quick look': 'quick_look',
  deal_screen: 'deal_screen',
  satellite: 'satellite',
  nothing: 'nothing',
} as const;

export type Spelled = keyof typeof SPELLINGS;

const action = (actionId: string, product: string, creditsPerUnit: number) => ({
  actionId,
  aliases: [] as readonly string[],
  product,
  name: actionId,
  unit: 'unit',
  creditsPerUnit,
  estimatedCostMicroEur: 9_000,
  chargeableBy: actionId === 'satellite' ? 'service' : 'any',
});

const plan = (planId: string, monthlyGrant: number, softCap: number, selfService: boolean) => ({
  planId,
  name: planId,
  monthlyGrant,
  softCap,
  features: [],
  selfService,
});

/** The document of a version, as plain data. */
export const documentOf = (of: Publishing) => {
  const actions = [
    action('ask_ai', 'geospatial', of.askPrice),
    action('deal_screen', 'secondary_market', 7),
    action('satellite', 'geospatial', 11),
  ];
  const pro = plan('pro', 150, 300, false);
  const plans = [
    plan('base', of.grant, of.cap, true),
    plan('plus', 80, 120, true),
    of.price ? { ...pro, price: { amountMinor: 9900, currency: 'eur' } } : pro,
  ];
  return {
    creditValueMicroEur: 50_000,
    defaultPlanId: 'base',
    plans: plans.filter(({ planId }) => planId !== of.withoutPlan),
    actions: actions
      .filter(({ actionId }) => actionId !== of.withoutAction)
      .map((each) => ({ ...each, aliases: each.actionId === of.quickLook ? ['quick look'] : [] })),
    packs: [
      { packId: 'pack', name: 'Pack', credits: 50, price: { amountMinor: 900, currency: 'eur' } },
    ],
  };
};

export type Document = ReturnType<typeof documentOf>;
