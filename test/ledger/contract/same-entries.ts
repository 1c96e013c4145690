import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decideInBatch,
  type WalletInBatch,
  walletInBatch,
} from '../../../lib/ledger/decide-batch.js';
import type { NewEventId, Outcome, Submission } from '../../../lib/ledger/ledger.js';
import { usedKeyOf } from '../../../lib/ledger/used-key.js';
import type { Catalog } from '../../../lib/wallet/catalog.js';
import { entryName } from '../../../lib/wallet/entry-name.js';
import { instant, secondsAfter } from '../../../lib/wallet/instant.js';
import {
  adjust,
  adopt,
  capture,
  debit,
  follow,
  followNone,
  hold,
  older,
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

/** Few of each, so that repetitions, reuses and references to one another come about by themselves. */
const key = fc.constantFrom('k1', 'k2', 'k3', 'k4');
const payment = fc.constantFrom('cs_1', 'cs_2');
const returnKey = fc.constantFrom('evt_1', 'evt_2', 'evt_3', 'evt_4', 'evt_5', 'evt_6');
const quantity = fc.constantFrom(1, 5, 30);
const part = fc.option(quantity, { nil: undefined });

const aDebit = fc
  .record({ key, quantity, enforce: fc.boolean() })
  .map((each) => ({ ...debit(each.quantity), ...each }));
const aHold = fc
  .tuple(key, quantity, fc.constantFrom(60, 86_400))
  .map(([name, units, seconds]) => hold(name, units, seconds));
const aCapture = fc
  .tuple(key, key, part)
  .map(([own, of, units]) => ({ ...capture(of, units), key: own }));
const aRelease = fc.tuple(key, key).map(([own, of]) => ({ ...release(of), key: own }));
const aReversal = fc
  .tuple(key, key, part)
  .map(([own, of, amount]) => ({ ...reverse(of, amount), key: own }));
const aTopUp = payment.map((session) => topUp(session, 100, 1000));
const aReturn = fc
  .tuple(returnKey, payment, fc.constantFrom(0, 300, 700, 1200))
  .map(([own, of, total]) => ({ ...returned(of, total), key: own }));
const aPlan = fc
  .tuple(key, fc.constantFrom('base', 'intelligence', 'professional', 'gone'))
  .map(([own, plan]) => ({ ...toPlan(plan), key: own, actor: service }));
const aFollowing = fc
  .record({
    own: key,
    id: fc.constantFrom('sub_1', 'sub_1', 'sub_2'),
    plan: fc.constantFrom('intelligence', 'professional', 'professional', 'gone'),
    since: fc.constantFrom(undefined, undefined, '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'),
    next: fc.constantFrom(undefined, ['base', '2026-03-01T00:00:00Z'] as const),
    ended: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  })
  .map(({ ended, id, next, own, plan, since }) => ({
    ...(ended
      ? followNone()
      : follow({
          id,
          plan,
          ...(since && { pastDueSince: since, graceDays: 14 }),
          ...(next && { next }),
        })),
    key: own,
  }));
const anAdjustment = fc
  .tuple(key, fc.constantFrom(-30, 0, 30))
  .map(([own, amount]) => ({ ...adjust(amount), key: own, actor: admin }));

/** What older code wrote, of which any part may be read, and taken over, at any time. */
const OLDER = [
  older(1, 100, { grantedFor: '2026-01' }),
  older(2, -30, { key: usedKeyOf(entryName('debit', 'k3')) }),
  older(3, 100, { grantedFor: '2026-02' }),
  older(4, -170, { key: usedKeyOf(entryName('topup', 'cs_2')) }),
  older(5, 25),
];
const anAdoption = fc
  .tuple(key, fc.subarray(OLDER))
  .map(([own, rows]) => ({ ...adopt(...rows), key: own }));

const anAsk: fc.Arbitrary<Ask> = fc.oneof(
  { weight: 4, arbitrary: aDebit },
  { weight: 3, arbitrary: aHold },
  { weight: 3, arbitrary: aCapture },
  { weight: 1, arbitrary: aRelease },
  { weight: 3, arbitrary: aReversal },
  { weight: 2, arbitrary: aTopUp },
  { weight: 3, arbitrary: aReturn },
  { weight: 1, arbitrary: aPlan },
  { weight: 2, arbitrary: aFollowing },
  { weight: 1, arbitrary: anAdjustment },
  { weight: 1, arbitrary: anAdoption },
);

const aStep = fc.record({
  ask: anAsk,
  client: fc.constantFrom('ada', 'bob'),
  dryRun: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  seconds: fc.constantFrom(0, 0, 0, 0, 1, 30, 600, 7 * 86_400, 31 * 86_400),
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

/** Without these among them, random commands would prove little. */
const WORTH_SEEING = [
  'unchanged',
  'previewed debit',
  'replayed hold',
  'committed capture',
  'committed release',
  'committed reversal',
  'committed clawback',
  'committed reinstatement',
  'committed plan',
  'committed adjustment',
  'committed adoption',
  'adopted key',
  'idempotency_key_reused',
  'insufficient_credits',
  'hold_settled',
  'reversal_exceeds_debit',
  'unknown_session',
];

export const sameEntries = ({ stage, ids }: Given): void => {
  it('holds the entries that the same commands make in memory, and gives the same answers', async () => {
    let runs = 0;
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 20, maxLength: 60 }), async (steps) => {
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
        for (const each of expected.flat()) {
          seen.add('entry' in each ? `${each.outcome} ${each.entry.kind}` : each.outcome);
          if (each.outcome !== 'refused') continue;
          seen.add(each.refusal.code);
          if ('adopted' in each.refusal) seen.add('adopted key');
        }
        for (const [client, { appended }] of memory.wallets) {
          expect(await stage().entries(client)).toEqual(appended);
          await expectSound(stage().ledger, stage().wallet(client));
        }
      }),
      { seed: 20260131, numRuns: 40 },
    );
    expect(WORTH_SEEING.filter((each) => !seen.has(each))).toEqual([]);
  });
};
