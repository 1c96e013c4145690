import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BUGS, isBug } from '../test/simulation/bugs/bugs.js';
import { type Replay, reportOf, runSeed } from '../test/simulation/simulation.js';
import { LEDGERS, type LedgerName } from '../test/simulation/store.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    steps: { type: 'string', default: '200' },
    seeds: { type: 'string', default: '1' },
    bug: { type: 'string' },
    ledger: { type: 'string' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});

const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const steps = Number(values.steps);
const seeds = Number(values.seeds);
const only = values.only?.split(',').map(Number);

/** The one that was asked for, or all; of these, where the bug can be planted. */
const chosenLedgers = (): readonly LedgerName[] => {
  const chosen = LEDGERS.filter((ledger) => ledger === (values.ledger ?? ledger));
  if (chosen.length === 0) {
    throw new Error(`--ledger should be one of ${LEDGERS.join(', ')}; without it, all of them run`);
  }
  const { bug } = values;
  const bugged = chosen.filter((ledger) => bug === undefined || isBug(bug, ledger));
  if (bugged.length > 0) return bugged;
  const names = new Set(BUGS.map(({ name }) => name));
  throw new Error(`--bug should be one of ${[...names].join(', ')}`);
};

const ledgers = chosenLedgers();

/** Runs seeds one after another, on one ledger after another, until one of them fails. */
const runAll = async (from: number, count: number): Promise<boolean> => {
  for (let each = from; each < from + count; each += 1) {
    for (const ledger of ledgers) {
      const replay: Replay = { seed: each, ledger, steps, bug: values.bug, only };
      const failure = await runSeed(replay, values.verbose ? console.log : undefined);
      if (!failure) continue;
      console.log((await reportOf(replay, failure)).text);
      return false;
    }
  }
  return true;
};

/** Processes of their own, one a core: a run shares nothing with another. */
const runDivided = async (workers: number): Promise<boolean> => {
  const share = Math.ceil(seeds / workers);
  const shares = Array.from({ length: workers }, (_, index) => index * share);
  const codes = await Promise.all(
    shares.map((offset) => {
      const own = ['--seed', String(seed + offset), '--steps', String(steps), '--workers', '1'];
      const count = Math.max(0, Math.min(share, seeds - offset));
      const ledger = values.ledger === undefined ? [] : ['--ledger', values.ledger];
      const bug = values.bug === undefined ? [] : ['--bug', values.bug];
      const child = fork(fileURLToPath(import.meta.url), [
        ...own,
        '--seeds',
        String(count),
        ...ledger,
        ...bug,
      ]);
      return new Promise((resolve) => child.on('exit', resolve));
    }),
  );
  return codes.every((code) => code === 0);
};

const startedAt = performance.now();
const divided = seeds > 1 && Number(values.workers) > 1;
if (divided || seeds === 1) {
  console.log(`${seeds} seeds from ${seed}, ${steps} steps each, on ${ledgers.join(' and ')}`);
}
const clean = divided ? await runDivided(Number(values.workers)) : await runAll(seed, seeds);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
if (clean && (divided || seeds === 1)) console.log(`clean, in ${seconds} s`);
process.exitCode = clean ? 0 : 1;
