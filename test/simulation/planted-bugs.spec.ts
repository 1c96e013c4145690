import { describe, expect, it } from 'vitest';
import { BUGS } from './bugs/bugs.js';
import { reportOf, runSeed } from './simulation.js';
import type { LedgerName } from './store.js';

/** The first seed that fails, of the 200 that every planted bug has to be found in. */
const firstFailure = async (bug: string, ledger: LedgerName) => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const replay = { seed, steps: 200, ledger, bug };
    const failure = await runSeed(replay);
    if (failure) return { replay, failure };
  }
  throw new Error(`${bug}: not found in 200 seeds`);
};

describe('the simulation finds within 200 seeds', () => {
  it.each(BUGS)('$name, on the ledger called $ledger', async ({ ledger, name }) => {
    expect((await firstFailure(name, ledger)).failure.problem).not.toBe('');
  });

  it('and tells a shrunken history, which fails again by itself', async () => {
    const { failure, replay } = await firstFailure('a hold settled twice', 'locking');
    const { text } = await reportOf(replay, failure);
    const [, only = ''] = /--only ([\d,]+)/.exec(text) ?? [];
    const kept = only.split(',').map(Number);
    expect(kept.length).toBeLessThan(12);
    const again = await runSeed({ ...replay, only: kept });
    expect(text).toContain(again?.problem);
  });
});
