import type { Credits } from '../credits/app.js';
import { assertNever } from '../wallet/brand.js';
import type { Refusal } from '../wallet/decision.js';
import { Problem, unavailable } from './problem.js';

/** What a refusal is called over HTTP, with a sentence that says what to do about it. */
export const problemOf = async (refusal: Refusal, app: Credits): Promise<Problem> => {
  const { code, ...members } = refusal;
  const problem = (detail: string) => new Problem(refusal.code as never, detail, members);
  switch (refusal.code) {
    case 'insufficient_credits': {
      const { document } = await app.registry.current();
      return new Problem(
        refusal.code,
        `${refusal.required} credits are needed and ${refusal.available} are available: top up, or wait for the next grant`,
        { ...members, topUp: { href: app.topUpHref, packs: document.packs } },
      );
    }
    case 'payment_required':
      return unavailable(
        'not_configured',
        `${refusal.planId} is paid for, and payment is not configured here`,
        3600,
      );
    case 'limit_exceeded':
      return problem(
        `at most ${refusal.most} ${refusal.limit.replace('_', ' ')}: settle one first`,
      );
    case 'forbidden':
      return problem(refusal.reason);
    case 'plan_not_self_service':
      return problem(`ask an operator for the plan ${refusal.planId}`);
    case 'unknown_action':
      return problem(
        `${refusal.actionId} is not in the registry: GET /api/credits-matrix lists what is`,
      );
    case 'unknown_plan':
      return problem(
        `${refusal.planId} is not in the registry: GET /api/credits-matrix lists what is`,
      );
    case 'unknown_hold':
      return problem(`this wallet has no hold with the key ${refusal.holdKey}`);
    case 'unknown_debit':
      return problem(`this wallet has no debit or capture with the key ${refusal.debitKey}`);
    case 'unknown_session':
      return problem('this wallet has no such payment');
    case 'hold_settled':
      return problem(`the hold ${refusal.holdKey} was captured or released already`);
    case 'reversal_exceeds_debit':
      return problem(`${refusal.reversible} credits of ${refusal.debitKey} are left to reverse`);
    case 'idempotency_key_reused':
      return problem(
        'this key was used for another request: repeat that one as it was, or take a new key',
      );
    default:
      return assertNever(refusal);
  }
};
