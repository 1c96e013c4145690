import { beforeAll, describe, expect, it } from 'vitest';
import { localToken } from '../../scripts/local/keys.js';
import { goneDb, type TestApi, testApi } from '../support/app.js';

// Who calls is settled before the ledger is asked anything, so there is none here.
const api = testApi({}, goneDb);

const withHeaders = (headers: Readonly<Record<string, string>>) =>
  api.withHeaders(async () => headers);

const ADMITTED = { status: 422 };
const notAllowed = { status: 401, code: 'unauthenticated', title: 'Sign in first' };

describe('no credentials', () => {
  it.each<[string, Record<string, string>]>([
    ['not even a header', {}],
    ['an empty header', { authorization: '' }],
  ])('(%s) are refused with how to do better', async (_, headers) => {
    const { body, headers: answered } = await withHeaders(headers).plan({});
    expect(body).toMatchObject(notAllowed);
    expect(answered.get('www-authenticate')).toBe('Bearer');
  });
});

describe('what is public', () => {
  it.each(['Bearer stale', 'Basic YTpi', ''])(
    'is given whatever credentials come along (%j)',
    async (authorization) => {
      const reply = await withHeaders({ authorization }).health();
      expect(reply.status).toBe(503); // not a 401: there is no ledger here, and that is what it says
    },
  );
});

describe('credentials', () => {
  let lenient: TestApi;
  beforeAll(async () => {
    lenient = await api.otherwise({ CZ_CREDITS_ENFORCE: '0' });
  });

  it.each<[string, Record<string, string>]>([
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['a bearer without a token', { authorization: 'Bearer' }],
    ['two tokens', { authorization: 'Bearer a b' }],
    ['a token that is none', { authorization: 'Bearer undefined' }],
    ['a token of three empty parts', { authorization: 'Bearer ..' }],
    ['a service secret that nobody has', { 'x-service-secret': 'guessed-secret' }],
    ['the beginning of a service secret', { 'x-service-secret': 'worker-secre' }],
    ['an empty service secret', { 'x-service-secret': '' }],
    ['an admin secret that nobody has', { 'x-cz-registry-admin': 'guessed' }],
    ['an empty admin secret', { 'x-cz-registry-admin': '' }],
    ['a service secret as admin secret', { 'x-cz-registry-admin': 'worker-secret' }],
    ['an admin secret as bearer', { authorization: 'Bearer admin-secret' }],
  ])('that are %s are refused, and never taken for none', async (_, headers) => {
    const whereStrangersMayCome = lenient.withHeaders(async () => headers);
    for (const call of [withHeaders(headers).state(), whereStrangersMayCome.debit({})]) {
      const reply = await call;
      expect(reply.body).toMatchObject(notAllowed);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('of a user come as Bearer in any case', async () => {
    const token = await localToken('ada', api.keys);
    for (const scheme of ['Bearer', 'bearer', 'BEARER  ']) {
      const { body } = await withHeaders({ authorization: `${scheme} ${token}` }).plan({});
      expect(body).toMatchObject(ADMITTED);
    }
  });

  it('never show up in the answer or the log', async () => {
    const headers = { 'x-service-secret': 'guessed-secret', authorization: 'Bearer my-token' };
    const { body } = await withHeaders(headers).plan({});
    expect(JSON.stringify([body, api.logged])).not.toMatch(/guessed-secret|my-token/);
  });
});

describe('a secret', () => {
  it('has two values while it is rotated, and the old one is refused after', async () => {
    const during = await api.otherwise({
      CZ_SERVICE_SECRETS: 'worker:old-secret-1,worker:new-secret-2',
      CZ_REGISTRY_ADMIN_SECRET: 'old-admin-1, new-admin-2',
    });
    for (const headers of [
      { 'x-service-secret': 'old-secret-1' },
      { 'x-service-secret': 'new-secret-2' },
      { 'x-cz-registry-admin': 'old-admin-1' },
      { 'x-cz-registry-admin': 'new-admin-2' },
    ]) {
      expect((await during.withHeaders(async () => headers).plan({})).body).toMatchObject(ADMITTED);
    }
    const after = await during.otherwise({
      CZ_SERVICE_SECRETS: 'worker:new-secret-2',
      CZ_REGISTRY_ADMIN_SECRET: 'new-admin-2',
    });
    for (const headers of [
      { 'x-service-secret': 'old-secret-1' },
      { 'x-cz-registry-admin': 'old-admin-1' },
    ]) {
      expect((await after.withHeaders(async () => headers).plan({})).body).toMatchObject(
        notAllowed,
      );
    }
  });

  it('that is not configured admits nobody', async () => {
    const bare = await api.otherwise({ CZ_SERVICE_SECRETS: '', CZ_REGISTRY_ADMIN_SECRET: '' });
    for (const secret of ['', 'undefined', 'null', 'worker-secret']) {
      for (const name of ['x-service-secret', 'x-cz-registry-admin']) {
        const { body } = await bare.withHeaders(async () => ({ [name]: secret })).plan({});
        expect(body).toMatchObject(notAllowed);
      }
    }
  });
});

describe('a session token', () => {
  it('can’t be checked where Clerk is not configured', async () => {
    const bare = await api.otherwise({ CLERK_JWT_KEY: '', CLERK_SECRET_KEY: '' });
    const { body, headers } = await bare.user('ada').plan({});
    expect(body).toMatchObject({ status: 503, code: 'not_configured' });
    expect(headers.get('retry-after')).toBe('60');
  });

  it('that has expired is a 401, not a stranger', async () => {
    const lenient = await api.otherwise({ CZ_CREDITS_ENFORCE: '0' });
    const token = `${await localToken('ada', api.keys)}x`;
    const { body } = await lenient
      .withHeaders(async () => ({ authorization: `Bearer ${token}` }))
      .debit({});
    expect(body).toMatchObject(notAllowed);
  });
});
