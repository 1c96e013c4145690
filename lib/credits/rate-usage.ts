import type { ShadowRating } from '../contract/registry.js';
import { grossCredits } from '../ledger/reports/usage.js';
import type { Registry } from '../registry/registry.js';
import { monthBefore, monthOf, startOf } from '../wallet/month.js';
import type { Publisher } from './publish-registry.js';

/** What the usage of the last whole month would have cost at the prices of another registry. */
export const rateUsage = async (
  { now, reports, tenantId }: Pick<Publisher, 'now' | 'reports' | 'tenantId'>,
  candidate: Registry,
): Promise<ShadowRating> => {
  const month = monthOf(now());
  const [from, to] = [startOf(monthBefore(month)), startOf(month)];
  const actions: ShadowRating['actions'] = [];
  const gone: string[] = [];
  let [existing, rated] = [0n, 0n];
  const { usage } = await reports();
  for await (const group of usage.groups({ tenantId, from, to, groupBy: 'action' })) {
    const { key: actionId, quantity } = group;
    const action = candidate.catalog.actions.get(candidate.actionNamed(actionId) ?? '');
    if (!action) gone.push(actionId);
    const charged = grossCredits(group);
    const cost = quantity * BigInt(action?.creditsPerUnit ?? 0);
    actions.push({ actionId, quantity: Number(quantity), ...compared(charged, cost) });
    existing += charged;
    rated += cost;
  }
  return { from, to, actions, totals: compared(existing, rated), gone };
};

/** Sums are exact inside, and at the edge as exact as a number in JSON can be. */
const compared = (existing: bigint, candidate: bigint) => ({
  existingCredits: Number(existing),
  candidateCredits: Number(candidate),
  delta: Number(candidate - existing),
});
