import { endpoints } from '../lib/compose.js';
import { postAdjustment } from '../lib/http/operators/adjustments.js';

export default endpoints({
  '/v1/admin/wallets/:clientId/adjustments': { POST: postAdjustment },
});
