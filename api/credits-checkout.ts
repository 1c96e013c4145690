import { endpoint } from '../lib/compose.js';
import { checkoutRequest } from '../lib/contract/top-up.js';
import { orderPack } from '../lib/credits/order-pack.js';
import { ownParty } from '../lib/http/caller.js';
import { mismatch, paymentsOf } from '../lib/http/payments.js';
import { Problem } from '../lib/http/problem.js';
import { NOTHING, post } from '../lib/http/route.js';

const PACK_MISMATCH = 'this pack can not be paid for at the moment: show the trace id to support';

export default endpoint({
  POST: post({
    admits: ['user'],
    query: NOTHING,
    body: checkoutRequest,
    handle: async ({ app, body, caller, traceId }) => {
      const party = ownParty(caller, app.tenantId);
      if (party instanceof Problem) return party;
      const payments = await paymentsOf(app);
      if (payments instanceof Problem) return payments;
      const ordered = await orderPack(app, payments, party.walletId, body, traceId);
      if (ordered.outcome === 'unknown pack') {
        const { packId } = body;
        const detail = `${packId} is not in the registry: GET /api/credits-matrix lists what is`;
        return new Problem('unknown_pack', detail, { packId });
      }
      if (ordered.outcome === 'mismatch') {
        const told = { message: 'a pack does not fit its price', detail: PACK_MISMATCH };
        return mismatch(app, told, { traceId, packId: body.packId, reason: ordered.reason });
      }
      if (ordered.outcome === 'reused') {
        const detail = 'this key was used for another order: take a new key';
        return new Problem('idempotency_key_reused', detail);
      }
      const { sessionId, url } = ordered.checkout;
      const headers = { 'idempotency-replayed': String(ordered.replayed) };
      return { status: 200, body: { sessionId, checkoutUrl: url }, headers };
    },
  }),
});
