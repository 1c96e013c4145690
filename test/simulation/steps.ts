import { type Ask, drawAsk } from './asks.js';
import { Random } from './random.js';
import { drawPublishing, type Publishing } from './terms.js';
import type { Fault } from './world.js';

/**
 * What happens in a run, as plain data: drawn from the seed before anything runs, so that a history can be printed,
 * replayed, and shortened by leaving steps out. `nth` is counted round among those that there are.
 */
export type Step =
  | { readonly do: 'ask'; readonly process: number; readonly wallet: number; readonly ask: Ask }
  | {
      /** The same request once more: one whose outcome nobody knows, or any that there ever was. */
      readonly do: 'repeat';
      readonly process: number;
      readonly of: 'unknown' | 'any';
      readonly nth: number;
    }
  | { readonly do: 'go on'; readonly nth: number; readonly fault: Fault | undefined }
  | {
      /** Much goes on in a row; with a fault the storage is away for so long. */
      readonly do: 'settle';
      readonly most: number;
      readonly nth: number;
      readonly fault: Fault | undefined;
    }
  | { readonly do: 'clock'; readonly to: ClockTo; readonly by: number }
  | { readonly do: 'publish'; readonly terms: Publishing }
  | { readonly do: 'crash'; readonly process: number; readonly delivers: boolean }
  | { readonly do: 'start'; readonly process: number };

export type ClockTo = 'later' | 'month start' | 'month end' | 'leap day' | 'year end';

const WEIGHTS = {
  ask: 40,
  repeat: 8,
  'go on': 30,
  settle: 7,
  clock: 8,
  publish: 2,
  crash: 2,
  start: 3,
} as const;

const SECOND = 1000;
const DAY = 86_400 * SECOND;

export const stepsOf = (seed: number, count: number): readonly Step[] => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => drawStep(random));
};

const drawStep = (random: Random): Step => {
  const what = random.weighted(WEIGHTS);
  const process = random.between(0, 11);
  const nth = random.between(0, 999);
  switch (what) {
    case 'ask':
      return { do: what, process, wallet: random.between(0, 11), ask: drawAsk(random) };
    case 'repeat':
      return { do: what, process, of: random.chance(60) ? 'unknown' : 'any', nth };
    case 'go on':
      return { do: what, nth, fault: random.chance(12) ? drawFault(random) : undefined };
    case 'settle':
      return {
        do: what,
        most: random.between(3, 40),
        nth,
        fault: random.chance(12) ? random.pick(['unreachable', 'conflict']) : undefined,
      };
    case 'clock':
      return { do: what, ...drawClock(random) };
    case 'publish':
      return { do: what, terms: drawPublishing(random) };
    case 'crash':
      return { do: what, process, delivers: random.chance(50) };
    case 'start':
      return { do: what, process };
  }
};

const drawFault = (random: Random): Fault =>
  random.pick(['conflict', 'unreachable', 'unreachable', 'orphaned']);

const drawClock = (random: Random): { readonly to: ClockTo; readonly by: number } => ({
  to: random.weighted({
    later: 66,
    'month start': 16,
    'month end': 8,
    'leap day': 4,
    'year end': 6,
  }),
  by: random.pick([
    random.between(1, 999),
    random.between(1, 60) * SECOND,
    900 * SECOND,
    random.between(1, 12) * 3600 * SECOND,
    DAY,
    8 * DAY,
    random.between(20, 130) * DAY,
  ]),
});
