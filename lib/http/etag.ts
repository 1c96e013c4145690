import { createHash } from 'node:crypto';
import type { Answer } from './route.js';

/** An answer that the caller may keep: without its body where the caller says that it has the same already. */
export const tagged = (request: Request, body: unknown, cacheControl: string): Answer => {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  const headers = { etag: `"${digest.slice(0, 27)}"`, 'cache-control': cacheControl };
  return isAmong(headers.etag, request.headers.get('if-none-match') ?? '')
    ? { status: 304, headers }
    : { status: 200, body, headers };
};

/** Whatever compresses an answer on its way weakens its tag to `W/"…"`, and that is what comes back. */
const isAmong = (etag: string, given: string): boolean =>
  given.split(',').some((each) => ['*', etag].includes(each.trim().replace(/^W\//, '')));
