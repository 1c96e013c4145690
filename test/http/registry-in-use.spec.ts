import { beforeEach, describe, expect, it } from 'vitest';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { clientId } from '../../lib/wallet/ids.js';
import { submissionOf } from '../ledger/contract/submission.js';
import { type TestApi, testApi } from '../support/app.js';
import { Caller } from '../support/caller.js';
import type { Reply } from '../support/reply.js';
import { follow } from '../wallet/asks.js';
import { currentOf, priced, publishChanged, withoutAction, withoutPlan } from './registry-stage.js';

const opened = testApi();
let tenants = 0;
let api: TestApi;
beforeEach(async () => {
  tenants += 1;
  api = await opened.otherwise({ CZ_TENANT_ID: `tenant_${tenants}` });
});

const publish = (
  change: (registry: RegistryDocument) => RegistryDocument,
  more: object = {},
): Promise<Reply> => publishChanged(api.admin, change, { ...more });

const assign = (client: string, planId: string) =>
  api.service.plan({ clientId: client, planId, idempotencyKey: `to_${planId}` });

const hold = (client: string, actionId: string, expiresInSeconds = 900) =>
  api.service.debit({
    clientId: client,
    mode: 'hold',
    actionId,
    idempotencyKey: `hold_${actionId}`,
    expiresInSeconds,
  });

const subscribe = (client: string, terms: Parameters<typeof follow>[0]) => {
  const walletId = { tenantId: api.app.tenantId, clientId: clientId(client) };
  const at = '2026-01-15T10:00:00Z';
  return api.app.submit(submissionOf(walletId, follow(terms), { key: 'subscription:1', at }));
};

const unpriced =
  (planId: string) =>
  (registry: RegistryDocument): RegistryDocument => ({
    ...registry,
    plans: registry.plans.map(({ price, ...plan }) =>
      plan.planId === planId || !price ? plan : { ...plan, price },
    ),
  });

const refusedAt = (...issues: readonly (readonly [path: string, count: number])[]) => ({
  status: 422,
  body: {
    code: 'invalid_request',
    issues: issues.map(([path, count]) => ({
      path,
      message: expect.stringContaining(`(${count})`),
    })),
  },
});

describe('a plan that is taken away', () => {
  it('is refused while wallets are on it, and not when they have moved', async () => {
    await assign('ada', 'professional');
    await assign('bob', 'professional');
    expect(await publish(withoutPlan('professional'))).toMatchObject(
      refusedAt(['registry.plans.professional', 2]),
    );
    expect(await publish(withoutPlan('professional'), { query: '?dryRun=1' })).toMatchObject(
      refusedAt(['registry.plans.professional', 2]),
    );
    await assign('ada', 'base');
    expect(await publish(withoutPlan('professional'))).toMatchObject(
      refusedAt(['registry.plans.professional', 1]),
    );
    await assign('bob', 'base');
    expect((await publish(withoutPlan('professional'))).status).toBe(201);
  });

  it('is refused while a subscription pays for it, or will', async () => {
    await subscribe('ada', {
      plan: 'professional',
      next: ['intelligence', '2026-02-01T00:00:00Z'],
    });
    await assign('ada', 'base');
    expect(await publish(withoutPlan('intelligence'))).toMatchObject(
      refusedAt(['registry.plans.intelligence', 1]),
    );
    expect(await publish(withoutPlan('professional'))).toMatchObject(
      refusedAt(['registry.plans.professional', 1]),
    );
  });

  it('is refused by a roll back, too', async () => {
    const { registry, version } = await currentOf(api.admin);
    const [base] = registry.plans;
    if (!base) throw new Error('the default catalog has plans');
    const gold = { ...base, planId: 'gold' };
    await publish(() => ({ ...registry, plans: [...registry.plans, gold] }));
    await assign('ada', 'gold');
    expect(
      await api.admin.publish({ expectedVersion: version + 1, rollBackTo: version }),
    ).toMatchObject(refusedAt(['registry.plans.gold', 1]));
  });

  it('and stays another tenant’s', async () => {
    await opened.service.plan({ clientId: 'ada', planId: 'professional' });
    expect((await publish(withoutPlan('professional'))).status).toBe(201);
  });
});

