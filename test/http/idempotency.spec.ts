import { describe, expect, it } from 'vitest';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { testApi } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const api = testApi();

const twice = async (caller: Caller, first: unknown, second: unknown = first) => [
  await caller.debit(first),
  await caller.debit(second),
];

const replayed = (reply: { readonly headers: Headers } | undefined) =>
  reply?.headers.get('idempotency-replayed');

describe('the same key', () => {
  it('and the same meaning end in the same answer, and one entry', async () => {
    const ada = api.user();
    const [first, second] = await twice(ada, { actionId: 'ask_ai', idempotencyKey: 'a' });
    expect([replayed(first), replayed(second)]).toEqual(['false', 'true']);
    expect(second?.body).toEqual(first?.body);
    expect((await ada.state()).body).toMatchObject({ version: 3, balance: 119 });
  });

  it('is answered as it was the first time, also when more has happened since', async () => {
    const ada = api.user();
    const ask = { actionId: 'ask_ai', idempotencyKey: 'a' };
    const first = await ada.debit(ask);
    await ada.debit({ actionId: 'ask_ai', quantity: 119, idempotencyKey: 'b' });
    api.at('2026-03-02T00:00:00Z');
    const again = await ada.debit(ask);
    expect([again.status, replayed(again), again.body]).toEqual([200, 'true', first.body]);
  });

  it('means the same with defaults spelled out, and under every name of the action', async () => {
    const ada = api.user();
    const first = await ada.debit({ actionId: 'ask_ai', idempotencyKey: 'a' });
    for (const actionId of ['askAI', 'ask-ai', 'Ask AI', 'ASK_AI', 'geospatial.ask_ai']) {
      const ask = { mode: 'debit', actionId, quantity: 1, idempotencyKey: 'a' };
      const again = await ada.debit(ask);
      expect([actionId, replayed(again), again.body]).toEqual([actionId, 'true', first.body]);
    }
  });

  it.each([
    [{ actionId: 'ask_ai', quantity: 2 }],
    [{ actionId: 'isochrone' }],
    [{ actionId: 'teleport' }],
    [{ actionId: '__proto__' }],
  ])('with another meaning (%j) is a conflict, and nothing is written', async (other) => {
    const ada = api.user();
    await ada.debit({ actionId: 'ask_ai', idempotencyKey: 'a' });
    const { body } = await ada.debit({ ...other, idempotencyKey: 'a' });
    expect(body).toMatchObject({
      status: 409,
      code: 'idempotency_key_reused',
      idempotencyKey: 'a',
    });
    expect((await ada.state()).body).toMatchObject({ version: 3 });
  });

  it('may stand for a debit and a hold: keys are of a wallet and a kind', async () => {
    const ada = api.user();
    const [debit, hold] = await twice(
      ada,
      { actionId: 'ask_ai', idempotencyKey: 'a' },
      { mode: 'hold', actionId: 'ask_ai', idempotencyKey: 'a' },
    );
    expect([debit?.body, hold?.body]).toMatchObject([{ status: 'debited' }, { status: 'held' }]);
    expect((await api.user().debit({ actionId: 'flood_risk', idempotencyKey: 'a' })).status).toBe(
      200,
    );
  });
});

