/** Answers as a local server gave them to `ada` in her first minutes; a test holds them to the schemas. */

const TRACE = '02c24e455c39008bc22befcf3736172f';

const entry = {
  eventId: '01a1ff91-e4a9-74e4-8af5-4b9d0ff74b14',
  seq: 3,
  kind: 'debit',
  name: 'CZ_SMCR|debit|report-4711',
  tenantId: 'cityzeen',
  clientId: 'ada',
  actor: 'user',
  product: 'geospatial',
  actionId: 'ask_ai',
  quantity: 20,
  creditsDelta: -20,
  balanceAfter: 100,
  idempotencyKey: 'report-4711',
  traceId: TRACE,
  registryVersion: 1,
  createdAt: '2026-11-21T19:25:13.769Z',
  hash: '6864da8a3960ce3c14ab336a701019ee880dff4a6226f6436e6d59907c91a285',
  creditsPerUnit: 1,
  fromGranted: 20,
  fromPurchased: 0,
  enforced: true,
};

const hold = {
  eventId: '01a1ff91-e505-7525-b19e-cbe3a477ab14',
  seq: 4,
  kind: 'hold',
  name: 'CZ_SMCR|hold|job-1',
  tenantId: 'cityzeen',
  clientId: 'ada',
  actor: 'user',
  product: 'geospatial',
  actionId: 'ask_ai',
  quantity: 2,
  creditsDelta: 0,
  balanceAfter: 100,
  idempotencyKey: 'job-1',
  traceId: 'cf2fabfc8386d198e25aa242b0a91b30',
  registryVersion: 1,
  createdAt: '2026-11-21T19:25:13.861Z',
  hash: '78531b1bfc75a26ea0c3b60924e8ff74cdfdbd1cce2371a3de84d2b2e6343489',
  creditsPerUnit: 1,
  credits: 2,
  enforced: true,
  expiresAt: '2026-11-21T19:40:13.861Z',
};

const packs = [
  {
    packId: 'pack_100',
    name: '100 credits',
    credits: 100,
    price: { amountMinor: 600, currency: 'eur' },
  },
];

const account = { balance: 100, available: 100, enforced: true };
const plan = { planId: 'base', name: 'Base', features: ['map_layers', 'saved_searches'] };
const sums = {
  count: 2,
  credits: 21,
  shortfallCredits: 0,
  estimatedCostEur: 0.252,
  creditValueEur: 1.05,
  marginEur: 0.798,
  marginPercent: 76,
};

/** Answers, by the name of their schema. */
export const ANSWERS = {
  Debit: {
    Debited: { status: 'debited', entry, ...account, receipt: 'eyJhbGciOiJIUzI1NiJ9…' },
    Held: { status: 'held', entry: hold, ...account, available: 98 },
  },
  PlanChange: {
    'What an upgrade would do': {
      status: 'changed',
      plan: {
        planId: 'intelligence',
        name: 'Intelligence',
        features: ['map_layers', 'saved_searches', 'reports', 'deal_rooms', 'alerts'],
      },
      granted: 480,
      trimmed: 0,
      balance: 580,
      dryRun: true,
    },
  },
  State: {
    'A wallet with an open hold': {
      tenantId: 'cityzeen',
      clientId: 'ada',
      plan,
      monthlyGrant: 120,
      softCap: 360,
      balance: 100,
      available: 98,
      granted: 100,
      purchased: 0,
      held: 2,
      holds: [{ key: 'job-1', credits: 2, expiresAt: '2026-11-21T19:40:13.861Z' }],
      nextGrant: { at: '2026-12-01T00:00:00.000Z', credits: 120 },
      enforce: true,
      version: 4,
      updatedAt: '2026-11-21T19:25:13.861Z',
      ledgerTail: [hold, entry],
    },
  },
  Matrix: {
    'One of each': {
      tenantId: 'cityzeen',
      registryVersion: 1,
      plans: [{ ...plan, monthlyGrant: 120, softCap: 360, selfService: true }],
      actions: [
        {
          actionId: 'ask_ai',
          product: 'geospatial',
          name: 'Ask AI',
          description: 'A question about a place, answered from maps, listings and open data.',
          unit: 'question',
          creditsPerUnit: 1,
        },
      ],
      packs,
      topUpAvailable: true,
    },
  },
  Checkout: {
    'Send the browser there': {
      sessionId: 'cs_test_a1b2c3',
      checkoutUrl: 'https://checkout.stripe.com/c/pay/cs_test_a1b2c3',
    },
  },
  Confirmation: { Paid: { status: 'credited', credits: 100, balance: 200 } },
  Metrics: {
    'One action in November': {
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
      groupBy: 'action',
      groups: [{ key: 'ask_ai', ...sums }],
      totals: sums,
    },
  },
  FoundEntries: { 'By a trace id': { entries: [{ ...entry, estimatedCostEur: 0.24 }] } },
  Adjustment: {
    Goodwill: {
      status: 'adjusted',
      entry: {
        eventId: '01a1ff91-ea3d-7577-8044-7a65a325c97f',
        seq: 5,
        kind: 'adjustment',
        name: 'CZ_SMCR|adjustment|ticket-981',
        tenantId: 'cityzeen',
        clientId: 'ada',
        actor: 'admin:machine',
        creditsDelta: 25,
        balanceAfter: 125,
        idempotencyKey: 'ticket-981',
        traceId: 'b1fb447c8b7289d769e26cc78446c0b2',
        registryVersion: 1,
        createdAt: '2026-11-21T19:25:15.197Z',
        hash: '4c2c17afef614559adc620bc7564135ded2f3acb6fbcc8a92fbe7ee285e63ca7',
        credits: 25,
        reason: 'goodwill, ticket 981',
      },
      balance: 125,
      available: 123,
    },
  },
  Audit: {
    'One look': {
      accesses: [
        {
          seq: 5,
          at: '2026-11-21T19:25:15.637Z',
          who: 'machine',
          doing: 'mirror.sync',
          request: 'GET /api/credits-sync',
          status: 200,
          traceId: '4cf8408af84a85a67cf57a46be9d628e',
        },
      ],
    },
  },
  Health: {
    'All is well': {
      status: 'ok',
      ledger: 'postgres',
      version: '0.1.0',
      checks: [{ name: 'ledger', status: 'ok' }],
    },
  },
  Problem: {
    'Not enough credits': {
      type: 'urn:cz-credits:problem:insufficient_credits',
      title: 'Not enough credits',
      status: 402,
      detail: '120 credits are needed and 100 are available: top up, or wait for the next grant',
      code: 'insufficient_credits',
      traceId: '07e99ced3d178181336c5b8588bfd5ea',
      required: 120,
      available: 100,
      shortfall: 20,
      topUp: { href: 'https://app.example.com/account#top-up', packs },
    },
    'A typing error': {
      type: 'urn:cz-credits:problem:invalid_request',
      title: 'The request is not valid',
      status: 422,
      detail: 'quantty: is not a member of this request',
      code: 'invalid_request',
      traceId: 'fdaef79376f16a3d466bf1f18e913810',
      issues: [{ path: 'quantty', message: 'is not a member of this request' }],
    },
  },
};
