import { endpoint } from '../lib/compose.js';
import { confirmRequest } from '../lib/contract/top-up.js';
import { confirmTopUp } from '../lib/credits/confirm-top-up.js';
import { ownParty } from '../lib/http/caller.js';
import { mismatch, paymentsOf } from '../lib/http/payments.js';
import { Problem } from '../lib/http/problem.js';
import { NOTHING, post } from '../lib/http/route.js';

const PAYMENT_MISMATCH = 'this payment is not what was ordered: show the trace id to support';

export default endpoint({
  POST: post({
    admits: ['user'],
    query: NOTHING,
    body: confirmRequest,
    handle: async ({ app, body: { sessionId }, caller, traceId }) => {
      const party = ownParty(caller, app.tenantId);
      if (party instanceof Problem) return party;
      const payments = await paymentsOf(app);
      if (payments instanceof Problem) return payments;
      const confirmed = await confirmTopUp(app, payments, party.walletId, sessionId, traceId);
      if (confirmed.outcome === 'unknown') {
        return new Problem('unknown_session', 'you have no such payment', { sessionId });
      }
      if (confirmed.outcome === 'mismatch') {
        const told = { message: 'a payment is not credited', detail: PAYMENT_MISMATCH };
        return mismatch(app, told, { traceId, sessionId, reason: confirmed.reason });
      }
      const { answer } = confirmed;
      const replayed = answer.status === 'already_credited';
      const headers = { 'idempotency-replayed': String(replayed) };
      return { status: 200, body: answer, headers };
    },
  }),
});
