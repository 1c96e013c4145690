import { describe, expect, it } from 'vitest';
import { goneDb, testApi } from '../support/app.js';
import { ENDPOINTS, type EndpointName } from '../support/caller.js';
import { allowedOn } from './allowed.js';

const api = testApi(
  { CZ_ALLOWED_ORIGINS: 'https://geospatial.test, https://market.test/' },
  goneDb,
);

const names = Object.keys(ENDPOINTS) as EndpointName[];

const preflight = (endpoint: EndpointName, origin: string) =>
  api.stranger.send(endpoint, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, x-service-secret',
    },
  });

const allowedOrigin = 'access-control-allow-origin';

describe('a preflight', () => {
  it.each(names)('of %s is answered without a body and without credentials', async (endpoint) => {
    const { body, headers, status } = await preflight(endpoint, 'https://geospatial.test');
    expect([status, body]).toEqual([204, undefined]);
    expect(headers.get(allowedOrigin)).toBe('https://geospatial.test');
    expect(headers.get('access-control-allow-methods')).toBe(allowedOn(endpoint));
    expect(headers.get('content-type')).toBeNull();
  });

  it('allows the headers of a browser’s request, and no secret', async () => {
    const { headers } = await preflight('credits-debit', 'https://geospatial.test');
    expect(headers.get('access-control-allow-headers')).toBe(
      'authorization, content-type, idempotency-key, traceparent',
    );
    expect(headers.get('access-control-max-age')).toBe('600');
    expect(headers.get('vary')).toBe('origin');
  });
});

describe('an origin', () => {
  it.each(['https://geospatial.test', 'https://market.test', 'https://app.test'])(
    '%s is allowed: it is listed, or that of the application',
    async (origin) => {
      const { headers } = await api.stranger.send('health', { headers: { origin } });
      expect(headers.get(allowedOrigin)).toBe(origin);
      expect(headers.get('access-control-expose-headers')).toBe(
        'x-trace-id, idempotency-replayed, retry-after, etag',
      );
      expect(headers.get('vary')).toBe('origin');
    },
  );

  it.each([
    'https://evil.test',
    'http://geospatial.test',
    'https://geospatial.test:8443',
    'https://geospatial.test.evil.test',
    'https://sub.geospatial.test',
    'HTTPS://GEOSPATIAL.TEST',
    'null',
    '*',
    '',
  ])('%j is not', async (origin) => {
    for (const reply of [
      await preflight('credits-debit', origin),
      await api.stranger.send('health', { headers: { origin } }),
    ]) {
      expect(reply.headers.get(allowedOrigin)).toBeNull();
      expect(reply.headers.get('access-control-expose-headers')).toBeNull();
      expect(reply.headers.get('vary')).toBe('origin');
    }
  });

  it('is told of errors too, so that a browser can show them', async () => {
    const headers = { origin: 'https://market.test' };
    const reply = await api.stranger.send('credits-state', { headers });
    expect(reply.status).toBe(401);
    expect(reply.headers.get(allowedOrigin)).toBe('https://market.test');
  });

  it('is never everybody, and never one with cookies', async () => {
    for (const origin of ['https://market.test', 'https://evil.test']) {
      const { headers } = await preflight('credits-debit', origin);
      expect([...headers.values()]).not.toContain('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
});
