import fc from 'fast-check';
import { type Instant, instant, milliseconds, secondsAfter } from '../../lib/wallet/instant.js';
import { monthAfter, monthBefore, monthOf, startOf } from '../../lib/wallet/month.js';
import {
  adjust,
  adopt,
  capture,
  debit,
  follow,
  followNone,
  hold,
  older,
  release,
  returned,
  reverse,
  toPlan,
  topUp,
} from './asks.js';
import { type Ask, type Book, catalogWith, service } from './book.js';
import { PRICE } from './subscribed.js';

/**
 * A step of a random history: the clock moves, the registry changes, or somebody asks something. Steps are plain
 * data, so that a failing history is printed, and shrunk, as one. `nth` picks among the entries that there are.
 */
export type Step =
  | { readonly do: 'clock'; readonly to: 'by' | 'month' | 'leap day'; readonly seconds: number }
  | {
      readonly do: 'registry';
      readonly grant: number;
      readonly cap: number;
      readonly flag: boolean;
    }
  | {
      readonly do: 'ask';
      readonly what: (typeof ASKS)[number];
      readonly amount: number;
      readonly nth: number;
      readonly flag: boolean;
    };

const ASKS = [
  'debit',
  'hold',
  'capture',
  'release',
  'reverse',
  'topUp',
  'returned',
  'plan',
  'follow',
  'adjust',
  'adopt',
] as const;

const DAY = 24 * 3600;

const clock = fc.record({
  do: fc.constant('clock' as const),
  to: fc.constantFrom('by', 'by', 'by', 'month', 'leap day'),
  seconds: fc.oneof(
    fc.constantFrom(0, -0.001, 0.001, 900, DAY, 7 * DAY + 900, 400 * DAY),
    fc.integer({ min: -40 * DAY, max: 70 * DAY }),
  ),
});

const registry = fc.record({
  do: fc.constant('registry' as const),
  grant: fc.integer({ min: 0, max: 500 }),
  cap: fc.integer({ min: 0, max: 700 }),
  flag: fc.boolean(),
});

const ask = fc.record({
  do: fc.constant('ask' as const),
  what: fc.constantFrom(...ASKS),
  amount: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 600 })),
  nth: fc.nat({ max: 30 }),
  flag: fc.boolean(),
});

export const history: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: ask },
    { weight: 2, arbitrary: clock },
    { weight: 1, arbitrary: registry },
  ),
  { minLength: 1, maxLength: 60, size: 'max' },
);

/** Where the clock stands after a step that moves it: near or on the turn of a month, a year, a leap day. */
export const moved = (now: Instant, { to, seconds }: Step & { readonly do: 'clock' }): Instant => {
  if (to === 'leap day') return secondsAfter(instant('2028-02-29T00:00:00Z'), seconds % DAY);
  if (to === 'month') return secondsAfter(startOf(monthAfter(monthOf(now))), seconds % 1);
  const next = milliseconds(now) + Math.round(seconds * 1000);
  return instant(next);
};

/** Sometimes a plan has a price, and sometimes one is gone that wallets may be on. */
export const published = (version: number, step: Step & { readonly do: 'registry' }) => {
  const catalog = catalogWith({
    version,
    base: { monthlyGrant: step.grant, softCap: step.cap },
    ...(step.flag && { proPrice: PRICE }),
    ...(step.grant % 2 === 0 && { intelligencePrice: PRICE }),
  });
  const gone = step.grant % 3 === 0 ? 'intelligence' : '';
  return { ...catalog, plans: new Map([...catalog.plans].filter(([id]) => id !== gone)) };
};

const PLANS = ['base', 'intelligence', 'professional'] as const;

/** The ask of a step, about an entry of the book where it needs one. */
export const asked = (book: Book, step: Step & { readonly do: 'ask' }): Ask => {
  const { amount, nth, flag } = step;
  const key = `k${book.entries.length}`;
  const keyOf = (...kinds: readonly string[]) => {
    const names = book.entries
      .map(({ name }) => name.split('|'))
      .filter(([, k = '']) => kinds.includes(k));
    return names[nth % Math.max(1, names.length)]?.[2] ?? 'none';
  };
  switch (step.what) {
    case 'debit':
      return { ...debit(amount), key, enforce: flag };
    case 'hold':
      return { ...hold(key, amount, [1, 900, DAY][nth % 3]), enforce: flag };
    case 'capture':
      return { ...capture(keyOf('hold'), flag ? undefined : amount), key };
    case 'release':
      return { ...release(keyOf('hold')), key };
    case 'reverse':
      return { ...reverse(keyOf('debit', 'capture'), flag ? undefined : amount), key };
    case 'topUp':
      return topUp(key, amount, flag ? amount * 7 : nth);
    case 'returned':
      return { ...returned(keyOf('topup'), amount * (flag ? 7 : 1)), key };
    case 'plan':
      return { ...toPlan(PLANS[nth % 3] ?? 'base'), key, ...(flag && { actor: service }) };
    case 'follow':
      return { ...told(book, step), key };
    case 'adjust':
      return { ...adjust(flag ? amount : -amount), key };
    case 'adopt':
      return { ...adopt(...olderRows(book, step)), key };
  }
};

/**
 * What a provider may say: of one of two subscriptions, mostly paid for, that is to end, to be another plan or to fall back
 * around the next turns of the month; or that there is none.
 */
const told = (book: Book, { amount, flag, nth }: Step & { readonly do: 'ask' }): Ask => {
  if (nth % 7 === 6) return followNone();
  const start = startOf(monthOf(book.now));
  const turn = startOf(monthAfter(monthOf(book.now)));
  const since = [start, secondsAfter(start, amount * 3600), secondsAfter(book.now, -amount * DAY)];
  const next = [turn, secondsAfter(turn, amount * 3600), secondsAfter(book.now, -amount)][nth % 3];
  return follow({
    id: `sub_${amount % 5 === 0 ? 2 : 1}`,
    plan: PLANS[1 + (amount % 2)] ?? 'base',
    ...(nth % 3 === 1 && { pastDueSince: since[amount % 3] ?? start, graceDays: amount % 60 }),
    ...(flag && next && { next: [PLANS[nth % 3] ?? 'base', next] as const }),
  });
};

/** A few rows, some of which may be known already; every third was the grant of a month that is near. */
const olderRows = (book: Book, { amount, flag, nth }: Step & { readonly do: 'ask' }) => {
  const now = monthOf(book.now);
  const months = [now, now, now, monthBefore(now), monthAfter(now)];
  return Array.from({ length: 1 + (nth % 4) }, (_, n) => {
    const id = 1 + ((amount + n) % 40);
    const moved = (flag || (id + nth) % 3 === 0 ? amount : -amount) * (1 + n);
    const grantedFor = months[(nth + n) % 5];
    return older(id, moved, grantedFor && id % 3 === 0 ? { grantedFor } : {});
  });
};
