import { describe, expect, it } from 'vitest';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { testApi } from '../support/app.js';

const api = testApi();

/** Of the default catalog's paid plans, one that users may move to by themselves, and one that only is assigned. */
const withoutPrices = (document: RegistryDocument): RegistryDocument => ({
  ...document,
  plans: document.plans.map(({ price, ...plan }) => ({
    ...plan,
    selfService: plan.planId !== 'professional',
  })),
});

describe('POST /api/credits-plan, where plans have a price', () => {
  it('is not configured for a plan that has to be paid, until there is a way to pay', async () => {
    const { body, headers } = await api.user().plan({ planId: 'intelligence' });
    expect(body).toMatchObject({ status: 503, code: 'not_configured' });
    expect(headers.get('retry-after')).toBe('3600');
  });

  it('lets a service assign it, and grants for the part of the month that is left', async () => {
    const clientId = api.newClient();
    api.at('2026-01-16T12:00:00Z');
    const { body, status } = await api.service.plan({ clientId, planId: 'professional' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'changed',
      plan: { planId: 'professional', name: 'Professional' },
      granted: 1140,
      trimmed: 0,
      balance: 1260,
    });
  });

  it('lets operators assign it, by name', async () => {
    const clientId = api.newClient();
    await api.operator.plan({ clientId, planId: 'intelligence' });
    const { body } = await api.admin.state(`?clientId=${clientId}`);
    expect(body).toMatchObject({ ledgerTail: [{ actor: 'admin:user_operator' }, {}, {}] });
  });

  it('refuses the keys by which subscriptions are followed', async () => {
    const ada = api.user();
    for (const idempotencyKey of ['subscription:1', 'subscription:1000', 'subscription:']) {
      const { body } = await ada.plan({ planId: 'base', idempotencyKey });
      expect(body).toMatchObject({ status: 422, issues: [{ path: 'idempotencyKey' }] });
    }
    const { status } = await ada.plan({ planId: 'base', idempotencyKey: 'subscription-1' });
    expect(status).toBe(200);
  });

  it('trims what a smaller plan does not hold', async () => {
    const clientId = api.newClient();
    await api.service.plan({ clientId, planId: 'professional' });
    const { body } = await api.user(clientId).plan({ planId: 'base' });
    expect(body).toMatchObject({ status: 'changed', granted: 0, balance: 360 });
  });
});

describe('POST /api/credits-plan, where plans are free to choose', () => {
  const openPlans = async () => {
    await api.publish(withoutPrices);
    return api;
  };

  it('moves a user up, and grants the difference once in a month', async () => {
    const ada = (await openPlans()).user();
    const up = await ada.plan({ planId: 'intelligence' });
    expect(up.headers.get('idempotency-replayed')).toBe('false');
    expect(up.body).toEqual({
      status: 'changed',
      plan: {
        planId: 'intelligence',
        name: 'Intelligence',
        features: ['map_layers', 'saved_searches', 'reports', 'deal_rooms', 'alerts'],
      },
      granted: 480,
      trimmed: 0,
      balance: 600,
    });
    expect((await ada.plan({ planId: 'base' })).body).toMatchObject({ trimmed: 240, balance: 360 });
    expect((await ada.plan({ planId: 'intelligence' })).body).toMatchObject({ granted: 0 });
  });

  it('has nothing to do, nor to remember, for the plan that is in force', async () => {
    const ada = api.user();
    const { body } = await ada.plan({ planId: 'base' });
    expect(body).toMatchObject({ status: 'unchanged', granted: 0, trimmed: 0, balance: 120 });
    expect((await ada.state()).body).toMatchObject({ version: 0 });
  });

  it('remembers a key for the plan that is in force: the key may never stand for another', async () => {
    const ada = api.user();
    const ask = { planId: 'base', idempotencyKey: 'a' };
    const first = await ada.plan(ask);
    expect(first.body).toMatchObject({ status: 'unchanged' });
    const again = await ada.plan(ask);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await ada.plan({ ...ask, planId: 'intelligence' })).body).toMatchObject({
      status: 409,
      code: 'idempotency_key_reused',
    });
  });

  it('replays a key as the first time, also after other changes and as a header', async () => {
    const ada = api.user();
    const first = await ada.plan({ planId: 'intelligence', idempotencyKey: 'up' });
    await ada.plan({ planId: 'base' });
    const again = await ada.plan({ planId: 'intelligence' }, { 'idempotency-key': 'up' });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await ada.state()).body).toMatchObject({ plan: { planId: 'base' } });
  });

  it('shows in a dry run what would be, for a change and for none', async () => {
    const ada = api.user();
    const { body } = await ada.plan({ planId: 'intelligence', dryRun: true });
    expect(body).toMatchObject({ status: 'changed', granted: 480, balance: 600, dryRun: true });
    const none = await ada.plan({ planId: 'base', dryRun: true });
    expect(none.body).toMatchObject({ status: 'unchanged', dryRun: true });
    expect((await ada.state()).body).toMatchObject({ version: 0, plan: { planId: 'base' } });
  });

  it('keeps a plan that is only assigned from users, not from services', async () => {
    const clientId = api.newClient();
    const ask = { planId: 'professional', idempotencyKey: 'a' };
    expect((await api.user(clientId).plan(ask)).body).toMatchObject({
      status: 403,
      code: 'plan_not_self_service',
      planId: 'professional',
    });
    expect((await api.service.plan({ clientId, ...ask })).body).toMatchObject({
      status: 'changed',
    });
  });

  it.each(['enterprise', '__proto__', 'constructor', 'Base'])(
    'knows no plan %s',
    async (planId) => {
      const { body } = await api.user().plan({ planId });
      expect(body).toMatchObject({ status: 404, code: 'unknown_plan', planId });
    },
  );
});

