import { createHash } from 'node:crypto';
import { endpoint } from '../lib/compose.js';
import { matrixQuery } from '../lib/contract/matrix.js';
import { readMatrix } from '../lib/credits/read-matrix.js';
import { get } from '../lib/http/route.js';

export default endpoint({
  GET: get({
    admits: ['stranger', 'user', 'service', 'admin'],
    query: matrixQuery,
    handle: async ({ app, query, request }) => {
      const body = await readMatrix(app, query);
      const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
      const headers = { etag: `"${digest.slice(0, 27)}"`, 'cache-control': 'public, max-age=30' };
      return request.headers.get('if-none-match') === headers.etag
        ? { status: 304, headers }
        : { status: 200, body, headers };
    },
  }),
});
