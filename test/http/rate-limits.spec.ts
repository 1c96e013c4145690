import { describe, expect, it } from 'vitest';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const api = testApi({ CZ_RATE_LIMIT_USERS: '3/60', CZ_RATE_LIMIT_STRANGERS: '2/60' });
const from = (address: string): Caller => api.withHeaders(async () => ({ 'x-real-ip': address }));
const statuses = async (times: number, call: () => Promise<{ readonly status: number }>) => {
  const found: number[] = [];
  for (let time = 1; time <= times; time += 1) found.push((await call()).status);
  return found;
};

describe('a user', () => {
  it('may call so often, and one time more is a 429 that says when to come again', async () => {
    const ada = api.user();
    const first = await ada.state();
    expect(first.headers.get('ratelimit-policy')).toBe('"user";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"user";r=2;t=(59|60)$/);
    expect(await statuses(2, () => ada.state())).toEqual([200, 200]);
    const refused = await ada.debit({ actionId: 'ask_ai', idempotencyKey: 'k' });
    expect(refused.body).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(refused.headers.get('ratelimit')).toMatch(/^"user";r=0;/);
  });

  it('is counted apart from others, whatever their address', async () => {
    const both = [api.newClient(), api.newClient()];
    for (const clientId of both) {
      expect(await statuses(3, () => api.user(clientId).state())).toEqual([200, 200, 200]);
    }
  });

  it('writes nothing where there are too many', async () => {
    const clientId = api.newClient();
    await statuses(3, () => api.user(clientId).state());
    await api.user(clientId).debit({ actionId: 'ask_ai', idempotencyKey: 'k' });
    expect((await api.admin.state(`?clientId=${clientId}`)).body).toMatchObject({ version: 0 });
  });
});

describe('a stranger', () => {
  it('is counted by address, where there are credentials that are wrong as well', async () => {
    expect(await statuses(3, () => from('10.0.0.1').state())).toEqual([401, 401, 429]);
    const wrong = api.withHeaders(async () => ({
      'x-real-ip': '10.0.0.2',
      'x-service-secret': 'guessed',
    }));
    expect(await statuses(3, () => wrong.state())).toEqual([401, 401, 429]);
    expect((await from('10.0.0.3').state()).status).toBe(401);
  });

  it('is counted on what is public too, which says nothing of it to caches', async () => {
    const { headers } = await from('10.0.0.4').matrix();
    expect([headers.has('ratelimit'), headers.has('ratelimit-policy')]).toEqual([false, false]);
    expect(await statuses(2, () => from('10.0.0.4').matrix())).toEqual([200, 429]);
  });

  it('is let through where the platform does not tell the address', async () => {
    expect(await statuses(4, () => api.stranger.matrix())).toEqual([200, 200, 200, 200]);
  });
});

describe('nothing limits', () => {
  it.each<[string, () => Caller, (caller: Caller) => Promise<{ readonly status: number }>, number]>(
    [
      ['a service', () => api.service, (caller) => caller.state('?clientId=ada'), 200],
      ['a machine of operators', () => api.admin, (caller) => caller.state('?clientId=ada'), 200],
      ['the clock', () => api.cron, (caller) => caller.sync(), 200],
      [
        'a webhook',
        () => from('10.0.0.5'),
        (caller) => caller.send('credits-webhook', { method: 'POST', body: '{}' }),
        503,
      ],
      [
        'a preflight',
        () => from('10.0.0.6'),
        (caller) => caller.send('credits-state', { method: 'OPTIONS' }),
        204,
      ],
    ],
  )('%s', async (_, caller, call, status) => {
    expect(await statuses(5, () => call(caller()))).toEqual(Array(5).fill(status));
  });

  it('anybody where it is off', async () => {
    const open = await api.otherwise({
      CZ_RATE_LIMIT_USERS: 'off',
      CZ_RATE_LIMIT_STRANGERS: 'off',
    });
    const ada = open.user('ada');
    expect(await statuses(5, () => ada.state())).toEqual([200, 200, 200, 200, 200]);
    expect((await ada.state()).headers.has('ratelimit')).toBe(false);
  });
});
