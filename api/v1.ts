import { endpoints } from '../lib/compose.js';
import { postAdjustment } from '../lib/http/operators/adjustments.js';
import { listAudit } from '../lib/http/operators/audit.js';
import { searchEntries } from '../lib/http/operators/entries.js';
import { listWebhookEvents } from '../lib/http/operators/webhook-events.js';

export default endpoints({
  '/v1/admin/audit': { GET: listAudit },
  '/v1/admin/entries': { GET: searchEntries },
  '/v1/admin/wallets/:clientId/adjustments': { POST: postAdjustment },
  '/v1/admin/webhook-events': { GET: listWebhookEvents },
});
