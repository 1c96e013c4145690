import { endpoints } from '../lib/compose.js';
import { getOwnStatement } from '../lib/http/billing/statements.js';
import { postAdjustment } from '../lib/http/operators/adjustments.js';
import { listAudit } from '../lib/http/operators/audit.js';
import { searchEntries } from '../lib/http/operators/entries.js';
import { getStatement } from '../lib/http/operators/statements.js';
import { listWebhookEvents } from '../lib/http/operators/webhook-events.js';

export default endpoints({
  '/v1/admin/audit': { GET: listAudit },
  '/v1/admin/entries': { GET: searchEntries },
  '/v1/admin/wallets/:clientId/adjustments': { POST: postAdjustment },
  '/v1/admin/webhook-events': { GET: listWebhookEvents },
  '/v1/admin/statements/:month': { GET: getStatement },
  '/v1/billing/statements/:month': { GET: getOwnStatement },
});
