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

describe('a publication that is sent again', () => {
  const proposal = async (price: number, more: object = {}) => {
    const { registry, version } = await current();
    const changed = priced('ask_ai', price)(registry);
    return { expectedVersion: version, registry: changed, idempotencyKey: 'again', ...more };
  };

  it('is answered as the first time, also when others have published since', async () => {
    const sent = await proposal(51, { note: 'once' });
    const first = await api.admin.publish(sent);
    api.at('2026-01-15T10:00:05Z');
    for (const since of [0, 1]) {
      const again = await api.admin.publish(sent);
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect((await current()).version).toBe(sent.expectedVersion + 1 + since);
      await publish(priced('ask_ai', 52));
    }
  });

  it('without a key is too late, as anybody else’s', async () => {
    const sent = await proposal(55, { idempotencyKey: undefined });
    expect((await api.admin.publish(sent)).status).toBe(201);
    expect((await api.admin.publish(sent)).body).toMatchObject({
      code: 'version_conflict',
      currentVersion: sent.expectedVersion + 1,
    });
  });

  it('twice at the same moment is published once', async () => {
    const sent = await proposal(53);
    const replies = await Promise.all([1, 2, 3].map(() => api.admin.publish(sent)));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
    const replayed = replies.map(({ headers }) => headers.get('idempotency-replayed'));
    expect(replayed.sort()).toEqual(['false', 'true', 'true']);
    expect((await current()).version).toBe(sent.expectedVersion + 1);
  });

  it.each<[string, object, () => Caller]>([
    ['by somebody else', {}, () => api.operator],
    ['in the name of somebody else', { author: 'eve' }, () => api.admin],
    ['with other words', { note: 'another' }, () => api.admin],
    ['without the words', { note: undefined }, () => api.admin],
  ])('%s is another one, and too late', async (_, other, by) => {
    const sent = await proposal(54, { note: 'a note' });
    await api.admin.publish(sent);
    const reply = await by().publish({ ...sent, ...other });
    expect(reply.body).toMatchObject({
      code: 'version_conflict',
      currentVersion: sent.expectedVersion + 1,
    });
  });
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
