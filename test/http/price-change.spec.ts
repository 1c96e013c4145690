import { describe, expect, it } from 'vitest';
import { debitAnswer } from '../../lib/contract/debit.js';
import { testApi } from '../support/app.js';
import { currentOf, priced } from './registry-stage.js';

const api = testApi();

/** What each version says a question costs. */
const PRICES: Readonly<Record<number, number>> = { 1: 1, 2: 3, 3: 2 };

describe('while a price changes', () => {
  it('each of 200 debits has one version, and costs what that version says', async () => {
    const { registry } = await currentOf(api.admin);
    const another = await api.otherwise({});
    const debits: Promise<unknown>[] = [];
    for (let index = 0; index < 200; index += 1) {
      const { service } = index % 4 === 3 ? another : api;
      const idempotencyKey = `k${index}`;
      const debit = { clientId: `c${index % 25}`, actionId: 'ask_ai', quantity: 2, idempotencyKey };
      debits.push(service.debit(debit).then(({ body }) => body));
      if (index === 70 || index === 140) {
        const expectedVersion = index / 70;
        const registryThen = priced('ask_ai', PRICES[expectedVersion + 1] ?? 0)(registry);
        const proposal = { expectedVersion, registry: registryThen };
        expect((await api.admin.publish(proposal)).status).toBe(201);
      }
    }
    const versions = new Map<number, number>();
    for (const body of await Promise.all(debits)) {
      const { entry } = debitAnswer.parse(body);
      const price = PRICES[entry.registryVersion];
      expect(entry).toMatchObject({ creditsPerUnit: price, creditsDelta: -2 * (price ?? 0) });
      versions.set(entry.registryVersion, (versions.get(entry.registryVersion) ?? 0) + 1);
    }
    // The instance that did not publish goes on with the first for a while; the other has the last by now.
    expect([...versions.keys()]).toEqual(expect.arrayContaining([1, 3]));
    expect([...versions.values()].reduce((a, b) => a + b)).toBe(200);
  });

  it('what is sent after the publication costs the new price, where it was published', async () => {
    const { registry, version } = await currentOf(api.admin);
    const dearer = { expectedVersion: version, registry: priced('ask_ai', 7)(registry) };
    const published = api.admin.publish(dearer);
    const meanwhile = api.service.debit({
      clientId: 'meanwhile',
      actionId: 'ask_ai',
      idempotencyKey: 'k',
    });
    await Promise.all([published, meanwhile]);
    const { body } = await api.user().debit({ actionId: 'ask_ai', idempotencyKey: 'k' });
    expect(body).toMatchObject({ entry: { creditsDelta: -7, registryVersion: version + 1 } });
  });

  it('what was charged keeps its price: repeated, reversed or captured', async () => {
    const clientId = api.newClient();
    const { version: before } = await currentOf(api.admin);
    const ask = { clientId, actionId: 'ask_ai', quantity: 3, idempotencyKey: 'asked' };
    const debited = await api.service.debit(ask);
    await api.service.debit({ ...ask, mode: 'hold', idempotencyKey: 'held' });
    const { registry } = await currentOf(api.admin);
    await api.admin.publish({ expectedVersion: before, registry: priced('ask_ai', 11)(registry) });

    const again = await api.service.debit(ask);
    expect(again.body).toEqual(debited.body);
    const capture = { clientId, mode: 'capture', holdKey: 'held', idempotencyKey: 'captured' };
    expect((await api.service.debit(capture)).body).toMatchObject({
      entry: { creditsDelta: -21, creditsPerUnit: 7 },
    });
    const reverse = { mode: 'reverse', debitKey: 'asked', reason: 'r', idempotencyKey: 'back' };
    expect((await api.service.debit({ clientId, ...reverse })).body).toMatchObject({
      entry: { creditsDelta: 21 },
    });
  });
});
