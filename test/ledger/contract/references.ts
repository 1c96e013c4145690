import { expect, it } from 'vitest';
import { capture, debit, hold, release, returned, reverse, topUp } from '../../wallet/asks.js';
import { CATALOG, catalogWith } from '../../wallet/book.js';
import type { Given } from '../ledger-contract.js';

/** What an entry says of an earlier one is decided by that one, wherever it lies by then. */
export const references = ({ stage }: Given): void => {
  it('captures a hold that the wallet forgot, by its entry and at its price', async () => {
    await stage().accept(hold('job', 20));
    stage().now = '2026-01-22T10:15:00.001Z'; // seven days after it expired, and a moment
    stage().catalog = catalogWith({ version: 2, askPrice: 9 });
    await stage().accept(topUp('cs_1', 1, 100));
    expect((await stage().stored())?.wallet.holds).toEqual([]);

    stage().catalog = { ...CATALOG, version: 3, actions: new Map() };
    const entry = await stage().accept(capture('job'));
    expect(entry).toMatchObject({
      creditsDelta: -40,
      registryVersion: 1,
      ref: 'CZ_SMCR|hold|job',
      event: { reserved: 0, creditsPerUnit: 2 },
    });
    expect(await stage().answer(capture('job'))).toMatchObject({
      refusal: { code: 'hold_settled', holdKey: 'job' },
    });
  });

  it('settles a hold at most once, by whatever key and way', async () => {
    await stage().accept(hold('job-1', 5));
    await stage().accept(capture('job-1'));
    await stage().accept(hold('job-2', 5));
    await stage().accept(release('job-2'));
    for (const again of [capture('job-1'), release('job-1'), capture('job-2'), release('job-2')]) {
      expect(await stage().answer(again)).toMatchObject({ refusal: { code: 'hold_settled' } });
    }
    expect(await stage().buckets()).toEqual([90, 0]);
  });

  it('knows no hold, debit or payment of another wallet', async () => {
    await stage().accept(hold('job', 5), 'ada');
    await stage().accept({ ...debit(5), key: 'work' }, 'ada');
    await stage().accept(topUp('cs_1', 5, 100), 'ada');
    await stage().accept(debit(1), 'bob');
    const codes = [];
    for (const ask of [capture('job'), reverse('work'), returned('cs_1', 100)]) {
      codes.push(await stage().answer(ask, 'bob'));
    }
    expect(codes).toMatchObject([
      { refusal: { code: 'unknown_hold' } },
      { refusal: { code: 'unknown_debit' } },
      { refusal: { code: 'unknown_session' } },
    ]);
  });

  it('never gives back more than was taken, in however many parts', async () => {
    await stage().accept(topUp('cs_1', 30, 100));
    await stage().accept({ ...debit(60), key: 'work' });
    await stage().accept(reverse('work', 15));
    await stage().accept(reverse('work', 100));
    expect(await stage().answer(reverse('work', 6))).toMatchObject({
      refusal: { code: 'reversal_exceeds_debit', reversible: 5 },
    });
    await stage().accept(reverse('work'));
    expect(await stage().buckets()).toEqual([100, 30]);
    expect(await stage().answer(reverse('work'))).toMatchObject({ refusal: { reversible: 0 } });
  });

  it('reverses the capture that is meant where a debit has the same key', async () => {
    await stage().accept({ ...debit(1), key: 'work' });
    await stage().accept(hold('work', 10));
    await stage().accept({ ...capture('work'), key: 'work' });
    const entry = await stage().accept({ ...reverse('work'), debitKind: 'capture' });
    expect(entry).toMatchObject({ creditsDelta: 20, ref: 'CZ_SMCR|capture|work' });
    expect(await stage().answer({ ...reverse('work'), debitKind: 'debit' })).toMatchObject({
      outcome: 'committed',
      entry: { creditsDelta: 2 },
    });
  });

  it('takes back in proportion to what was returned, and gives it back again', async () => {
    await stage().accept(topUp('cs_1', 100, 3000));
    const deltas = [];
    for (const total of [1000, 1000, 3000, 9000, 2000, 0]) {
      const outcome = await stage().answer(returned('cs_1', total));
      deltas.push('entry' in outcome ? outcome.entry.creditsDelta : outcome.outcome);
    }
    expect(deltas).toEqual([-33, 'unchanged', -67, 'unchanged', 34, 66]);
    expect(await stage().buckets()).toEqual([100, 100]);
  });

  it('claws back below zero what was spent already, and only there', async () => {
    await stage().accept(topUp('cs_1', 50, 1000));
    await stage().accept(debit(75));
    await stage().accept(returned('cs_1', 1000));
    expect(await stage().buckets()).toEqual([0, -50]);
    expect(await stage().answer(debit(1))).toMatchObject({ refusal: { available: 0 } });
  });

  it('remembers nothing of a return that changed nothing', async () => {
    await stage().accept(topUp('cs_1', 50, 1000));
    const nothing = { ...returned('cs_1', 0), key: 'evt_1' };
    const outcome = await stage().answer(nothing);
    const stored = await stage().stored();
    expect(outcome).toEqual({ outcome: 'unchanged', wallet: stored?.wallet });
    expect(await stage().answer({ ...nothing, returnedMinor: 500 })).toMatchObject({
      outcome: 'committed',
      entry: { kind: 'clawback', creditsDelta: -25 },
    });
  });
};
