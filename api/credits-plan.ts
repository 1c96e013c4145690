import { endpoint } from '../lib/compose.js';
import { planRequest } from '../lib/contract/plan.js';
import { changePlan } from '../lib/credits/change-plan.js';
import { partyOf } from '../lib/http/caller.js';
import { mismatch } from '../lib/http/payments.js';
import { Problem } from '../lib/http/problem.js';
import { problemOf } from '../lib/http/refusal.js';
import { NOTHING, post } from '../lib/http/route.js';

const PLAN_MISMATCH = 'this plan can not be paid for at the moment: show the trace id to support';

export default endpoint({
  POST: post({
    admits: ['user', 'service', 'admin'],
    query: NOTHING,
    body: planRequest,
    handle: async ({ app, body, caller, traceId, visit }) => {
      const { clientId, ...request } = body;
      const duty = { may: 'adjust', doing: 'plan.assign' } as const;
      const party = partyOf({ app, caller, visit }, clientId, duty);
      if (party instanceof Problem) return party;
      const result = await changePlan(app, party, request, traceId);
      if ('refusal' in result) return problemOf(result.refusal, app);
      if ('mismatch' in result) {
        const told = { message: 'a plan does not fit its price', detail: PLAN_MISMATCH };
        return mismatch(app, told, { traceId, planId: body.planId, reason: result.mismatch });
      }
      const headers = { 'idempotency-replayed': String(result.replayed) };
      return { status: 200, body: result.answer, headers };
    },
  }),
});
