import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decideInBatch,
  type WalletInBatch,
  walletInBatch,
} from '../../../lib/ledger/decide-batch.js';
import type { NewEventId, Outcome, Submission } from '../../../lib/ledger/ledger.js';
import type { Catalog } from '../../../lib/wallet/catalog.js';
import { instant, secondsAfter } from '../../../lib/wallet/instant.js';
import {
  adjust,
  capture,
  debit,
  hold,
  release,
  returned,
  reverse,
  toPlan,
  topUp,
} from '../../wallet/asks.js';
import { type Ask, admin, catalogWith, service } from '../../wallet/book.js';
import type { Given } from '../ledger-contract.js';
import { expectSound, type Stage } from './stage.js';

const CATALOGS = [
  catalogWith(),
  catalogWith({ version: 2, askPrice: 3, base: { monthlyGrant: 60, softCap: 90 } }),
  catalogWith({ version: 3, proPrice: { amountMinor: 9900, currency: 'eur' } }),
];

/** Few keys, so that repetitions, reuses and references to one another come about by themselves. */
const key = fc.constantFrom('k1', 'k2', 'k3', 'k4');
const quantity = fc.integer({ min: 1, max: 40 });
const anAsk: fc.Arbitrary<Ask> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ key, quantity, enforce: fc.boolean() })
      .map((each) => ({ ...debit(each.quantity), ...each })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(key, quantity, fc.constantFrom(60, 900, 86_400))
      .map(([k, q, s]) => hold(k, q, s)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(key, key, fc.option(quantity))
      .map(([k, h, q]) => ({ ...capture(h, q ?? undefined), key: k })),
  },
  fc.tuple(key, key).map(([k, h]) => ({ ...release(h), key: k })),
  {
    weight: 2,
    arbitrary: fc
      .tuple(key, key, fc.option(quantity))
      .map(([k, d, q]) => ({ ...reverse(d, q ?? undefined), key: k })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(key, fc.constantFrom(7, 100)).map(([k, amount]) => topUp(k, amount, 1000)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.uuid(), key, fc.integer({ min: 0, max: 1200 }))
      .map(([k, p, total]) => ({ ...returned(p, total), key: k })),
  },
  fc
    .tuple(key, fc.constantFrom('base', 'intelligence', 'professional', 'gone'))
    .map(([k, plan]) => ({ ...toPlan(plan), key: k, actor: service })),
  fc
    .tuple(key, fc.integer({ min: -30, max: 30 }))
    .map(([k, amount]) => ({ ...adjust(amount), key: k, actor: admin })),
);

const aStep = fc.record({
  ask: anAsk,
  client: fc.constantFrom('ada', 'bob'),
  dryRun: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  seconds: fc.constantFrom(0, 0, 1, 600, 7 * 86_400, 31 * 86_400),
  catalog: fc.constantFrom(...CATALOGS),
  endsBatch: fc.boolean(),
});

type Batch = { readonly submissions: readonly Submission[]; readonly catalog: Catalog };

const batchesOf = (stage: Stage, run: string, steps: readonly Step[]): readonly Batch[] => {
  const batches: { submissions: Submission[]; catalog: Catalog }[] = [];
  let open = false;
  let at = instant('2026-01-31T12:00:00Z');
  for (const { ask, client, dryRun, seconds, catalog, endsBatch } of steps) {
    at = secondsAfter(at, seconds);
    if (!open) batches.push({ submissions: [], catalog });
    const submission = stage.ask({ ...ask, at }, `${run}-${client}`);
    batches.at(-1)?.submissions.push(dryRun ? { ...submission, dryRun } : submission);
    open = !endsBatch;
  }
  return batches;
};

type Step = typeof aStep extends fc.Arbitrary<infer S> ? S : never;

/** The ledger that there would be if memory were storage: every entry at hand, nothing ever loaded. */
class InMemory {
  readonly wallets = new Map<string, WalletInBatch>();

  commit({ submissions, catalog }: Batch, newEventId: NewEventId): readonly Outcome[] {
    return submissions.map((submission) => {
      const { walletId } = submission;
      const wallet = this.wallets.get(walletId.clientId) ?? walletInBatch(walletId, undefined);
      this.wallets.set(walletId.clientId, wallet);
      return decideInBatch(submission, wallet, catalog, newEventId);
    });
  }
}

export const sameEntries = ({ stage, ids }: Given): void => {
  it('holds the entries that the same commands make in memory, and gives the same answers', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 40 }), async (steps) => {
        runs += 1;
        const batches = batchesOf(stage(), `run${runs}`, steps);

        ids.startAt(runs * 1000);
        const memory = new InMemory();
        const expected = batches.map((batch) => memory.commit(batch, ids.newEventId));
        ids.startAt(runs * 1000);
        const answered = [];
        for (const { submissions, catalog } of batches) {
          answered.push(await stage().ledger.commit(submissions, catalog));
        }

        expect(answered).toEqual(expected);
        for (const [client, { appended }] of memory.wallets) {
          expect(await stage().entries(client)).toEqual(appended);
          await expectSound(stage().ledger, stage().wallet(client));
        }
      }),
      { seed: 20260131, numRuns: 40 },
    );
  });
};
