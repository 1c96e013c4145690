import type { Schemas } from '../store.js';

const some = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** As much as a wallet and a catalog usually have, without a word or a number that could be taken for somebody's own. */
export const emptyState: Schemas['State'] = {
  tenantId: '',
  clientId: '',
  plan: { planId: '', name: '', features: [] },
  monthlyGrant: 0,
  softCap: 0,
  balance: 0,
  available: 0,
  granted: 0,
  purchased: 0,
  held: 0,
  holds: [],
  nextGrant: { at: '2000-01-01', credits: 0 },
  enforce: true,
  version: 0,
  updatedAt: null,
  ledgerTail: [],
};

export const emptyMatrix: Schemas['Matrix'] = {
  tenantId: '',
  registryVersion: 0,
  topUpAvailable: true,
  plans: some(3, (at) => ({
    planId: `${at}`,
    name: '–',
    monthlyGrant: 0,
    softCap: 0,
    features: ['–', '––', '–––', '––––'],
    selfService: true,
  })),
  packs: some(3, (at) => ({
    packId: `${at}`,
    name: '–',
    credits: 1,
    price: { amountMinor: 0, currency: 'eur' },
  })),
  actions: some(18, (at) => ({
    actionId: `${at}`,
    product: at % 2 ? '––' : '–',
    name: '–',
    description: '–',
    unit: '–',
    creditsPerUnit: 0,
  })),
};
