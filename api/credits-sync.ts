import { z } from 'zod';
import { type App, endpoint } from '../lib/compose.js';
import { sync } from '../lib/credits/sync.js';
import { actingAsOperator } from '../lib/http/caller.js';
import { Problem } from '../lib/http/problem.js';
import { get, type Route } from '../lib/http/route.js';

/** A platform's clock calls by GET, people by POST; nobody has anything to say in a body. */
const route: Route<App> = get({
  admits: ['cron', 'admin', 'user'],
  query: z.strictObject({}),
  handle: async ({ app, caller, visit }) => {
    if (caller.kind !== 'cron') {
      const operator = actingAsOperator(caller, visit, { may: 'read', doing: 'mirror.sync' });
      if (operator instanceof Problem) return operator;
    }
    const body = await sync(app);
    const { failure, ...answer } = body;
    return failure === undefined
      ? { status: 200, body }
      : new Problem('upstream_failed', failure, answer);
  },
});

export default endpoint({ GET: route, POST: route });
