import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { testApi } from '../support/app.js';
import { currentOf, priced, publishChanged } from './registry-stage.js';

const api = testApi();
const current = () => currentOf(api.admin);
const publish = (
  change: Parameters<typeof publishChanged>[1],
  more: Parameters<typeof publishChanged>[2] = {},
) => publishChanged(api.admin, change, more);

const problem = z.object({ issues: z.array(z.object({ path: z.string() })) });
const pathsIn = (body: unknown) => problem.parse(body).issues.map(({ path }) => path);

describe('POST /api/action-registry-admin', () => {
  it('publishes what was read and changed, in force at once', async () => {
    const { registry, version } = await current();
    const changed = priced('ask_ai', 4)(registry);
    const note = 'four it is';
    const reply = await api.admin.publish({ expectedVersion: version, registry: changed, note });
    expect(reply.status).toBe(201);
    const shown = {
      version: version + 1,
      registry: changed,
      publishedAt: '2026-01-15T10:00:00.000Z',
      author: 'machine',
      note,
    };
    expect(reply.body).toEqual(shown);
    expect((await api.admin.registry()).body).toEqual(shown);
    expect((await api.stranger.matrix()).body).toMatchObject({ registryVersion: version + 1 });
    const debited = await api.user().debit({ actionId: 'ask_ai', idempotencyKey: 'k' });
    expect(debited.body).toMatchObject({
      entry: { registryVersion: version + 1, creditsDelta: -4, creditsPerUnit: 4 },
    });
  });

  it('takes the registry exactly as it was read, as a version of its own', async () => {
    const { registry, version } = await current();
    const { body, status } = await api.admin.publish({ expectedVersion: version, registry });
    expect(status).toBe(201);
    expect(body).toMatchObject({ version: version + 1, registry });
    const { body: history } = await api.admin.registry('?history=1&limit=1');
    expect(history).toMatchObject({ versions: [{ version: version + 1, diff: [] }] });
  });

  it('fills up what goes without saying', async () => {
    const given = (registry: typeof defaultCatalog) => ({
      ...registry,
      plans: registry.plans.map(({ softCap, ...plan }) => ({ ...plan, monthlyGrant: 200 })),
    });
    const { registry, version } = await current();
    const { body } = await api.admin.publish({
      expectedVersion: version,
      registry: given(registry),
    });
    expect(body).toMatchObject({ registry: { plans: [{ softCap: 600 }, {}, {}] } });
    await publish(() => defaultCatalog);
  });

  it.each([-1, 1])('is refused where the version is another by %d than is expected', async (by) => {
    const { registry, version } = await current();
    const proposal = { expectedVersion: version + by, registry: priced('ask_ai', 99)(registry) };
    const { body } = await api.admin.publish(proposal);
    expect(body).toMatchObject({ code: 'version_conflict', status: 409, currentVersion: version });
    expect((await api.admin.publish(proposal, '?dryRun=1')).status).toBe(409);
    expect((await current()).version).toBe(version);
  });

  it('lets one of many win who start from the same version, on whatever instance', async () => {
    const instances = await Promise.all([api, api.otherwise({}), api.otherwise({})]);
    const { registry, version } = await current();
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, price) => {
        const proposal = { expectedVersion: version, registry: priced('ask_ai', price)(registry) };
        return (instances[price % 3] ?? api).admin.publish(proposal);
      }),
    );
    const won = replies.filter(({ status }) => status === 201);
    const lost = replies.filter(({ status }) => status === 409);
    expect([won.length, lost.length]).toEqual([1, 11]);
    for (const { body } of lost) expect(body).toMatchObject({ currentVersion: version + 1 });
    expect((await api.admin.registry()).body).toEqual(won[0]?.body);
  });

  it('takes a thousand actions, and no more than 1 MiB', async () => {
    const [askAi] = defaultCatalog.actions;
    const many = Array.from({ length: 1000 }, (_, index) => ({
      ...askAi,
      actionId: `action_${index}`,
      aliases: [],
      description: 'A question about a place, answered from maps. '.repeat(3),
    }));
    const before = await current();
    const registry = { ...before.registry, actions: many };
    const proposal = { expectedVersion: before.version, registry };
    expect(JSON.stringify(proposal).length).toBeGreaterThan(300_000);
    expect((await api.admin.publish(proposal)).status).toBe(201);
    const next = { ...proposal, expectedVersion: before.version + 1 };
    const spaces = 1024 * 1024 - JSON.stringify(next).length;
    const padded = (by: number) =>
      api.admin.send('action-registry-admin', {
        method: 'POST',
        body: JSON.stringify(next) + ' '.repeat(spaces + by),
      });
    expect((await padded(1)).body).toMatchObject({ status: 413, code: 'payload_too_large' });
    expect((await padded(0)).status).toBe(201);
    await publish(() => before.registry);
  });

  it.each<[string, object]>([
    [
      'registry.plans.0.monthlyGrant',
      { plans: [{ ...defaultCatalog.plans[0], monthlyGrant: -1 }] },
    ],
    ['registry.plans.0.softCap', { plans: [{ ...defaultCatalog.plans[0], softCap: 119 }] }],
    ['registry.plans.1.planId', { plans: [defaultCatalog.plans[0], defaultCatalog.plans[0]] }],
    [
      'registry.actions.1.actionId',
      { actions: [defaultCatalog.actions[0], defaultCatalog.actions[0]] },
    ],
    ['registry.actions.0.colour', { actions: [{ ...defaultCatalog.actions[0], colour: 'red' }] }],
    ['registry.defaultPlanId', { defaultPlanId: 'gone' }],
    ['registry.defaultPlanId', { defaultPlanId: 'intelligence' }],
    ['registry.extra', { extra: 1 }],
  ])('is refused as a whole where something of it is wrong: %s', async (path, wrong) => {
    const { registry, version } = await current();
    const proposal = { expectedVersion: version, registry: { ...registry, ...wrong } };
    for (const query of ['', '?dryRun=1']) {
      const { body } = await api.admin.publish(proposal, query);
      expect(body).toMatchObject({ code: 'invalid_request' });
      expect(new Set(pathsIn(body))).toEqual(new Set([path]));
    }
    expect((await current()).version).toBe(version);
  });

  it.each<[string, object]>([
    ['registry', { expectedVersion: 1 }],
    ['registry', { expectedVersion: 1, registry: defaultCatalog, rollBackTo: 1 }],
    ['expectedVersion', { registry: defaultCatalog }],
    ['expectedVersion', { expectedVersion: '1', registry: defaultCatalog }],
    ['version', { expectedVersion: 1, version: 1, registry: defaultCatalog }],
    ['note', { expectedVersion: 1, registry: defaultCatalog, note: ' ' }],
    ['note', { expectedVersion: 1, registry: defaultCatalog, note: 'x'.repeat(1001) }],
    ['author', { expectedVersion: 1, registry: defaultCatalog, author: 'a\u0000' }],
    ['rollBackTo', { expectedVersion: 1, rollBackTo: 0 }],
  ])('is refused where it is not one, by its path: %s', async (path, body) => {
    const reply = await api.admin.publish(body);
    expect(reply.body).toMatchObject({ code: 'invalid_request', issues: [{ path }] });
  });

  it.each(['?dryrun=1', '?dryRun=yes', '?dryRun='])(
    'publishes nothing where %s was not understood',
    async (query) => {
      const before = await current();
      expect((await publish(priced('ask_ai', 98), { query })).status).toBe(422);
      expect(await current()).toEqual(before);
    },
  );
});

describe('elsewhere', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('a new version is in force twenty seconds later', async () => {
    const another = await api.otherwise({});
    const { version } = await current();
    vi.useFakeTimers({ toFake: ['performance'] });
    expect((await another.stranger.matrix()).body).toMatchObject({ registryVersion: version });
    await publish((registry) => registry);
    vi.advanceTimersByTime(19_999);
    expect((await another.stranger.matrix()).body).toMatchObject({ registryVersion: version });
    vi.advanceTimersByTime(2);
    expect((await another.stranger.matrix()).body).toMatchObject({ registryVersion: version + 1 });
  });
});
