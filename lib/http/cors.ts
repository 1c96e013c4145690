const ALLOWED_HEADERS = 'authorization, content-type, idempotency-key, traceparent';
const EXPOSED_HEADERS = 'x-trace-id, idempotency-replayed, retry-after, etag';

/**
 * What a browser needs to hear. Secrets of services and operators are not among the allowed headers: a browser has no
 * business sending them.
 */
export const corsHeaders = (
  request: Request,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> => {
  const origin = request.headers.get('origin');
  if (!origin || !allowedOrigins.includes(origin)) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED_HEADERS,
  };
};

/** More of it, for the question that a browser asks before the request itself. */
export const preflightHeaders = (allowed: string): Readonly<Record<string, string>> => ({
  allow: allowed,
  'access-control-allow-methods': allowed,
  'access-control-allow-headers': ALLOWED_HEADERS,
  'access-control-max-age': '600',
});
