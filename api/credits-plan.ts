import { endpoint } from '../lib/compose.js';
import { planRequest } from '../lib/contract/plan.js';
import { changePlan } from '../lib/credits/change-plan.js';
import { partyOf } from '../lib/http/caller.js';
import { mismatch } from '../lib/http/payments.js';
import { Problem } from '../lib/http/problem.js';
import { problemOf } from '../lib/http/refusal.js';
import { post } from '../lib/http/route.js';

export default endpoint({
  POST: post({
    admits: ['user', 'service', 'admin'],
    body: planRequest,
    handle: async ({ app, body, caller, traceId }) => {
      const { clientId, ...request } = body;
      const party = partyOf(caller, app.tenantId, clientId);
      if (party instanceof Problem) return party;
      const result = await changePlan(app, party, request, traceId);
      if ('refusal' in result) return problemOf(result.refusal, app);
      if ('mismatch' in result) {
        return mismatch(app, result.mismatch, traceId, { planId: body.planId });
      }
      const headers = { 'idempotency-replayed': String(result.replayed) };
      return { status: 200, body: result.answer, headers };
    },
  }),
});
