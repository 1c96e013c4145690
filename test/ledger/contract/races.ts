import { expect, it } from 'vitest';
import type { GroupCommit } from '../../../lib/ledger/group-commit.js';
import type { Outcome, Submission } from '../../../lib/ledger/ledger.js';
import { debit, hold, returned, topUp } from '../../wallet/asks.js';
import { catalogWith } from '../../wallet/book.js';
import type { Given } from '../ledger-contract.js';
import { expectSound } from './stage.js';

/** Many at once, through two group commits on one ledger, so that their batches meet in the storage too. */
export const races = ({ stage }: Given): void => {
  const atOnce = (submissions: readonly Submission[]): Promise<readonly Outcome[]> => {
    const [even, odd] = [stage().groupCommit(), stage().groupCommit()];
    const commitOf = (index: number): GroupCommit => (index % 2 === 0 ? even : odd);
    return Promise.all(submissions.map((each, index) => commitOf(index).submit(each)));
  };
  const times = (count: number, ask: () => Submission) => Array.from({ length: count }, ask);
  const withOutcome = (outcomes: readonly Outcome[], wanted: Outcome['outcome']) =>
    outcomes.filter(({ outcome }) => outcome === wanted);

  it('law 2: a thousand deliveries of one request are one entry, and get the same answer', async () => {
    const outcomes = await atOnce(times(1000, () => stage().ask({ ...debit(3), key: 'once' })));
    const entry = (await stage().entries()).at(-1);
    expect(withOutcome(outcomes, 'committed')).toEqual([{ outcome: 'committed', entry }]);
    expect(withOutcome(outcomes, 'replayed')).toHaveLength(999);
    for (const outcome of outcomes) expect(outcome).toHaveProperty('entry', entry);
    expect(await stage().kinds()).toEqual(['open', 'grant', 'debit']);
  });

  it('law 4: five hundred debits on a wallet funded for 120 succeed 120 times', async () => {
    stage().catalog = catalogWith({ askPrice: 1, base: { monthlyGrant: 100, softCap: 300 } });
    await stage().accept(topUp('cs_1', 20, 100));
    const outcomes = await atOnce(times(500, () => stage().ask(debit(1))));
    expect(withOutcome(outcomes, 'committed')).toHaveLength(120);
    expect(withOutcome(outcomes, 'refused')).toHaveLength(380);
    expect(await stage().buckets()).toEqual([0, 0]);
    await expectSound(stage().ledger, stage().wallet());
  });

  it('law 6: 64 debits at the turn of the month bring one grant', async () => {
    await stage().accept(debit(1));
    stage().now = '2026-02-01T00:00:00.000Z';
    await atOnce(times(64, () => stage().ask(debit(1))));
    const kinds = await stage().kinds();
    expect(kinds.filter((kind) => kind === 'grant')).toHaveLength(2);
    expect(await stage().buckets()).toEqual([70, 0]);
  });

  it('opens a wallet once, however many come first', async () => {
    const clients = ['ada', 'bob', 'cleo'];
    const asks = times(20, () => stage().ask(debit(1)));
    await atOnce(
      asks.flatMap((each) =>
        clients.map((client) => ({ ...each, walletId: stage().wallet(client) })),
      ),
    );
    for (const client of clients) {
      expect((await stage().kinds(client)).slice(0, 3)).toEqual(['open', 'grant', 'debit']);
      expect(await stage().buckets(client)).toEqual([60, 0]);
    }
  });

  it('reads a wallet and its entries as they were at one moment, also while others write', async () => {
    await stage().accept(debit(1));
    const writing = atOnce(times(40, () => stage().ask(debit(1))));
    for (let reads = 0; reads < 20; reads += 1) {
      const { stored, entries } = await stage().ledger.read(stage().wallet(), { limit: 1 });
      expect(entries[0]?.hash).toBe(stored?.headHash);
    }
    await writing;
  });

  it('holds never reserve more than there is', async () => {
    const outcomes = await atOnce(times(80, () => stage().ask(hold(`job-${Math.random()}`, 1))));
    expect(withOutcome(outcomes, 'committed')).toHaveLength(50);
  });

  it('law 3: the events of a payment end the same in any order', async () => {
    const totals = [
      [1000, 400, 700, 700],
      [700, 1000, 400, 700],
    ];
    for (const [index, order] of totals.entries()) {
      const client = `payer-${index}`;
      await stage().accept(topUp('cs_1', 100, 1000), client);
      await atOnce(order.map((total) => stage().ask(returned('cs_1', total), client)));
      await stage().answer(returned('cs_1', 700), client);
      expect(await stage().buckets(client)).toEqual([100, 30]);
    }
  });
};
