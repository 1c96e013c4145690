import type { Credits } from '../credits/app.js';
import { showPacks } from '../credits/show-packs.js';
import { assertNever } from '../wallet/brand.js';
import type { Refusal } from '../wallet/decision.js';
import { Problem, unavailable } from './problem.js';

/** What a refusal is called over HTTP, with a sentence that says what to do about it. */
export const problemOf = async (refusal: Refusal, app: Credits): Promise<Problem> => {
  if (refusal.code === 'payment_required') {
    const detail = `${refusal.planId} is paid for, and payment is not configured here`;
    return unavailable('not_configured', detail, 3600);
  }
  const { code, ...members } = refusal;
  if (code !== 'insufficient_credits') return new Problem(code, detailOf(refusal), members);
  const { document } = await app.registry.current();
  const topUp = { href: app.topUpHref, packs: showPacks(document) };
  return new Problem(code, detailOf(refusal), { ...members, topUp });
};

const ADOPTED =
  'older code used this key before the wallet was taken over, and the balance counts it: take a new key for other work';

const detailOf = (refusal: Exclude<Refusal, { code: 'payment_required' }>): string => {
  switch (refusal.code) {
    case 'insufficient_credits':
      return `${refusal.required} credits are needed and ${refusal.available} are available: top up, or wait for the next grant`;
    case 'limit_exceeded':
      return `at most ${refusal.most} ${refusal.limit.replace('_', ' ')}: settle one first`;
    case 'forbidden':
      return refusal.reason;
    case 'plan_not_self_service':
      return `ask an operator for the plan ${refusal.planId}`;
    case 'unknown_action':
      return `${refusal.actionId} is not in the registry: GET /api/credits-matrix lists what is`;
    case 'unknown_plan':
      return `${refusal.planId} is not in the registry: GET /api/credits-matrix lists what is`;
    case 'unknown_hold':
      return `this wallet has no hold with the key ${refusal.holdKey}`;
    case 'unknown_debit':
      return `this wallet has no debit or capture with the key ${refusal.debitKey}`;
    case 'unknown_session':
      return 'this wallet has no such payment';
    case 'hold_settled':
      return `the hold ${refusal.holdKey} was captured or released already`;
    case 'reversal_exceeds_debit':
      return `${refusal.reversible} credits of ${refusal.debitKey} are left to reverse`;
    case 'idempotency_key_reused':
      if (refusal.adopted) return ADOPTED;
      return 'this key was used for another request: repeat that one as it was, or take a new key';
    default:
      return assertNever(refusal);
  }
};
