import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clerkVerifier } from '../../lib/clerk/verify-token.js';
import { handMade, ISSUER, instanceKeys, secondsNow, sessionToken } from './tokens.js';

const keys = await instanceKeys();
const others = await instanceKeys();

const verify = clerkVerifier({ jwtKeys: [keys.pem], issuer: ISSUER });

const verdict = async (claims: Readonly<Record<string, unknown>>, header = {}) =>
  verify(await sessionToken(keys, claims, header));

const ada = { clientId: 'user_2ada' };
const rejected = { rejected: expect.any(String) };

describe('a session token', () => {
  it('says whose session it is', async () => {
    expect(await verdict({})).toEqual(ada);
  });

  it.each(['a', '_', 'A-9_'.repeat(32), '__proto__'])('can be of the client %s', async (sub) => {
    expect(await verdict({ sub })).toEqual({ clientId: sub });
  });

  it.each([
    ['expired', { exp: secondsNow() - 60 }],
    ['without an end', { exp: undefined }],
    ['not yet valid', { nbf: secondsNow() + 600 }],
    ['from the future', { iat: secondsNow() + 600 }],
    ['of another issuer', { iss: 'https://clerk.evil.test' }],
    ['of an issuer with a slash more', { iss: `${ISSUER}/` }],
    ['of no issuer', { iss: undefined }],
    ['of a session that is pending', { sts: 'pending' }],
    ['of nobody', { sub: undefined }],
    ['of nobody by name', { sub: '' }],
    ['of a number', { sub: 7 }],
    ['of a client with a space', { sub: 'user 1' }],
    ['of a client with a path', { sub: '../admin' }],
    ['of a client with a line break', { sub: 'user_1\n' }],
    ['of a client with too long a name', { sub: 'a'.repeat(129) }],
  ])('that is %s is rejected', async (_, claims) => {
    expect(await verdict(claims)).toEqual(rejected);
  });

  it('of a session that is active is fine', async () => {
    expect(await verdict({ sts: 'active' })).toEqual(ada);
  });

  it('is not asked for its issuer where none is configured', async () => {
    const anyIssuer = clerkVerifier({ jwtKeys: [keys.pem] });
    const token = await sessionToken(keys, { iss: 'https://other.test' });
    expect(await anyIssuer(token)).toEqual(ada);
  });
});

describe('a token that was tampered with', () => {
  it('or signed by another key, is rejected', async () => {
    expect(await verify(await sessionToken(others))).toEqual(rejected);
  });

  const now = secondsNow();
  const claims = { iss: ISSUER, sub: 'user_2eve', exp: now + 600, iat: now, nbf: now };

  it('is rejected with other claims under its signature', async () => {
    const [header, , signature] = (await sessionToken(keys)).split('.');
    const middle = Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect(await verify([header, middle, signature].join('.'))).toEqual(rejected);
  });

  it.each(['none', 'None', '', 'HS256'])('is rejected with the algorithm %j', async (alg) => {
    const header = { alg, typ: 'JWT', kid: 'ins_1' };
    expect(await verify(handMade(header, claims, 'c2ln'))).toEqual(rejected);
    expect(await verify(handMade(header, claims, ''))).toEqual(rejected);
  });

  it('is rejected with the public key taken for a shared secret', async () => {
    const unsigned = handMade({ alg: 'HS256', typ: 'JWT', kid: 'ins_1' }, claims, '');
    const hmac = createHmac('sha256', keys.pem).update(unsigned.slice(0, -1)).digest('base64url');
    expect(await verify(`${unsigned}${hmac}`)).toEqual(rejected);
  });

  it.each([
    '',
    'a',
    '..',
    'a.b',
    'a.b.c',
    'a.b.c.d',
    '💥.💥.💥',
    handMade('null', 'null', 'c2ln'),
    handMade('{', '}', 'c2ln'),
    handMade([], [], 'c2ln'),
    handMade({ alg: 'RS256', kid: {} }, claims, '%%%'),
    handMade({ alg: 'RS256' }, { ...claims, exp: '1e9' }, 'c2ln'),
  ])('into %j is rejected, and nothing breaks', async (token) => {
    expect(await verify(token)).toEqual(rejected);
  });
});

describe('two public keys, while the instance changes its own', () => {
  const either = clerkVerifier({ jwtKeys: [others.pem, keys.pem], issuer: ISSUER });

  it('are each as good as the other, whatever key ids the tokens name', async () => {
    expect(await either(await sessionToken(keys))).toEqual(ada);
    expect(await either(await sessionToken(others))).toEqual(ada);
    expect(await either(await sessionToken(others, {}, { kid: 'ins_2' }))).toEqual(ada);
  });

  it('let nobody in by a third, and say of a token why it is no good under its own', async () => {
    const third = await instanceKeys();
    expect(await either(await sessionToken(third))).toEqual({
      rejected: 'token-invalid-signature',
    });
    for (const of of [keys, others]) {
      expect(await either(await sessionToken(of, { sts: 'pending' }))).toEqual({
        rejected: 'the session is pending',
      });
      expect(await either(await sessionToken(of, { exp: secondsNow() - 60 }))).toEqual({
        rejected: 'token-expired',
      });
    }
  });
});

describe('the parties that may use a session', () => {
  const of = async (authorizedParties: readonly string[], azp: string | undefined) =>
    clerkVerifier({ jwtKeys: [keys.pem], authorizedParties })(await sessionToken(keys, { azp }));

  it('are those listed', async () => {
    const parties = ['https://app.test', 'https://market.test'];
    expect(await of(parties, 'https://market.test')).toEqual(ada);
    expect(await of(parties, 'https://evil.test')).toEqual(rejected);
    expect(await of(parties, 'https://app.test.evil.test')).toEqual(rejected);
    expect(await of(parties, undefined)).toEqual(rejected);
  });

  it('are nobody where an empty list is given: Clerk alone would take it for everybody', async () => {
    expect(await of([], 'https://app.test')).toEqual(rejected);
  });

  it('are everybody where no list is given', async () => {
    const anybody = clerkVerifier({ jwtKeys: [keys.pem] });
    expect(await anybody(await sessionToken(keys, { azp: undefined }))).toEqual(ada);
  });
});