describe('a price that is taken off a plan', () => {
  it('is refused while subscriptions pay it, and not where somebody was assigned', async () => {
    await subscribe('ada', { plan: 'professional' });
    await assign('bob', 'intelligence');
    expect(await publish(unpriced('professional'))).toMatchObject(
      refusedAt(['registry.plans.2.price', 1]),
    );
    expect((await publish(unpriced('intelligence'))).status).toBe(201);
  });

  it('may be another for those who subscribe from now on', async () => {
    await subscribe('ada', { plan: 'professional' });
    const dearer = (registry: RegistryDocument): RegistryDocument => ({
      ...registry,
      plans: registry.plans.map((plan) =>
        plan.price ? { ...plan, price: { amountMinor: 12_900, currency: 'eur' } } : plan,
      ),
    });
    expect((await publish(dearer)).status).toBe(201);
  });
});

describe('an action that is taken away', () => {
  it('is refused while it has open holds, and not when they are settled or expired', async () => {
    await hold('ada', 'memo_draft', 60);
    await hold('bob', 'memo_draft', 900);
    await hold('bob', 'ask_ai', 900);
    expect(await publish(withoutAction('memo_draft'))).toMatchObject(
      refusedAt(['registry.actions.memo_draft', 2]),
    );
    const capture = { clientId: 'bob', mode: 'capture', holdKey: 'hold_memo_draft' };
    await api.service.debit({ ...capture, idempotencyKey: 'done' });
    api.at('2026-01-15T10:00:59Z');
    expect(await publish(withoutAction('memo_draft'))).toMatchObject(
      refusedAt(['registry.actions.memo_draft', 1]),
    );
    api.at('2026-01-15T10:01:00Z');
    expect((await publish(withoutAction('memo_draft'))).status).toBe(201);
  });

  it('is not, where another answers to its name', async () => {
    await hold('ada', 'memo_draft');
    const renamed = (registry: RegistryDocument): RegistryDocument => ({
      ...registry,
      actions: registry.actions.map((action) =>
        action.actionId === 'memo_draft'
          ? { ...action, actionId: 'memo', aliases: ['memo_draft'] }
          : action,
      ),
    });
    expect((await publish(renamed)).status).toBe(201);
    const capture = { clientId: 'ada', mode: 'capture', holdKey: 'hold_memo_draft' };
    const captured = await api.service.debit({ ...capture, idempotencyKey: 'done' });
    expect(captured.body).toMatchObject({ status: 'captured', entry: { creditsDelta: -20 } });
  });
});

it('everything that is wrong is named at once', async () => {
  await assign('ada', 'professional');
  await subscribe('bob', { plan: 'professional' });
  await hold('ada', 'memo_draft');
  const { body } = await publish((registry) => ({
    ...withoutAction('memo_draft')(withoutPlan('professional')(registry)),
    defaultPlanId: 'intelligence',
  }));
  expect(body).toMatchObject({
    detail: expect.stringContaining('registry.defaultPlanId'),
    issues: [
      { path: 'registry.defaultPlanId' },
      { path: 'registry.plans.professional', message: expect.stringContaining('(2)') },
      { path: 'registry.plans.professional', message: expect.stringContaining('(1)') },
      { path: 'registry.actions.memo_draft', message: expect.stringContaining('(1)') },
    ],
  });
});

it('wallets are not asked where nothing is taken away', async () => {
  const app = {
    ...api.app,
    reports: async () => ({
      ...(await api.app.reports()),
      findInUse: () => Promise.reject(new Error('every wallet was looked at')),
    }),
  };
  const headers = async () => ({ 'x-cz-registry-admin': 'admin-secret' });
  const asked = new Caller(() => app, headers);
  expect((await publishChanged(asked, priced('ask_ai', 2))).status).toBe(201);
  expect((await publishChanged(asked, withoutPlan('professional'))).status).toBe(500);
});
