import type { PlanAnswer } from '../contract/plan.js';
import type { Outcome } from '../ledger/ledger.js';
import type { Refusal } from '../wallet/decision.js';
import { bringUpToDate } from '../wallet/due.js';
import type { IdempotencyKey, TraceId } from '../wallet/ids.js';
import { later } from '../wallet/instant.js';
import { balance } from '../wallet/wallet.js';
import type { Credits, Party } from './app.js';
import { showPlan } from './show-plan.js';

export type PlanRequest = {
  readonly planId: string;
  readonly idempotencyKey?: IdempotencyKey | undefined;
  readonly dryRun?: boolean | undefined;
};

export type PlanChangeResult =
  | { readonly answer: PlanAnswer; readonly replayed: boolean }
  | { readonly refusal: Refusal };

/** Moves a wallet to a plan. Asked without a key for the plan that is in force, it has nothing to do or to remember. */
export const changePlan = async (
  app: Credits,
  { actor, walletId }: Party,
  { dryRun = false, idempotencyKey, planId }: PlanRequest,
  traceId: TraceId,
): Promise<PlanChangeResult> => {
  const registry = await app.registry.current();
  if (!idempotencyKey) {
    const { stored } = await app.ledger.read(walletId, { limit: 0 });
    const at = stored ? later(app.now(), stored.wallet.updatedAt) : app.now();
    const { wallet } = bringUpToDate(stored?.wallet, registry.catalog, at);
    if (wallet.planId === planId) {
      const plan = showPlan(registry, planId);
      const nothing = { granted: 0, trimmed: 0, balance: balance(wallet) };
      const answer = { status: 'unchanged', plan, ...nothing, ...(dryRun && { dryRun }) } as const;
      return { answer, replayed: false };
    }
  }
  const key = idempotencyKey ?? app.newKey();
  const command = { type: 'ChangePlan', key, planId, actor, at: app.now() } as const;
  const outcome = await app.submit({ walletId, command, traceId, dryRun });
  if (outcome.outcome === 'refused') return { refusal: outcome.refusal };
  const { entry, event } = planEntry(outcome);
  return {
    replayed: outcome.outcome === 'replayed',
    answer: {
      status: event.from === event.to ? 'unchanged' : 'changed',
      plan: showPlan(registry, event.to),
      granted: event.credits,
      trimmed: event.trimmed,
      balance: entry.balanceAfter,
      ...(dryRun && { dryRun }),
    },
  };
};

const planEntry = (outcome: Exclude<Outcome, { outcome: 'refused' }>) => {
  if (outcome.outcome !== 'unchanged' && outcome.entry.event.type === 'PlanChanged') {
    return { entry: outcome.entry, event: outcome.entry.event };
  }
  throw new Error('a plan change always ends in an entry of its own');
};
