import { endpoint } from '../lib/compose.js';
import { matrixQuery } from '../lib/contract/matrix.js';
import { readMatrix } from '../lib/credits/read-matrix.js';
import { tagged } from '../lib/http/etag.js';
import { get } from '../lib/http/route.js';

export default endpoint({
  GET: get({
    admits: 'everybody',
    query: matrixQuery,
    handle: async ({ app, query, request }) =>
      tagged(request, await readMatrix(app, query), 'public, max-age=30'),
  }),
});
