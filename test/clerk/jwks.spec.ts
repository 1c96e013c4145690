import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clerkVerifier } from '../../lib/clerk/verify-token.js';
import { goneDb, testApi } from '../support/app.js';
import { ISSUER, instanceKeys, sessionToken } from './tokens.js';

const keys = await instanceKeys();
const JWKS = 'https://api.clerk.com/v1/jwks';

type Answer = () => Response;

/** Clerk as each secret finds it, and which of them asked. Clerk's package keeps keys by secret, for the whole process. */
const answers = new Map<string, Answer>();
const fetched: string[] = [];
const clerk = setupServer(
  http.get(JWKS, ({ request }) => {
    const secretKey = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    fetched.push(secretKey);
    return answers.get(secretKey)?.() ?? HttpResponse.error();
  }),
);

beforeAll(() => clerk.listen({ onUnhandledRequest: 'error' }));
afterAll(() => clerk.close());

const verifierWhere = (clerkAnswers: Answer) => {
  const secretKey = `sk_test_${answers.size}`;
  answers.set(secretKey, clerkAnswers);
  const asked = () => fetched.filter((each) => each === secretKey).length;
  return { asked, verify: clerkVerifier({ secretKey, issuer: ISSUER }) };
};

const withKeys: Answer = () => HttpResponse.json({ keys: [keys.jwk] });

describe('without a local key', () => {
  it('Clerk’s keys are fetched once, with the secret', async () => {
    const { asked, verify } = verifierWhere(withKeys);
    expect(await verify(await sessionToken(keys))).toEqual({ clientId: 'user_2ada' });
    expect(await verify(await sessionToken(keys))).toEqual({ clientId: 'user_2ada' });
    expect(asked()).toBe(1);
  });

  it.each(['ins_2', '__proto__', 'constructor', ''])(
    'a token of a key that Clerk does not know (%j) is the token’s fault',
    async (kid) => {
      const { verify } = verifierWhere(withKeys);
      const token = await sessionToken(keys, {}, { kid });
      expect(await verify(token)).toEqual({ rejected: expect.any(String) });
    },
  );

  it('a token that is none does not make it ask', async () => {
    const { asked, verify } = verifierWhere(withKeys);
    expect(await verify('a.b.c')).toEqual({ rejected: 'the token is malformed' });
    expect(asked()).toBe(0);
  });

  it.concurrent.each<[string, Answer]>([
    ['fails', () => HttpResponse.json({ errors: [{ code: 'internal' }] }, { status: 500 })],
    ['answers with a page', () => HttpResponse.html('<h1>Bad gateway</h1>', { status: 502 })],
    ['can’t be reached', () => HttpResponse.error()],
    ['has no keys', () => HttpResponse.json({ keys: [] })],
    [
      'does not know our secret',
      () => HttpResponse.json({ errors: [{ code: 'clerk_key_invalid' }] }, { status: 401 }),
    ],
  ])('a Clerk that %s is not the token’s fault', async (_, answer) => {
    const { verify } = verifierWhere(answer);
    expect(await verify(await sessionToken(keys))).toEqual({ unavailable: expect.any(String) });
  });
});

describe('over HTTP', () => {
  const api = testApi({ CLERK_JWT_KEY: '', CLERK_SECRET_KEY: 'sk_test_http' }, goneDb);

  it('that is a 502, which a client may try again', async () => {
    const { body, headers } = await api.user('ada').state();
    expect(body).toEqual({
      type: 'urn:cz-credits:problem:upstream_failed',
      title: 'A service that this depends on failed',
      status: 502,
      detail: "Clerk's keys could not be fetched",
      code: 'upstream_failed',
      traceId: headers.get('x-trace-id'),
    });
  });
});
