import { endpoint } from '../lib/compose.js';
import { metricsQuery } from '../lib/contract/metrics.js';
import { metricsIn } from '../lib/http/operators/metrics.js';
import { get } from '../lib/http/route.js';

export default endpoint({
  GET: get({
    admits: { may: 'read', doing: 'metrics.read' },
    query: metricsQuery,
    handle: async ({ app, query, visit }) => {
      if (query.clientId) visit.clientId = query.clientId;
      return metricsIn(app, query);
    },
  }),
});
