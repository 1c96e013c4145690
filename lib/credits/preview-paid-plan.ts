import type { PlanAnswer } from '../contract/plan.js';
import type { LiveSubscription, Subscriptions } from '../payments/subscriptions.js';
import type { Registry } from '../registry/registry.js';
import { assertNever } from '../wallet/brand.js';
import type { PlanId } from '../wallet/ids.js';
import { balance } from '../wallet/wallet.js';
import type { Credits } from './app.js';
import { subscriberIn, termsOf } from './follow-subscription.js';
import type { PaidPlanRequest, PaidPlanResult } from './paid-plan.js';
import { stepTo } from './plan-step.js';
import { planOfPrice } from './priced-plan.js';
import { showNext, showPlan } from './show-plan.js';
import { walletNow } from './wallet-now.js';

/** What a request for a plan would come to, an upgrade as if it were paid at once. Nothing is written, here or there. */
export const previewPaidPlan = async (
  app: Credits,
  subscriptions: Subscriptions,
  request: PaidPlanRequest,
): Promise<PaidPlanResult> => {
  const { planId, walletId } = request;
  const [registry, wallet] = [await app.registry.current(), await walletNow(app, walletId)];
  const known = subscriberIn(wallet);
  const current = await subscriptions.current(walletId, planOfPrice(app), known);
  if (current.outcome === 'mismatch') return current;
  const subscription = current.outcome === 'live' ? current.subscription : undefined;
  const step = stepTo(planId, {
    registry,
    planId: wallet.planId,
    subscription,
    at: app.now(),
  });
  const still = {
    status: 'unchanged',
    plan: showPlan(registry, wallet.planId),
    granted: 0,
    trimmed: 0,
    balance: balance(wallet),
    dryRun: true,
  } as const;
  switch (step.kind) {
    case 'assign':
      return { outcome: 'free' };
    case 'subscribe':
    case 'pay':
      return answered({ ...still, status: 'payment_required' });
    case 'upgrade':
      return answered({
        ...still,
        ...(await upgraded(app, request, registry, step.subscription, step.plan.planId)),
      });
    case 'schedule':
      return answered({ ...still, next: { planId, at: step.subscription.periodEnd } });
    case 'keep':
      return answered({
        ...still,
        status: step.subscription.pastDueSince ? 'payment_required' : 'unchanged',
      });
    case 'nothing':
      return answered({ ...still, ...showNext(wallet) });
    default:
      return assertNever(step);
  }
};

const answered = (answer: PlanAnswer): PaidPlanResult => ({
  outcome: 'answered',
  answer,
  replayed: false,
});

const upgraded = async (
  app: Credits,
  { traceId, walletId }: PaidPlanRequest,
  registry: Registry,
  subscription: LiveSubscription,
  planId: PlanId,
): Promise<Partial<PlanAnswer>> => {
  const { next, ...terms } = termsOf(subscription, registry.catalog);
  const outcome = await app.submit({
    walletId,
    traceId,
    dryRun: true,
    command: {
      type: 'FollowSubscription',
      key: app.newKey(),
      at: app.now(),
      actor: { kind: 'stripe' },
      subscription: { ...terms, planId },
    },
  });
  if (outcome.outcome !== 'previewed' || outcome.entry.event.type !== 'PlanChanged') return {};
  const { balanceAfter, event } = outcome.entry;
  return {
    status: 'changed',
    plan: showPlan(registry, event.to),
    granted: event.credits,
    trimmed: event.trimmed,
    balance: balanceAfter,
  };
};
