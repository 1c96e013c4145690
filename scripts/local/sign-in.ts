import type { Handler } from 'hono';
import { z } from 'zod';
import { PATTERNS } from '../../lib/wallet/ids.js';
import { localKeys, localToken } from './keys.js';
import { addLocalOperator, isLocalOperator } from './operators.js';

const wish = z.strictObject({
  clientId: z.string().regex(PATTERNS.clientId, 'is 1 to 128 letters, digits, _ or -'),
  operator: z.boolean().default(false),
});

/**
 * Signs in by a name alone, for the pages of a local server: what `npm run dev:token` prints, without a terminal. Only a
 * page of this server may ask, not one of a site that is open beside it.
 */
export const signInByName =
  (folder: string): Handler =>
  async ({ req }) => {
    const isOwn = req.header('origin') === `http://${req.header('host')}`;
    if (!isOwn) return Response.json({ detail: 'ask from a page of this server' }, { status: 403 });
    const given = wish.safeParse(await req.json().catch(() => undefined));
    if (!given.success) {
      return Response.json({ detail: z.prettifyError(given.error) }, { status: 422 });
    }
    const { clientId, operator } = given.data;
    if (operator && !isLocalOperator(folder, clientId)) addLocalOperator(folder, clientId);
    return Response.json({ token: await localToken(clientId, await localKeys(folder)) });
  };