describe('a replay outlives the registry', () => {
  const without = (actionId: string) => (document: RegistryDocument) => ({
    ...document,
    actions: document.actions.filter((action) => action.actionId !== actionId),
  });
  const withAction =
    (actionId: string, change: Partial<RegistryDocument['actions'][number]>) =>
    (document: RegistryDocument) => ({
      ...document,
      actions: document.actions.map((action) =>
        action.actionId === actionId ? { ...action, ...change } : action,
      ),
    });

  it('where the price has changed', async () => {
    const ada = api.user();
    const ask = { actionId: 'isochrone', idempotencyKey: 'a' };
    const first = await ada.debit(ask);
    const version = await api.publish(withAction('isochrone', { creditsPerUnit: 50 }));
    expect((await ada.debit({ ...ask, idempotencyKey: 'b' })).body).toMatchObject({
      entry: { creditsDelta: -50, registryVersion: version },
    });
    expect((await ada.debit(ask)).body).toEqual(first.body);
  });

  it('where the action is gone, by whatever name it was called', async () => {
    const ada = api.user();
    const [own, alias] = [
      { actionId: 'flood_risk', idempotencyKey: 'own' },
      { actionId: 'geospatial.flood_risk', idempotencyKey: 'alias' },
    ];
    const [first, second] = await twice(ada, own, alias);
    await api.publish(without('flood_risk'));
    expect((await ada.debit(own)).body).toEqual(first?.body);
    expect((await ada.debit(alias)).body).toEqual(second?.body);
    const other = await ada.debit({ ...own, quantity: 2 });
    expect(other.body).toMatchObject({ code: 'idempotency_key_reused' });
    const next = await ada.debit({ ...own, idempotencyKey: 'b' });
    expect(next.body).toMatchObject({ code: 'unknown_action', actionId: 'flood_risk' });
  });

  it('where the name it was called by is given up', async () => {
    const ada = api.user();
    await api.publish(withAction('valuation', { aliases: ['avm'] }));
    const ask = { actionId: 'AVM', idempotencyKey: 'a' };
    const first = await ada.debit(ask);
    await api.publish(withAction('valuation', { aliases: [] }));
    const again = await ada.debit(ask);
    expect([replayed(again), again.body]).toEqual(['true', first.body]);
    expect((await ada.debit({ ...ask, idempotencyKey: 'b' })).status).toBe(404);
  });

  it('where the name has come to stand for something else', async () => {
    const ada = api.user();
    await api.publish(withAction('valuation', { aliases: ['value'] }));
    const ask = { actionId: 'value', idempotencyKey: 'a' };
    const first = await ada.debit(ask);
    await api.publish((document) =>
      withAction('isochrone', { aliases: ['value'] })(
        withAction('valuation', { aliases: [] })(document),
      ),
    );
    expect((await ada.debit(ask)).body).toEqual(first.body);
  });
});

describe('an idempotency key', () => {
  it.each(['a', 'a'.repeat(200), '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '__proto__', 'constructor'])(
    'can be %s',
    async (idempotencyKey) => {
      const [first, second] = await twice(api.user(), { actionId: 'ask_ai', idempotencyKey });
      expect(first?.body).toMatchObject({ entry: { idempotencyKey } });
      expect([replayed(second), second?.body]).toEqual(['true', first?.body]);
    },
  );

  it.each(['', 'a'.repeat(201), 'a b', ' a', 'ä', 'a\u0000', 'a\n', '\ud800', 7, null, ['a']])(
    "can't be %j",
    async (idempotencyKey) => {
      const { body } = await api.user().debit({ actionId: 'ask_ai', idempotencyKey });
      expect(body).toMatchObject({ status: 422, issues: [{ path: 'idempotencyKey' }] });
    },
  );

  const ask = { actionId: 'ask_ai' };

  it('can come as a header, which means the same as the member', async () => {
    const ada = api.user();
    const first = await ada.debit(ask, { 'idempotency-key': 'a' });
    const again = await ada.debit({ ...ask, idempotencyKey: 'a' });
    expect([first.status, replayed(again), again.body]).toEqual([200, 'true', first.body]);
  });

  it('can come both ways where both agree', async () => {
    const both = { ...ask, idempotencyKey: 'a' };
    expect((await api.user().debit(both, { 'idempotency-key': 'a' })).status).toBe(200);
  });

  it.each(['b', 'A', 'a, a', '"a"'])('is refused where the header says %s instead', async (key) => {
    const both = { ...ask, idempotencyKey: 'a' };
    const { body } = await api.user().debit(both, { 'idempotency-key': key });
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'idempotencyKey' }] });
  });

  it.each(['', 'a b', 'ä', 'a'.repeat(201)])("can't be %j as a header either", async (key) => {
    const { body } = await api.user().debit(ask, { 'idempotency-key': key });
    expect(body).toMatchObject({ status: 422, issues: [{ path: 'idempotencyKey' }] });
  });
});
