import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { debitAnswer } from '../../lib/contract/debit.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { freshDatabase } from '../../scripts/support/fresh-database.js';
import { currentOf, priced } from '../http/registry-stage.js';
import { TestApi } from '../support/app.js';

/** Several instances on one database, each with connections of its own. */
let instances: readonly TestApi[] = [];
let first: TestApi;
beforeEach(async () => {
  const url = await freshDatabase(inject('postgres'), 'registry');
  first = await new TestApi().open({ db: openPg({ url, prepared: true }) });
  const others = [1, 2, 3].map(() =>
    new TestApi().open({ db: openPg({ url, prepared: true }), keys: first.keys }),
  );
  instances = [first, ...(await Promise.all(others))];
});
afterEach(() => Promise.all(instances.map((instance) => instance.close())));

const instanceFor = (nth: number): TestApi => instances[nth % instances.length] ?? first;

describe('on a real PostgreSQL', () => {
  it('one of forty publications from the same version wins, round for round', async () => {
    for (let round = 1; round <= 10; round += 1) {
      const { registry, version } = await currentOf(first.admin);
      expect(version).toBe(round);
      const replies = await Promise.all(
        Array.from({ length: 40 }, (_, nth) =>
          instanceFor(nth).admin.publish({
            expectedVersion: version,
            registry: priced('ask_ai', 1 + nth)(registry),
            author: `publisher ${nth}`,
          }),
        ),
      );
      const won = replies.filter(({ status }) => status === 201);
      expect(won).toHaveLength(1);
      for (const { body, status } of replies.filter((reply) => reply !== won[0])) {
        expect([status, body]).toEqual([
          409,
          expect.objectContaining({ code: 'version_conflict', currentVersion: version + 1 }),
        ]);
      }
      for (const { admin } of instances)
        expect((await admin.registry()).body).toEqual(won[0]?.body);
    }
  });

  it('200 debits while prices change: each has one version, and costs what that one says', async () => {
    const { registry } = await currentOf(first.admin);
    const priceOf = (version: number) => (version % 2 === 0 ? 3 : 1);
    const publishing = (async () => {
      for (let version = 1; version <= 10; version += 1) {
        const changed = priced('ask_ai', priceOf(version + 1))(registry);
        const proposal = { expectedVersion: version, registry: changed };
        expect((await instanceFor(version).admin.publish(proposal)).status).toBe(201);
      }
    })();
    const replies = await Promise.all(
      Array.from({ length: 20 }, async (_, client) => {
        const bodies: unknown[] = [];
        for (let nth = 0; nth < 10; nth += 1) {
          if (nth === 9) await publishing;
          const debit = { clientId: `c${client}`, actionId: 'ask_ai', idempotencyKey: `k${nth}` };
          bodies.push((await instanceFor(client + nth).service.debit(debit)).body);
        }
        return bodies;
      }),
    );
    await publishing;
    const entries = replies.flat().map((body) => debitAnswer.parse(body).entry);
    expect(entries).toHaveLength(200);
    for (const { creditsDelta, creditsPerUnit, registryVersion } of entries) {
      const price = priceOf(registryVersion);
      expect([creditsPerUnit, creditsDelta]).toEqual([price, -price]);
    }
    expect(new Set(entries.map((entry) => entry.registryVersion)).size).toBeGreaterThan(1);
  });
});
