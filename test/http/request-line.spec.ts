import { describe, expect, it } from 'vitest';
import { Stopwatch } from '../../lib/http/stopwatch.js';
import { testApi } from '../support/app.js';
import { newGate } from '../support/gate.js';

const api = testApi({ CZ_ADMIN_USERS: 'user_operator' });
const last = () => api.requests.at(-1);
const MS = { ms: expect.any(Number) };
const LEDGER = { ...MS, ledgerMs: expect.any(Number) };
const line = {
  level: 'info',
  message: 'request',
  traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
};

describe('each request leaves one line', () => {
  it('that says who did what to which wallet, and what came of it', async () => {
    const clientId = api.newClient();
    const before = api.requests.length;
    const request = { clientId, actionId: 'Ask AI', quantity: 2, idempotencyKey: 'a-key' };
    const { headers } = await api.service.debit(request);
    expect(api.requests.length).toBe(before + 1);
    const debited = {
      ...line,
      traceId: headers.get('x-trace-id'),
      method: 'POST',
      path: '/api/credits-debit',
      status: 200,
      principal: 'service:worker',
      clientId,
      product: 'geospatial',
      actionId: 'ask_ai',
      outcome: 'committed',
      replayed: false,
      ...LEDGER,
    };
    expect(last()).toEqual(debited);
    await api.service.debit(request);
    expect(last()).toMatchObject({ outcome: 'replayed', replayed: true });
  });

  it('that names the refusal', async () => {
    const ada = api.user();
    await ada.debit({ actionId: 'ask_ai', quantity: 1000, idempotencyKey: 'k' });
    expect(last()).toMatchObject({
      status: 402,
      code: 'insufficient_credits',
      principal: 'user',
      outcome: 'insufficient_credits',
    });
    await ada.debit({ actionId: 'no such', idempotencyKey: 'k' });
    expect(last()).toMatchObject({ outcome: 'unknown_action' });
    expect(last()).not.toHaveProperty('actionId');
  });

  it('that counts what became of many', async () => {
    const item = (key: string, quantity: number) => ({
      actionId: 'ask_ai',
      quantity,
      idempotencyKey: key,
    });
    await api.user().debit({ debits: [item('a', 1), item('b', 1), item('c', 1000)] });
    expect(last()).toMatchObject({ outcomes: { committed: 2, insufficient_credits: 1 } });
    expect(last()).not.toHaveProperty('outcome');
  });

  it('also where nobody is let in, and where there is nothing', async () => {
    await api.stranger.state();
    expect(last()).toEqual({
      ...line,
      method: 'GET',
      path: '/api/credits-state',
      status: 401,
      code: 'unauthenticated',
      principal: 'stranger',
      ...MS,
    });
    await api.admin.v1('/v1/my-secret');
    expect(last()).toMatchObject({ path: 'nothing', status: 404 });
  });

  it('that says which operator did what', async () => {
    await api.operator.adjust('ada', { credits: 1, reason: 'r', idempotencyKey: 'k' });
    expect(last()).toMatchObject({
      path: '/v1/admin/wallets/:clientId/adjustments',
      doing: 'adjustment.post',
      who: 'user_operator',
      clientId: 'ada',
    });
  });

  it('without a secret, a token, a key of a caller’s, or an e-mail address', async () => {
    const secrets = ['worker-secret', 'guessed', 'x.y.z', 'ada@example.com', 'a-key'];
    await api.service.debit({
      clientId: 'ada',
      actionId: 'ada@example.com',
      idempotencyKey: 'a-key',
    });
    await api.service.debit({
      clientId: 'ada@example.com',
      actionId: 'a',
      idempotencyKey: 'a-key',
    });
    await api.withHeaders(async () => ({ 'x-service-secret': 'guessed' })).state();
    await api.withHeaders(async () => ({ authorization: 'Bearer x.y.z' })).state();
    await api.service.state('?clientId=ada@example.com');
    await api.admin.v1('/v1/ada@example.com');
    const text = JSON.stringify(api.requests);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});

describe('a stopwatch', () => {
  it('counts the time in which something is under way once', async () => {
    let now = 0;
    const watch = new Stopwatch(() => now);
    const gate = newGate();
    const both = [watch.time(() => gate.opened), watch.time(() => gate.opened)];
    now = 5;
    gate.open();
    await Promise.all(both);
    now = 100;
    await expect(watch.time(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(watch.milliseconds).toBe(5);
  });
});
