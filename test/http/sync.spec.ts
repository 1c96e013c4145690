import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { TestApi, testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const NOTHING_OWED = {
  lag: 0,
  walletsBehind: 0,
  waitingSeconds: 0,
  walletsSetAside: 0,
  setAside: [],
};

describe('without a mirror', () => {
  const api = testApi();

  it('POST and GET /api/credits-sync say that there is nothing to do', async () => {
    for (const method of ['POST', 'GET']) {
      const { body, status } = await api.cron.sync(method);
      expect(status).toBe(200);
      expect(body).toMatchObject({ mirror: 'none', carried: 0, ...NOTHING_OWED });
    }
  });

  it('they take down what the ledger has come to, without naming anybody', async () => {
    const before = await api.cron.sync();
    await api.service.debit({ clientId: 'user_ada', actionId: 'ask_ai', idempotencyKey: 'k1' });
    const { body } = await api.cron.sync();
    expect(before.body).toMatchObject({ checkpoint: { wallets: 0, entries: 0 }, missing: [] });
    expect(body).toMatchObject({ checkpoint: { number: 2, wallets: 1, entries: 3 }, missing: [] });
    expect(JSON.stringify(body)).not.toContain('user_ada');
    expect(api.logged).toContainEqual(
      expect.objectContaining({ message: 'checkpoint', number: 2, root: expect.any(String) }),
    );
  });

  it('health says nothing of one, not even to operators', async () => {
    const { body } = await api.admin.health();
    expect(body).not.toHaveProperty('mirror');
    expect(body).toMatchObject({ status: 'ok', checks: [{ name: 'ledger' }] });
  });

  it.each<[string, () => Caller]>([
    ['a stranger', () => api.stranger],
    [
      'the wrong secret',
      () => api.withHeaders(async () => ({ authorization: 'Bearer cron-secre' })),
    ],
    ['a user', () => api.user()],
    ['a service', () => api.service],
  ])('%s may not ask for it', async (_, caller) => {
    expect([401, 403]).toContain((await caller().sync()).status);
    expect([401, 403]).toContain((await caller().sync('GET')).status);
  });

  it.each<[string, () => Caller]>([
    ['an operator', () => api.operator],
    ['a machine of theirs', () => api.admin],
  ])('%s may', async (_, caller) => {
    expect((await caller().sync()).status).toBe(200);
  });

  it('the cron secret opens nothing else', async () => {
    expect((await api.cron.state()).body).toMatchObject({ status: 403 });
    expect((await api.cron.debit({ actionId: 'ask_ai', idempotencyKey: 'k' })).status).toBe(403);
  });

  it('has two secrets while they change; a platform that sends the variable as it is may go on', async () => {
    const during = await api.otherwise({ CRON_SECRET: 'new-cron-1,cron-secret' });
    for (const token of ['new-cron-1', 'cron-secret', 'new-cron-1,cron-secret']) {
      const caller = during.withHeaders(async () => ({ authorization: `Bearer ${token}` }));
      expect((await caller.sync()).status).toBe(200);
    }
    const after = await api.otherwise({ CRON_SECRET: 'new-cron-1' });
    expect((await after.cron.sync()).status).toBe(401);
  });

  it('a secret that is not configured admits nobody', async () => {
    const unset = await api.otherwise({ CRON_SECRET: '' });
    for (const authorization of ['Bearer cron-secret', 'Bearer ', 'Bearer undefined']) {
      const caller = unset.withHeaders(async () => ({ authorization }));
      expect((await caller.sync()).status).toBe(401);
    }
  });
});

describe('with Odoo as mirror', () => {
  let odoo: OdooStandIn;
  let api: TestApi;
  beforeAll(async () => {
    odoo = await startOdooStandIn();
    api = await new TestApi({
      CZ_LEDGER: 'embedded',
      ODOO_URL: odoo.url,
      ODOO_DB: odoo.db,
      ODOO_USERNAME: odoo.username,
      ODOO_API_KEY: odoo.apiKey,
    }).open();
  });
  afterEach(() => odoo.start());
  afterAll(async () => {
    await api.close();
    await odoo.close();
  });

  const names = () =>
    odoo.operator
      .rows('crm.lead')
      .map(({ values }) => String(values['name']))
      .filter((name) => !name.startsWith('CZ_SMCR|checkpoint|'));
  const debit = (clientId: string, idempotencyKey: string) =>
    api.user(clientId).debit({ actionId: 'ask_ai', idempotencyKey });
  const lag = async () => (await api.admin.health()).body;

  it('a debit is there soon after its answer', async () => {
    await debit('ada', 'first');
    await expect
      .poll(names)
      .toEqual([
        'CZ_SMCR|open|ada',
        expect.stringMatching(/^CZ_SMCR\|grant\|/),
        'CZ_SMCR|debit|first',
      ]);
    await expect.poll(lag).toMatchObject({ status: 'ok', mirror: NOTHING_OWED });
  });

  it('while Odoo is away debits go on, and operators see the lag and why; then all of it arrives once', async () => {
    await odoo.stop();
    const before = names().length;
    for (const key of ['a', 'b', 'c']) expect((await debit('bob', key)).status).toBe(200);
    await expect.poll(lag).toMatchObject({
      status: 'degraded',
      checks: [
        { name: 'ledger', status: 'ok' },
        { name: 'mirror', status: 'warning' },
      ],
      mirror: { lag: 5, walletsBehind: 1, failure: expect.stringContaining("can't be reached") },
    });
    const failed = await api.cron.sync();
    expect(failed.body).toMatchObject({ status: 502, code: 'upstream_failed', carried: 0, lag: 5 });

    await odoo.start();
    await expect
      .poll(async () => (await api.cron.sync()).body)
      .toMatchObject({
        mirror: 'odoo',
        lag: 0,
      });
    expect(names()).toHaveLength(before + 5);
    expect(new Set(names().slice(before)).size).toBe(5);
    expect((await api.cron.sync('GET')).body).toEqual({
      mirror: 'odoo',
      carried: 0,
      ...NOTHING_OWED,
      checkpoint: expect.objectContaining({ number: 1, wallets: 2, entries: 8 }),
      missing: [],
    });
  });

  it('strangers, users and wrong credentials see that something is the matter, and not what', async () => {
    await odoo.stop();
    await debit('cleo', 'a');
    await expect.poll(lag).toMatchObject({ mirror: { failure: expect.anything() } });
    for (const caller of [
      api.stranger,
      api.user('cleo'),
      api.service,
      api.withHeaders(async () => ({ authorization: 'Bearer wrong' })),
    ]) {
      const { body, status } = await caller.health();
      expect(status).toBe(200);
      expect(body).toEqual({
        status: 'degraded',
        ledger: 'embedded',
        version: expect.any(String),
        checks: [
          { name: 'ledger', status: 'ok' },
          { name: 'mirror', status: 'warning' },
        ],
      });
    }
    expect((await api.operator.health()).body).toHaveProperty('mirror');
  });
});
