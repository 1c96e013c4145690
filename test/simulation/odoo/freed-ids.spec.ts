import { describe, expect, it } from 'vitest';
import { chained, GENESIS } from '../../../lib/ledger/hash-chain.js';
import type { Head } from '../../../lib/ledger/verification/checkpoint.js';
import { adjust, debit, topUp } from '../../wallet/asks.js';
import { Random } from '../random.js';
import { EditedOdoo } from './edited-odoo.js';

describe('a number that was freed, because the last row of a wallet was deleted in Odoo', () => {
  it('is given once again, and what was appended to the deleted row is named', async () => {
    const odoo = new EditedOdoo(1);
    const [remembering, fresh] = [odoo.process('p1'), odoo.process('p2')];
    await odoo.ask(remembering, 'ada', debit(1));
    await odoo.deleteLast('ada', 1);

    await odoo.ask(fresh, 'ada', debit(2));
    await odoo.ask(remembering, 'ada', debit(3));

    const rows = await odoo.rows('ada');
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(await odoo.findings('ada')).toContain(
      '4: its hash does not fit: it, or what came before it, was changed',
    );
  });

  it('leaves a gap that is named when whoever goes on remembers the deleted row', async () => {
    const odoo = new EditedOdoo(1);
    const remembering = odoo.process('p1');
    await odoo.ask(remembering, 'ada', debit(1));
    await odoo.deleteLast('ada', 1);
    await odoo.ask(remembering, 'ada', debit(3));

    expect((await odoo.rows('ada')).map(({ seq }) => seq)).toEqual([1, 2, 4]);
    expect(await odoo.findings('ada')).toContain(
      '4: follows number 2: entries are missing before it',
    );
  });

  it('is missed by checkpoints alone when nobody appended to the deleted row', async () => {
    const odoo = new EditedOdoo(1);
    await odoo.ask(odoo.process('p1'), 'ada', debit(1));
    const seen = await odoo.checkpoint();
    await odoo.deleteLast('ada', 1);
    expect(await odoo.findings('ada', seen)).toHaveLength(1);

    await odoo.ask(odoo.process('p2'), 'ada', debit(2));
    expect(await odoo.findings('ada')).toEqual([]);
    expect(await odoo.findings('ada', seen)).toHaveLength(1);
  });

  it('keeps no process from going on, although rows no longer lie in the order of their numbers', async () => {
    const odoo = new EditedOdoo(1);
    const [ahead, behind] = [odoo.process('p1'), odoo.process('p2')];
    await odoo.ask(ahead, 'ada', debit(1));
    await odoo.ask(behind, 'ada', debit(1_000_000));
    await odoo.ask(ahead, 'ada', debit(1));
    await odoo.ask(ahead, 'ada', debit(1));
    await odoo.deleteLast('ada', 2);
    for (const process of [behind, ahead, behind]) await odoo.ask(process, 'ada', debit(2));
    expect((await odoo.rows('ada')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 6, 5]);

    expect(await odoo.ask(behind, 'ada', debit(3))).toMatchObject({ outcome: 'committed' });
    expect((await odoo.rows('ada')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 6, 5, 7]);
    expect(await odoo.findings('ada')).not.toEqual([]);
  });
});

type Rows = Awaited<ReturnType<EditedOdoo['rows']>>;

/** Whether every row was appended to the one before it, and all of these are there; computed here, not by `verify`. */
const isWhole = (rows: Rows): boolean => {
  const sorted = [...rows].sort((a, b) => a.seq - b.seq);
  return sorted.every(({ hash, id: _, ...facts }, index) => {
    const before = sorted[index - 1]?.hash ?? GENESIS;
    return facts.seq === index + 1 && chained(before, facts) === hash;
  });
};

/** Two clients and three processes, and somebody who deletes rows of one of the wallets while all are at work. */
const historyOf = async (seed: number) => {
  const random = new Random(seed);
  const odoo = new EditedOdoo(seed);
  const processes = [odoo.process('p1'), odoo.process('p2'), odoo.process('p3')];
  const ask = () => {
    const process = processes[random.between(0, 2)] ?? odoo.process('another');
    const what = random.pick([debit(1), debit(7), topUp(`cs-${random.between(1, 9)}`, 10, 100)]);
    return odoo.ask(process, random.pick(['ada', 'bob']), random.chance(20) ? adjust(-1) : what);
  };
  let seen: readonly Head[] = [];
  const deletedIn = random.between(1, 5);
  for (let round = 0; round < 8; round += 1) {
    const asked = Array.from({ length: random.between(1, 5) }, ask);
    if (round === deletedIn) {
      seen = await odoo.checkpoint();
      await odoo.deleteLast('ada', random.between(1, 2));
    }
    await Promise.all(asked);
  }
  return { odoo, seen };
};

describe('whoever goes on after a deletion, and whatever he remembers', () => {
  it('gives no number twice; a chain that is broken is named, and what a checkpoint saw is missed', async () => {
    const were = { whole: 0, broken: 0 };
    for (let seed = 1; seed <= 20; seed += 1) {
      const { odoo, seen } = await historyOf(seed);
      const rows = await odoo.rows('ada');
      expect(new Set(rows.map(({ seq }) => seq)).size).toBe(rows.length);
      const whole = isWhole(rows);
      were[whole ? 'whole' : 'broken'] += 1;
      expect([seed, (await odoo.findings('ada')).length === 0]).toEqual([seed, whole]);
      if (seen.some(({ clientId }) => clientId === 'ada')) {
        expect([seed, await odoo.findings('ada', seen)]).not.toEqual([seed, []]);
      }
      expect(await odoo.findings('bob', seen)).toEqual([]);
    }
    expect(were.whole).toBeGreaterThan(3);
    expect(were.broken).toBeGreaterThan(3);
  });
});