describe('a plan that the registry has dropped', () => {
  it('keeps what the wallet knows of it, gives no features, and can be left', async () => {
    const clientId = api.newClient();
    const change = { planId: 'intelligence', idempotencyKey: 'up' };
    const first = await api.service.plan({ clientId, ...change });
    expect(first.body).toMatchObject({ balance: 600 });
    await api.publish((document) => ({
      ...document,
      plans: document.plans.filter(({ planId }) => planId !== 'intelligence'),
    }));
    api.at('2026-02-15T00:00:00Z');
    expect((await api.user(clientId).state()).body).toMatchObject({
      plan: { planId: 'intelligence', name: 'intelligence', features: [] },
      balance: 1200,
      monthlyGrant: 600,
    });
    const again = await api.service.plan({ clientId, ...change });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await api.service.plan({ clientId, planId: 'intelligence' })).body).toMatchObject({
      status: 'unchanged',
    });
    expect((await api.user(clientId).plan({ planId: 'base' })).body).toMatchObject({
      balance: 360,
    });
  });
});

describe('a plan change', () => {
  it.each([
    [{}, 'planId'],
    [{ planId: '' }, 'planId'],
    [{ planId: 'a'.repeat(65) }, 'planId'],
    [{ planId: 'base', plan: 'base' }, 'plan'],
    [{ planId: 'base', idempotencyKey: '' }, 'idempotencyKey'],
    [{ planId: 'base', dryRun: 1 }, 'dryRun'],
  ])('is not guessed from %j', async (body, path) => {
    expect((await api.user().plan(body)).body).toMatchObject({ status: 422, issues: [{ path }] });
  });

  it.each([[[]], [null], ['base'], [7]])('is an object, not %j', async (body) => {
    expect((await api.user().plan(body)).body).toMatchObject({ status: 422, issues: [{}] });
  });

  it('is not for strangers, nor for a user on somebody else’s behalf', async () => {
    const ask = { clientId: api.newClient(), planId: 'base' };
    expect((await api.stranger.plan(ask)).body).toMatchObject({ code: 'unauthenticated' });
    expect((await api.user().plan(ask)).body).toMatchObject({ code: 'forbidden' });
  });

  it('needs to know from services and operators whose wallet is meant', async () => {
    for (const caller of [api.service, api.admin]) {
      const { body } = await caller.plan({ planId: 'base' });
      expect(body).toMatchObject({ status: 422, issues: [{ path: 'clientId' }] });
    }
  });
});
