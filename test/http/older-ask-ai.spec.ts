import { beforeAll, describe, expect, it } from 'vitest';
import { type TestApi, testApi } from '../support/app.js';
import { olderAskAi } from './fixtures/older-ask-ai.js';

const enforcing = testApi();
let warning: TestApi;

beforeAll(async () => {
  warning = await enforcing.otherwise({ CZ_CREDITS_ENFORCE: '0' });
});

const countEntries = async () =>
  (
    await enforcing.db.query(
      { name: 'count', text: 'SELECT count(*)::int AS n FROM credit_events' },
      [],
    )
  )[0]?.['n'];

describe('an Ask AI that knows nothing of credits', () => {
  it('goes on working while nothing is enforced, and is not charged', async () => {
    const { body, headers, status } = await warning.stranger.send('credits-debit', olderAskAi);
    expect(status).toBe(200);
    expect(body).toEqual({ status: 'demo', charged: false });
    expect(headers.get('access-control-allow-origin')).toBe('https://geospatial.test');
    expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(await countEntries()).toBe(0);
  });

  it.each([
    ['nothing at all', null],
    ['no JSON', '{'],
    ['too much', 'x'.repeat(100_000)],
    ['a debit that would be valid', '{"actionId":"ask_ai","idempotencyKey":"a"}'],
  ])('is not even read, whether it sends %s', async (_, body) => {
    const reply = await warning.stranger.send('credits-debit', { ...olderAskAi, body });
    expect([reply.status, reply.body]).toEqual([200, { status: 'demo', charged: false }]);
    expect(await countEntries()).toBe(0);
  });

  it('has to sign in once credits are enforced', async () => {
    const { body, headers } = await enforcing.stranger.send('credits-debit', olderAskAi);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(headers.get('access-control-allow-origin')).toBe('https://geospatial.test');
    expect(body).toEqual({
      type: 'urn:cz-credits:problem:unauthenticated',
      title: 'Sign in first',
      status: 401,
      detail: 'send Authorization: Bearer <session token>',
      code: 'unauthenticated',
      traceId: headers.get('x-trace-id'),
    });
  });

  it('is held to the contract as soon as somebody is signed in, enforced or not', async () => {
    for (const api of [enforcing, warning]) {
      const { body } = await api.user('ada').send('credits-debit', olderAskAi);
      const paths = ['actionId', 'idempotencyKey', 'action', 'requestId', 'prompt', 'ts', 'meta'];
      expect(body).toMatchObject({ status: 422, issues: paths.map((path) => ({ path })) });
    }
  });

  it('gets no demo anywhere else', async () => {
    expect((await warning.stranger.plan({ planId: 'base' })).status).toBe(401);
    expect((await warning.stranger.state()).status).toBe(401);
  });
});

describe('a signed-in client while nothing is enforced', () => {
  it('is charged what it has, and warned', async () => {
    const { body } = await warning
      .user('eve')
      .debit({ actionId: 'memo_draft', quantity: 7, idempotencyKey: 'a' });
    expect(body).toMatchObject({
      status: 'debited',
      balance: 0,
      enforced: false,
      warning: 'insufficient_credits',
      shortfall: 20,
    });
  });
});
