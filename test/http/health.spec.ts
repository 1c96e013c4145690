import { describe, expect, it } from 'vitest';
import { goneDb, testApi } from '../support/app.js';

const api = testApi();

describe('GET /api/health', () => {
  it('tells strangers that all is well, and nothing of the inside', async () => {
    const { body, headers, status } = await api.stranger.health();
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      status: 'ok',
      ledger: 'embedded',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      checks: [{ name: 'ledger', status: 'ok' }],
    });
  });

  it('is degraded in production while nobody has said whether to enforce', async () => {
    const production = await api.otherwise({ CZ_CREDITS_ENFORCE: '', VERCEL_ENV: 'production' });
    const { body, status } = await production.stranger.health();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      checks: [
        { name: 'ledger', status: 'ok' },
        {
          name: 'configuration',
          status: 'warning',
          detail: expect.stringContaining('CZ_CREDITS_ENFORCE'),
        },
      ],
    });
    expect(production.logged).toMatchObject([{ level: 'warning' }]);
  });

  it.each(['0', '1'])('is not, where that was said to be %s', async (CZ_CREDITS_ENFORCE) => {
    const said = await api.otherwise({ CZ_CREDITS_ENFORCE, VERCEL_ENV: 'production' });
    expect((await said.stranger.health()).body).toMatchObject({ status: 'ok' });
  });

  it('takes no parameters', async () => {
    const { body } = await api.stranger.send('health', { query: '?verbose=1' });
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'verbose' }] });
  });
});

describe('without its ledger', () => {
  const cutOff = testApi({}, goneDb);

  it('is unavailable, and does not say where the ledger should have been', async () => {
    const { body, headers, status } = await cutOff.stranger.health();
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(body).toMatchObject({
      status: 'unavailable',
      checks: [{ name: 'ledger', status: 'failed' }],
    });
    expect(JSON.stringify(body)).not.toMatch(/10\.0\.0\.7|ECONN/);
  });

  it.each([
    ['a debit', () => cutOff.user('ada').debit({ actionId: 'ask_ai', idempotencyKey: 'a' })],
    ['a plan change', () => cutOff.user('ada').plan({ planId: 'base' })],
    ['the state', () => cutOff.user('ada').state()],
    ['the matrix', () => cutOff.stranger.matrix()],
  ])('refuses %s for the time being, and logs why under its trace', async (_, call) => {
    const { body, headers } = await call();
    expect(headers.get('retry-after')).toBe('1');
    expect(body).toEqual({
      type: 'urn:cz-credits:problem:ledger_unavailable',
      title: 'The ledger is not available',
      status: 503,
      detail: 'send the same request with the same key again: it is carried out once',
      code: 'ledger_unavailable',
      traceId: headers.get('x-trace-id'),
    });
    expect(cutOff.logged.at(-1)).toMatchObject({
      level: 'error',
      traceId: headers.get('x-trace-id'),
      error: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('an error that nobody expected', () => {
  const broken = testApi(
    {},
    { ...goneDb, query: () => Promise.reject(new Error('secret detail')) },
  );

  it('says nothing of the inside: the log has it, under the same trace', async () => {
    const { body, headers } = await broken.stranger.matrix();
    expect(body).toEqual({
      type: 'urn:cz-credits:problem:internal',
      title: 'Something went wrong here',
      status: 500,
      detail: 'the trace id finds it in the log',
      code: 'internal',
      traceId: headers.get('x-trace-id'),
    });
    expect(broken.logged.at(-1)).toMatchObject({
      traceId: headers.get('x-trace-id'),
      error: expect.stringContaining('secret detail'),
    });
  });
});
