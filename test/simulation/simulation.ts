import { planted } from './bugs/bugs.js';
import { type Failure, simulate } from './run.js';
import { shrink } from './shrink.js';
import { type Step, stepsOf } from './steps.js';
import type { LedgerName } from './store.js';

/** What it takes to run a history again, exactly. */
export type Replay = {
  readonly seed: number;
  readonly steps: number;
  readonly ledger: LedgerName;
  readonly bug?: string | undefined;
  /** The places of the steps that are kept; all of them if absent. */
  readonly only?: readonly number[] | undefined;
};

const SHRINKING_MS = 60_000;

export const runSeed = (
  { bug, ledger, only, seed, steps }: Replay,
  record?: (line: string) => void,
): Promise<Failure | undefined> => {
  const all = stepsOf(seed, steps);
  const kept = only ? only.flatMap((at): readonly Step[] => all.slice(at, at + 1)) : all;
  const wraps = bug === undefined ? {} : planted(bug, ledger);
  return simulate({ seed, ledger, steps: kept, wraps, record });
};

export type Report = { readonly seed: number; readonly text: string };

/** A failure as a person wants it: what was wrong, the shortest history that was found, and how to run it again. */
export const reportOf = async (replay: Replay, failure: Failure): Promise<Report> => {
  const until = performance.now() + SHRINKING_MS;
  const { failure: last, kept } = replay.only
    ? { failure, kept: replay.only }
    : await shrink(
        failure,
        (only) => runSeed({ ...replay, only }),
        () => performance.now() > until,
      );
  const history: string[] = [];
  await runSeed({ ...replay, only: kept }, (line) => history.push(line));
  const { ledger, seed } = replay;
  const text = [
    `${ledger}, seed ${seed}, step ${failure.step}: ${failure.problem}`,
    '',
    `Shrunken from ${replay.steps} steps to ${kept.length}:`,
    ...history.map((line) => `  ${line}`),
    `  ${last.problem}`,
    '',
    `The whole history:    ${commandOf({ ...replay, only: undefined })}`,
    `The shrunken history: ${commandOf({ ...replay, only: kept })}`,
  ].join('\n');
  return { seed, text };
};

const commandOf = ({ bug, ledger, only, seed, steps }: Replay): string =>
  [
    `npm run simulate -- --ledger ${ledger} --seed ${seed} --steps ${steps}`,
    ...(bug === undefined ? [] : [`--bug '${bug}'`]),
    ...(only === undefined ? [] : [`--only ${only.join(',')}`]),
  ].join(' ');
