import { z } from 'zod';
import { endpoint, VERSION } from '../lib/compose.js';
import { checkHealth } from '../lib/credits/check-health.js';
import { get } from '../lib/http/route.js';

export default endpoint({
  GET: get({
    admits: 'everybody',
    query: z.strictObject({}),
    handle: async ({ app }) => {
      const { config, ledger } = app;
      const {
        warnings,
        ledger: { kind },
      } = config;
      const body = await checkHealth({ ledger, ledgerKind: kind, version: VERSION, warnings });
      return body.status === 'unavailable'
        ? { status: 503, body, headers: { 'retry-after': '1' } }
        : { status: 200, body };
    },
  }),
});
