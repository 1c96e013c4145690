import type { Schemas } from '../../api/api.js';

const action = (actionId: string, name: string, unit: string, creditsPerUnit: number) => ({
  actionId,
  name,
  unit,
  creditsPerUnit,
  product: 'demo',
});

const plan = (planId: string, name: string, monthlyGrant: number) => ({
  planId,
  name,
  monthlyGrant,
  softCap: 3 * monthlyGrant,
  features: [],
  selfService: true,
});

/** For a demo where the API can't be reached: enough to try what credits are. */
export const SMALL_MATRIX: Schemas['Matrix'] = {
  tenantId: 'demo',
  registryVersion: 0,
  plans: [
    plan('base', 'Base', 120),
    plan('intelligence', 'Intelligence', 600),
    plan('professional', 'Professional', 2400),
  ],
  actions: [
    action('ask_ai', 'Ask AI', 'question', 1),
    action('parcel_report', 'Parcel report', 'report', 8),
    action('price_estimate', 'Price estimate', 'stake', 15),
    action('memo_draft', 'Memo draft', 'memo', 20),
  ],
  packs: [],
  topUpAvailable: false,
};
