import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../lib/wallet/entry-name.js';
import { type Replay, reportOf, runSeed } from './simulation.js';
import { LEDGERS } from './store.js';

const STEPS = 200;

const historyOf = async (replay: Replay): Promise<readonly string[]> => {
  const lines: string[] = [];
  await runSeed(replay, (line) => lines.push(line));
  return lines;
};

describe.each(LEDGERS)('the simulation on the ledger called %s', (ledger) => {
  const fresh = randomInt(2 ** 31);

  it(`finds nothing in a few thousand steps from fresh seeds (from ${fresh} on)`, async () => {
    console.info(
      `npm run simulate -- --ledger ${ledger} --seed ${fresh} --steps ${STEPS} --seeds 30`,
    );
    for (let seed = fresh; seed < fresh + 30; seed += 1) {
      const replay = { seed, ledger, steps: STEPS };
      const failure = await runSeed(replay);
      if (failure) expect.unreachable((await reportOf(replay, failure)).text);
    }
  });

  it('makes the same history of the same seed, to the letter, and another of another', async () => {
    for (const seed of [1, 2, 3]) {
      const history = await historyOf({ seed, ledger, steps: STEPS });
      await runSeed({ seed: seed + 100, ledger, steps: STEPS });
      expect(await historyOf({ seed, ledger, steps: STEPS })).toEqual(history);
      expect(await historyOf({ seed: seed + 100, ledger, steps: STEPS })).not.toEqual(history);
    }
  });

  it('comes by every kind of entry, refusal, outcome and fault', async () => {
    let all = '';
    for (let seed = 1; seed <= 40; seed += 1) {
      all += (await historyOf({ seed, ledger, steps: STEPS })).join('\n');
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
      ...['"adopted":true', '"subscription":null', '"fallsBackAt"', '"fellBackAt"', ...faults],
    ];
    expect(wanted.filter((each) => !all.includes(each))).toEqual([]);
  });
});
