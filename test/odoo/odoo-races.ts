import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OdooConfig } from '../../lib/storage-config.js';
import { counted, range } from '../ledger/racing/answers.js';
import type { Answer, Debit } from '../ledger/racing/job.js';
import { race, startTogether } from '../ledger/racing/processes.js';
import { OdooArena } from './arena.js';

const PROCESSES = range(8);
const EACH = 200;
const AT_ONCE = 16;

/** The debits of a process as so many callers, each of whom sends one after another. */
const callers = (debits: readonly Debit[]): readonly (readonly Debit[])[] =>
  range(AT_ONCE).map((caller) => debits.filter((_, index) => index % AT_ONCE === caller));

/**
 * What was answered in the end, process by process. Whoever was told that the ledger is unavailable asked again: if what
 * was in doubt is then replayed to it, that was its own.
 */
const answered = (answers: readonly (readonly Answer[])[]): readonly Answer[] =>
  answers.flatMap((ofProcess) => {
    const inDoubt = new Set<string>();
    return ofProcess.flatMap((each): readonly Answer[] => {
      const name = `${each.client} ${each.key}`;
      if (each.outcome === 'unavailable') inDoubt.add(name);
      if (each.outcome === 'replayed' && inDoubt.has(name)) {
        return [{ ...each, outcome: 'committed' }];
      }
      return each.outcome === 'unavailable' ? [] : [each];
    });
  });

/** Servers on one Odoo, each a process with a group commit and a memory of its own. */
export const odooRaces = (name: string, config: () => OdooConfig, mark: string): void => {
  describe(`8 processes on ${name}`, () => {
    let arena: OdooArena;
    beforeEach(() => {
      arena = new OdooArena(config(), mark);
    });
    afterEach(() => arena.close());

    it('never take more than was funded: 1,600 debits on 1,000 credits succeed 1,000 times', async () => {
      const jobs = PROCESSES.map((process) => {
        const debits = range(EACH).map((n) => ({
          client: 'hot',
          key: `${process}-${n}`,
          quantity: 1,
        }));
        return arena.job('submit', 1_000, callers(debits));
      });
      const answers = answered(await race(jobs));
      expect(counted(answers)).toEqual({ committed: 1_000, refused: 600 });
      await arena.expectOwnTables(['hot']);
      await arena.expectKept('hot', answers);
    });

    it('keep 50 wallets apart, that each of them opens and writes to', async () => {
      const clients = range(50).map((index) => `client-${index}`);
      const jobs = PROCESSES.map((process) => {
        const debits = range(EACH).map((n) => ({
          client: `client-${(process * 7 + n) % 50}`,
          key: `${process}-${n}`,
          quantity: 1,
        }));
        return arena.job('submit', 30, callers(debits));
      });
      const answers = answered(await race(jobs));
      expect(counted(answers)).toEqual({ committed: 50 * 30, refused: 50 * 2 });
      await arena.expectOwnTables(clients);
      await arena.expectKept(clients, answers);
    });

    it('write one entry for one key, whichever of them it is sent to', async () => {
      const debits = range(20).map((n) => ({
        client: `client-${n % 2}`,
        key: `same-${n}`,
        quantity: 3,
      }));
      const jobs = PROCESSES.map((process) => {
        const turned = [...debits.slice(process), ...debits.slice(0, process)];
        return arena.job('submit', 1_000, callers(turned));
      });
      const answers = (await race(jobs)).flat().filter(({ outcome }) => outcome !== 'unavailable');
      const { committed = 0, replayed = 0 } = counted(answers);
      expect(committed).toBeLessThanOrEqual(20);
      expect(committed + replayed).toBe(160);
      expect(new Set(answers.map(({ eventId }) => eventId)).size).toBe(20);
      await arena.expectOwnTables(['client-0', 'client-1']);
      await arena.expectKept(['client-0', 'client-1'], answers);
    });

    it('lose nothing and double nothing when one is killed in the middle', async () => {
      const debitsOf = (process: number) =>
        range(60).map((n) => ({
          client: n % 3 === 0 ? `own-${process}` : 'shared',
          key: `${process}-${n}`,
          quantity: 1,
        }));
      const job = (process: number) => arena.job('submit', 10_000, callers(debitsOf(process)));
      const [victim, ...others] = await startTogether(PROCESSES.map(job));
      await victim?.acknowledged(10);
      await victim?.kill9();
      const before = victim?.answers ?? [];
      const rest = answered(await Promise.all(others.map((worker) => worker.done())));
      expect(counted(rest)).toEqual({ committed: 7 * 60 });
      await arena.expectKept('shared', [...before, ...rest]);

      // Who takes over sends all of it again: what was written is replayed, the rest is done.
      const again = (await race([job(0)]))
        .flat()
        .filter(({ outcome }) => outcome !== 'unavailable');
      const { committed = 0, replayed = 0 } = counted(again);
      expect(committed + replayed).toBe(60);
      expect(replayed).toBeGreaterThanOrEqual(counted(before)['committed'] ?? 0);
      await arena.expectOwnTables(['shared', ...PROCESSES.map((process) => `own-${process}`)]);
      await arena.expectKept(['shared', 'own-0'], [...before, ...rest, ...again]);
      expect(await arena.debits('shared')).toHaveLength(8 * 40);
    });
  });
};
