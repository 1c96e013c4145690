import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LEDGERS } from '../store.js';
import { PaymentHistory } from './history.js';

const STEPS = 300;

describe.each(LEDGERS)('payments on the ledger called %s', (ledger) => {
  const fresh = randomInt(2 ** 31);

  it(`leave what they paid for less what went back, from fresh seeds (from ${fresh} on)`, async () => {
    for (let seed = fresh; seed < fresh + 60; seed += 1) {
      const problems = await new PaymentHistory(seed, ledger).run(STEPS);
      expect(problems, `seed ${seed}`).toEqual([]);
    }
  });

  it('make the same history of the same seed', async () => {
    const historyOf = async (seed: number) => {
      const lines: string[] = [];
      await new PaymentHistory(seed, ledger, (line) => lines.push(line)).run(STEPS);
      return lines;
    };
    const history = await historyOf(7);
    expect(history.join('\n')).toContain('refund');
    expect(await historyOf(7)).toEqual(history);
    expect(await historyOf(8)).not.toEqual(history);
  });
});
