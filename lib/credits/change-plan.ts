import type { PlanAnswer } from '../contract/plan.js';
import type { Outcome } from '../ledger/ledger.js';
import type { Refusal } from '../wallet/decision.js';
import type { IdempotencyKey, TraceId } from '../wallet/ids.js';
import { balance } from '../wallet/wallet.js';
import type { Credits, Party } from './app.js';
import { changePaidPlan } from './change-paid-plan.js';
import { showPlan } from './show-plan.js';
import { walletNow } from './wallet-now.js';

export type PlanRequest = {
  readonly planId: string;
  readonly idempotencyKey?: IdempotencyKey | undefined;
  readonly dryRun?: boolean | undefined;
};

/** `mismatch`: what the payment provider has is not what the registry says. */
export type PlanChangeResult =
  | { readonly answer: PlanAnswer; readonly replayed: boolean }
  | { readonly refusal: Refusal }
  | { readonly mismatch: string };

/** Moves a wallet to a plan. For one that is paid for, its own client goes by way of the payment; nobody else has to. */
export const changePlan = async (
  app: Credits,
  party: Party,
  request: PlanRequest,
  traceId: TraceId,
): Promise<PlanChangeResult> => {
  const { dryRun = false, idempotencyKey, planId } = request;
  const payments = (await isPaidFor(app, party, planId)) ? await app.payments?.() : undefined;
  if (!payments) return assignPlan(app, party, request, traceId);
  const before = await answeredBefore(app, party, request, traceId);
  if (before) return before;
  const paid = { ...party, planId, idempotencyKey, dryRun, traceId };
  const result = await changePaidPlan(app, payments, paid);
  if (result.outcome === 'free') return assignPlan(app, party, request, traceId);
  return result.outcome === 'mismatch' ? { mismatch: result.reason } : result;
};

const isPaidFor = async (
  app: Credits,
  { actor, walletId }: Party,
  planId: string,
): Promise<boolean> => {
  if (actor.kind !== 'user') return false;
  const { catalog } = await app.registry.current();
  if (catalog.plans.get(planId)?.price) return true;
  return (await walletNow(app, walletId)).subscription !== undefined;
};

/** The answer of before to the same key, or why no payment would help. */
const answeredBefore = async (
  app: Credits,
  { actor, walletId }: Party,
  { dryRun = false, idempotencyKey, planId }: PlanRequest,
  traceId: TraceId,
): Promise<PlanChangeResult | undefined> => {
  const key = idempotencyKey ?? app.newKey();
  const command = { type: 'ChangePlan', key, planId, actor, at: app.now() } as const;
  const outcome = await app.submit({ walletId, command, traceId, dryRun: true });
  if (outcome.outcome === 'refused' && outcome.refusal.code !== 'payment_required') return outcome;
  return outcome.outcome === 'replayed' ? answerTo(app, outcome, dryRun) : undefined;
};

/** Asked without a key for the plan that is in force, there is nothing to do or to remember. */
const assignPlan = async (
  app: Credits,
  { actor, walletId }: Party,
  { dryRun = false, idempotencyKey, planId }: PlanRequest,
  traceId: TraceId,
): Promise<PlanChangeResult> => {
  if (!idempotencyKey) {
    const wallet = await walletNow(app, walletId);
    if (wallet.planId === planId) {
      const plan = showPlan(await app.registry.current(), planId);
      const nothing = { granted: 0, trimmed: 0, balance: balance(wallet) };
      const answer = { status: 'unchanged', plan, ...nothing, ...(dryRun && { dryRun }) } as const;
      return { answer, replayed: false };
    }
  }
  const key = idempotencyKey ?? app.newKey();
  const command = { type: 'ChangePlan', key, planId, actor, at: app.now() } as const;
  const outcome = await app.submit({ walletId, command, traceId, dryRun });
  if (outcome.outcome === 'refused') return { refusal: outcome.refusal };
  return answerTo(app, outcome, dryRun);
};

const answerTo = async (
  app: Credits,
  outcome: Exclude<Outcome, { outcome: 'refused' }>,
  dryRun: boolean,
) => {
  const { entry, event } = planEntry(outcome);
  const answer: PlanAnswer = {
    status: event.from === event.to ? 'unchanged' : 'changed',
    plan: showPlan(await app.registry.current(), event.to),
    granted: event.credits,
    trimmed: event.trimmed,
    balance: entry.balanceAfter,
    ...(dryRun && { dryRun }),
  };
  return { answer, replayed: outcome.outcome === 'replayed' };
};

const planEntry = (outcome: Exclude<Outcome, { outcome: 'refused' }>) => {
  if (outcome.outcome !== 'unchanged' && outcome.entry.event.type === 'PlanChanged') {
    return { entry: outcome.entry, event: outcome.entry.event };
  }
  throw new Error('a plan change always ends in an entry of its own');
};
