import type { Random } from './random.js';

/** A time that is drawn before anybody knows the clock: so many days into a month, counted from the one that runs then. */
type Day = { readonly months: number; readonly days: number };

/** What a provider says of a client's one live subscription. */
export type Said = {
  readonly id: string;
  readonly planId: string;
  readonly owedSince?: Day;
  readonly graceDays?: number;
  readonly next?: Day & { readonly planId: string };
};

const DAY = 86_400_000;

/** Milliseconds since 1970. `month` is the one that ran when it was said, counted in months since the year 0. */
export const timeOf = (month: number, { days, months }: Day): number =>
  Date.UTC(Math.floor((month + months) / 12), (month + months) % 12) + days * DAY;

export const graceOf = ({ graceDays }: Said): number | undefined =>
  graceDays === undefined ? undefined : graceDays * DAY;

/** One subscription, paid for or owed, and another now and then; or that there is none. */
export const drawSaid = (random: Random): Said | undefined => {
  if (random.chance(8)) return undefined;
  const graceDays = random.pick([undefined, 1, 14, 45, 90]);
  const owedSince = { months: random.pick([0, 0, 0, -1, 1]), days: random.pick([0, 0, 9]) };
  const next = {
    planId: random.pick(['base', 'base', 'plus', 'pro']),
    months: random.pick([1, 1, 1, 0, 2]),
    days: random.pick([0, 0, 14]),
  };
  return {
    id: random.chance(92) ? 'sub_1' : 'sub_2',
    planId: random.chance(4) ? 'none' : random.pick(['pro', 'pro', 'pro', 'plus']),
    ...(random.chance(45) && { owedSince, ...(graceDays && { graceDays }) }),
    ...(random.chance(35) && { next }),
  };
};
