import { describe, expect, it } from 'vitest';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { currentOf, priced, publishChanged } from './registry-stage.js';

const api = testApi();
const current = () => currentOf(api.admin);
const publish = (
  change: Parameters<typeof publishChanged>[1],
  more: Parameters<typeof publishChanged>[2] = {},
  by: Caller = api.admin,
) => publishChanged(by, change, more);

describe('the author', () => {
  it.each<[string, () => Caller, string | undefined, string]>([
    ['a machine', () => api.admin, undefined, 'machine'],
    ['a machine that says for whom', () => api.admin, 'Ada (finance)', 'Ada (finance)'],
    ['a person', () => api.operator, undefined, 'user_operator'],
    ['a person by their id', () => api.operator, 'user_operator', 'user_operator'],
  ])('is %s', async (_, by, author, recorded) => {
    const { body } = await publish((registry) => registry, { ...(author && { author }) }, by());
    expect(body).toMatchObject({ author: recorded });
  });

  it('is nobody else than the person who publishes', async () => {
    const before = await current();
    const reply = await publish(priced('ask_ai', 97), { author: 'ada' }, api.operator);
    expect(reply.body).toMatchObject({ code: 'forbidden' });
    expect(await current()).toEqual(before);
  });
});

it('a publication that is sent again is in conflict with itself, which names it', async () => {
  const { registry, version } = await current();
  const sent = { expectedVersion: version, registry: priced('ask_ai', 51)(registry) };
  expect((await api.admin.publish(sent)).status).toBe(201);
  expect((await api.admin.publish(sent)).body).toMatchObject({
    code: 'version_conflict',
    currentVersion: version + 1,
    detail: expect.stringContaining(`version ${version + 1}, of machine`),
  });
  expect((await current()).version).toBe(version + 1);
});

describe('rolling back', () => {
  it('publishes an older version once more, by its number or as it was read', async () => {
    const old = await current();
    await publish(priced('ask_ai', 61));
    await publish(priced('valuation', 62));
    const rolled = await api.admin.publish({
      expectedVersion: old.version + 2,
      rollBackTo: old.version,
    });
    expect(rolled).toMatchObject({
      status: 201,
      body: { version: old.version + 3, registry: old.registry },
    });
    await publish(priced('ask_ai', 63));
    const posted = await api.admin.publish({
      expectedVersion: old.version + 4,
      registry: old.registry,
      note: 'back again',
    });
    expect(posted.body).toMatchObject({ version: old.version + 5, registry: old.registry });
  });

  it('to a version that there never was is refused', async () => {
    const { version } = await current();
    const { body } = await api.admin.publish({ expectedVersion: version, rollBackTo: version + 1 });
    expect(body).toMatchObject({ code: 'not_found', version: version + 1 });
  });
});
