import { z } from 'zod';
import { endpoint, VERSION } from '../lib/compose.js';
import { checkHealth } from '../lib/credits/check-health.js';
import { isOperator } from '../lib/http/caller.js';
import { Problem } from '../lib/http/problem.js';
import { get } from '../lib/http/route.js';

export default endpoint({
  GET: get({
    admits: 'everybody',
    query: z.strictObject({}),
    handle: async ({ app, request }) => {
      const { ledger, warnings } = app.config;
      const health = { ...app, ledgerKind: ledger.kind, version: VERSION, warnings };
      // Credentials only decide about details: wrong ones get what strangers get.
      const caller = await app.identify(request.headers);
      const toOperator = !(caller instanceof Problem) && isOperator(caller);
      const body = await checkHealth(health, { toOperator });
      return body.status === 'unavailable'
        ? { status: 503, body, headers: { 'retry-after': '1' } }
        : { status: 200, body };
    },
  }),
});
