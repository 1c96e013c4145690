import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../lib/wallet/entry-name.js';
import { BUGS } from './bugs.js';
import { type Replay, reportOf, runSeed } from './simulation.js';

const STEPS = 200;

const historyOf = async (replay: Replay): Promise<readonly string[]> => {
  const lines: string[] = [];
  await runSeed(replay, (line) => lines.push(line));
  return lines;
};

describe('the simulation', () => {
  const fresh = randomInt(2 ** 31);

  it(`finds nothing in a few thousand steps from fresh seeds (from ${fresh} on)`, async () => {
    console.info(`npm run simulate -- --seed ${fresh} --steps ${STEPS} --seeds 30`);
    for (let seed = fresh; seed < fresh + 30; seed += 1) {
      const replay = { seed, steps: STEPS };
      const failure = await runSeed(replay);
      if (failure) expect.unreachable((await reportOf(replay, failure)).text);
    }
  }, 60_000);

  it('makes the same history of the same seed, to the letter, and another of another', async () => {
    for (const seed of [1, 2, 3]) {
      const history = await historyOf({ seed, steps: STEPS });
      await runSeed({ seed: seed + 100, steps: STEPS });
      expect(await historyOf({ seed, steps: STEPS })).toEqual(history);
      expect(await historyOf({ seed: seed + 100, steps: STEPS })).not.toEqual(history);
    }
  });

  it('comes by every kind of entry, refusal, outcome and fault', async () => {
    let all = '';
    for (let seed = 1; seed <= 40; seed += 1) {
      all += (await historyOf({ seed, steps: STEPS })).join('\n');
    }
    const refusals = [
      ...['insufficient_credits', 'forbidden', 'plan_not_self_service', 'payment_required'],
      ...['unknown_action', 'unknown_plan', 'unknown_hold', 'unknown_debit', 'unknown_session'],
      ...['hold_settled', 'reversal_exceeds_debit', 'idempotency_key_reused'],
    ];
    const answers = ['committed', 'replayed', 'previewed'].map((told) => `"told":"${told}"`);
    const faults = ['lost connection', '(conflict)', '(unreachable)', '(orphaned)', 'pause of'];
    const wanted = [
      ...KINDS.map((kind) => `|${kind}|`),
      ...refusals.map((code) => `"code":"${code}"`),
      ...[...answers, '"unchanged":true', '"state":{', ' is told LedgerUnavailable'],
      ...faults,
    ];
    expect(wanted.filter((each) => !all.includes(each))).toEqual([]);
  }, 60_000);
});

/** The first seed that fails, of the 200 that every planted bug has to be found in. */
const firstFailure = async (bug: string) => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const replay = { seed, steps: STEPS, bug };
    const failure = await runSeed(replay);
    if (failure) return { replay, failure };
  }
  throw new Error(`${bug}: not found in 200 seeds`);
};

describe('the simulation finds within 200 seeds', () => {
  it.each(Object.keys(BUGS))(
    '%s',
    async (bug) => {
      expect((await firstFailure(bug)).failure.problem).not.toBe('');
    },
    60_000,
  );

  it('and tells a shrunken history, which fails again by itself', async () => {
    const { failure, replay } = await firstFailure('a hold settled twice');
    const { text } = await reportOf(replay, failure);
    const [, only = ''] = /--only ([\d,]+)/.exec(text) ?? [];
    const kept = only.split(',').map(Number);
    expect(kept.length).toBeLessThan(12);
    const again = await runSeed({ ...replay, only: kept });
    expect(text).toContain(again?.problem);
  }, 60_000);
});
