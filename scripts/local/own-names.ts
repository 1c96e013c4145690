import type { MiddlewareHandler } from 'hono';

const OWN = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Answers only under the machine's own names. A page from elsewhere may have its name pointed at 127.0.0.1 once it is open:
 * to a browser it is then a page of this server, and the secrets of a local server are known to everybody.
 */
export const onlyByOwnNames: MiddlewareHandler = async ({ req }, next) => {
  if (OWN.test(req.header('host') ?? '')) return next();
  const detail = 'a local server answers as localhost, 127.0.0.1 or [::1] only';
  return Response.json({ detail }, { status: 421 });
};
