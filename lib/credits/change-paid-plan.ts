import type { PlanAnswer } from '../contract/plan.js';
import type { Payments } from '../payments/payments.js';
import type { LiveSubscription } from '../payments/subscriptions.js';
import { assertNever } from '../wallet/brand.js';
import type { PlanId } from '../wallet/ids.js';
import { balance } from '../wallet/wallet.js';
import type { Credits } from './app.js';
import { followSubscription } from './follow-subscription.js';
import type { PaidPlanRequest, PaidPlanResult } from './paid-plan.js';
import { type PlanStep, stepTo } from './plan-step.js';
import { previewPaidPlan } from './preview-paid-plan.js';
import { showNext, showPlan } from './show-plan.js';
import { walletNow } from './wallet-now.js';

/**
 * What came of a step; `nothing`: the subscription is as it was. `unpaid`: the plan waits for a payment, at `payUrl` if there
 * is such a page.
 */
type Done =
  | { readonly outcome: 'mismatch'; readonly reason: string }
  | {
      readonly outcome: 'done' | 'nothing';
      readonly unpaid?: boolean;
      readonly payUrl?: string | undefined;
      readonly replayed?: boolean;
    };

/**
 * Moves a client's subscription toward a plan, and the wallet to what is paid for then. The subscription is followed before
 * and after: what is decided on is what the provider has now.
 */
export const changePaidPlan = async (
  app: Credits,
  payments: Payments,
  request: PaidPlanRequest,
): Promise<PaidPlanResult> => {
  const { planId, walletId } = request;
  if (request.dryRun) return previewPaidPlan(app, payments.subscriptions, request);
  const before = await standingOf(app, request);
  const found = await followSubscription(app, payments, request);
  if (found.outcome === 'mismatch') return found;
  const registry = await app.registry.current();
  const wallet = await walletNow(app, walletId);
  const { subscription } = found;
  const at = app.now();
  const step = stepTo(planId, { registry, planId: wallet.planId, subscription, at });
  if (step.kind === 'assign') return { outcome: 'free' };
  const done = await carryOut(app, payments, request, step);
  if (done.outcome === 'mismatch') return done;
  const isAsFound = done.outcome === 'nothing';
  const after = isAsFound ? found : await followSubscription(app, payments, request);
  if (after.outcome === 'mismatch') return after;
  const answer = await answerOf(app, payments, request, { before, done, ...after });
  if (!done.unpaid && answer.plan.planId === planId) await remember(app, request);
  return { outcome: 'answered', answer, replayed: done.replayed ?? false };
};

const carryOut = async (
  app: Credits,
  { subscriptions }: Payments,
  { traceId, walletId }: PaidPlanRequest,
  step: Exclude<PlanStep, { kind: 'assign' }>,
): Promise<Done> => {
  switch (step.kind) {
    case 'subscribe': {
      const page = await subscriptions.subscribe(walletId, step.plan, { at: app.now(), traceId });
      if (page.outcome === 'mismatch') return page;
      if (page.outcome === 'subscribed') return { outcome: 'done' };
      return { outcome: 'nothing', unpaid: true, payUrl: page.url, replayed: page.replayed };
    }
    case 'upgrade': {
      const upgraded = await subscriptions.upgrade(step.subscription, step.plan);
      if (upgraded.outcome === 'mismatch') return upgraded;
      if (upgraded.outcome === 'upgraded') return { outcome: 'done' };
      return { outcome: 'done', unpaid: true, payUrl: upgraded.payUrl };
    }
    case 'schedule': {
      const scheduled = await subscriptions.schedule(step.subscription, step.later);
      return scheduled.outcome === 'mismatch' ? scheduled : { outcome: 'done' };
    }
    case 'keep':
      await subscriptions.keep(step.subscription);
      return { outcome: 'done', ...owed(step.subscription) };
    case 'pay':
      return { outcome: 'nothing', ...owed(step.subscription) };
    case 'nothing':
      return { outcome: 'nothing' };
    default:
      return assertNever(step);
  }
};

const owed = ({ pastDueSince, payUrl }: LiveSubscription) =>
  pastDueSince ? { unpaid: true, payUrl } : {};

type Standing = { readonly planId: PlanId; readonly version: number };

/** The plan as it stands, and the number of the last entry that is written. */
const standingOf = async (app: Credits, { walletId }: PaidPlanRequest): Promise<Standing> => {
  const { stored } = await app.ledger.read(walletId, { limit: 0 });
  const { planId } = await walletNow(app, walletId);
  return { planId, version: stored?.wallet.version ?? 0 };
};

/** Whoever followed first, this request or a message of the provider's: what it granted is told. */
const answerOf = async (
  app: Credits,
  { subscriptions }: Payments,
  { walletId }: PaidPlanRequest,
  {
    before,
    done,
    subscription,
  }: {
    readonly before: Standing;
    readonly done: Exclude<Done, { outcome: 'mismatch' }>;
    readonly subscription: LiveSubscription | undefined;
  },
): Promise<PlanAnswer> => {
  const wallet = await walletNow(app, walletId);
  const portalUrl = subscription && (await subscriptions.portalUrl(subscription));
  const changed = wallet.planId !== before.planId;
  return {
    status: done.unpaid ? 'payment_required' : changed ? 'changed' : 'unchanged',
    plan: showPlan(await app.registry.current(), wallet.planId),
    ...(await movedSince(app, walletId, before.version)),
    balance: balance(wallet),
    ...(done.payUrl !== undefined && { checkoutUrl: done.payUrl }),
    ...(portalUrl !== undefined && { portalUrl }),
    ...showNext(wallet),
  };
};

/** More entries than others write to a wallet while one request changes its plan. */
const TAIL = 100;

const movedSince = async (
  { ledger }: Credits,
  walletId: PaidPlanRequest['walletId'],
  version: number,
): Promise<{ readonly granted: number; readonly trimmed: number }> => {
  const { entries } = await ledger.read(walletId, { limit: TAIL });
  const moved = { granted: 0, trimmed: 0 };
  for (const { event, seq } of entries) {
    if (seq <= version || event.type !== 'PlanChanged' || event.fellDue) continue;
    moved.granted += event.credits;
    moved.trimmed += event.trimmed;
  }
  return moved;
};

/** Later, when something else is in force, the same request must not be carried out and paid for again. */
const remember = async (
  app: Credits,
  { actor, idempotencyKey: key, planId, traceId, walletId }: PaidPlanRequest,
): Promise<void> => {
  if (!key) return;
  const command = { type: 'ChangePlan', key, planId, actor, at: app.now() } as const;
  await app.submit({ walletId, command, traceId });
};
