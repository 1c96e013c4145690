import { describe, expect, it } from 'vitest';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { currentOf, priced, publishChanged, withoutAction } from './registry-stage.js';

const api = testApi({
  CZ_ADMIN_READ_SECRET: 'reader-secret',
  CZ_ADMIN_USERS: 'user_operator,user_looks:read,user_prices:publish+read,user_corrects:adjust',
});
const secret = (value: string) => api.withHeaders(async () => ({ 'x-cz-registry-admin': value }));
const current = () => currentOf(api.admin);
const publish = (
  change: Parameters<typeof publishChanged>[1],
  more: Parameters<typeof publishChanged>[2] = {},
  by: Caller = api.admin,
) => publishChanged(by, change, more);

const ACCESS: readonly (readonly [string, () => Caller, reads: number, publishes: number])[] = [
  ['the machine', () => api.admin, 200, 201],
  ['a person who may everything', () => api.operator, 200, 201],
  ['a person who may publish', () => api.user('user_prices'), 200, 201],
  ['a person who may look', () => api.user('user_looks'), 200, 403],
  ['a person who may adjust', () => api.user('user_corrects'), 200, 403],
  ['a machine that looks', () => secret('reader-secret'), 200, 403],
  ['a user', () => api.user(), 403, 403],
  ['a service', () => api.service, 403, 403],
  ['the clock', () => api.cron, 403, 403],
  ['the wrong secret', () => secret('admin-secre'), 403, 403],
  ['a stranger', () => api.stranger, 401, 401],
];

describe('the registry is for operators', () => {
  it.each(ACCESS)('%s', async (_, caller, reads, publishes) => {
    const { version } = await current();
    const proposal = { expectedVersion: version, registry: defaultCatalog };
    const answers = [
      await caller().registry(),
      await caller().registry('?version=1'),
      await caller().registry('?history=1'),
      await caller().publish(proposal, '?dryRun=1'),
      await caller().publish(proposal),
    ];
    const dryRun = publishes === 201 ? 200 : publishes;
    expect(answers.map(({ status }) => status)).toEqual([reads, reads, reads, dryRun, publishes]);
    for (const { body, status } of answers.filter(({ status }) => status >= 400)) {
      expect(Object.keys(body ?? {}).sort(), `${status}`).toEqual([
        'code',
        'detail',
        'status',
        'title',
        'traceId',
        'type',
      ]);
      expect(JSON.stringify(body)).not.toMatch(/ask_ai|estimatedCost|gold/);
    }
    expect((await current()).version).toBe(version + (publishes === 201 ? 1 : 0));
  });

  it('and of nobody where none is configured', async () => {
    const nobody = await api.otherwise({
      CZ_REGISTRY_ADMIN_SECRET: '',
      CZ_ADMIN_READ_SECRET: '',
      CZ_ADMIN_USERS: '',
    });
    for (const given of ['admin-secret', 'undefined', '']) {
      const machine = nobody.withHeaders(async () => ({ 'x-cz-registry-admin': given }));
      expect((await machine.registry()).body).toMatchObject({ code: 'not_configured' });
      expect((await machine.publish({})).body).toMatchObject({ code: 'not_configured' });
    }
    expect((await nobody.stranger.registry()).status).toBe(503);
  });
});

describe('GET /api/action-registry-admin', () => {
  it('shows the first version before anything was published', async () => {
    const { body, status } = await api.admin.registry('?version=1');
    expect(status).toBe(200);
    expect(body).toEqual({
      version: 1,
      registry: defaultCatalog,
      publishedAt: '2026-01-15T10:00:00.000Z',
      author: 'system',
      note: 'the default catalog',
    });
  });

  it('shows the last version, which another instance may have published just now', async () => {
    const another = await api.otherwise({});
    await another.admin.matrix();
    const published = await publish(priced('ask_ai', 3));
    expect((await another.admin.registry()).body).toEqual(published.body);
  });

  it('shows an older version as it was', async () => {
    const before = await current();
    await publish(priced('valuation', 7));
    expect((await api.admin.registry(`?version=${before.version}`)).body).toEqual(before);
  });

  it.each(['999', '9007199254740991'])('knows no version %s', async (version) => {
    const { body } = await api.admin.registry(`?version=${version}`);
    expect(body).toMatchObject({ code: 'not_found', version: Number(version) });
  });

  it.each([
    ['?version=0', 'version'],
    ['?version=', 'version'],
    ['?version=1.5', 'version'],
    ['?version=9007199254740992', 'version'],
    ['?version=1&history=1', 'version'],
    ['?history=yes', 'history'],
    ['?before=2', 'before'],
    ['?limit=2', 'limit'],
    ['?history=1&limit=0', 'limit'],
    ['?history=1&limit=51', 'limit'],
    ['?history=1&before=0', 'before'],
    ['?histroy=1', 'histroy'],
  ])('refuses %s by its path', async (query, path) => {
    const { body } = await api.admin.registry(query);
    expect(body).toMatchObject({ code: 'invalid_request', issues: [{ path }] });
  });
});

describe('the history', () => {
  it('has who published what and why, newest first, with what was different', async () => {
    await publish(priced('ask_ai', 1));
    const { version } = await current();
    api.at('2026-01-16T08:00:00Z');
    await publish(priced('ask_ai', 2), { note: 'AI is dearer', author: 'ada' });
    await publish(withoutAction('isochrone'), {}, api.operator);
    const { body } = await api.admin.registry('?history=1&limit=2');
    expect(body).toEqual({
      versions: [
        {
          version: version + 2,
          publishedAt: '2026-01-16T08:00:00.000Z',
          author: 'user_operator',
          diff: ['actions: - isochrone'],
        },
        {
          version: version + 1,
          publishedAt: '2026-01-16T08:00:00.000Z',
          author: 'ada',
          note: 'AI is dearer',
          diff: ['actions.ask_ai.creditsPerUnit: 1 → 2'],
        },
      ],
    });
  });

  it('goes back to the first, which differs from nothing', async () => {
    const { body } = await api.admin.registry('?history=1&before=2');
    expect(body).toMatchObject({ versions: [{ version: 1, author: 'system', diff: [] }] });
    expect((await api.admin.registry('?history=1&before=1')).body).toEqual({ versions: [] });
    expect((await api.admin.registry('?history=1&before=999&limit=1')).body).toMatchObject({
      versions: [{ version: (await current()).version }],
    });
  });

  it('comes in pages of twenty', async () => {
    for (let count = 0; count < 20; count += 1) await publish(priced('ask_ai', count));
    const last = (await current()).version;
    const { body } = await api.admin.registry('?history=1');
    const numbers = Array.from({ length: 20 }, (_, index) => ({ version: last - index }));
    expect(body).toMatchObject({ versions: numbers });
    expect(body).toHaveProperty('versions.length', 20);
  });
});
