import type { Random } from './random.js';

/** A row that older code wrote: what it moved, the name that it had, the month that it was the grant of. */
export type OlderRow = {
  readonly id: number;
  readonly credits: number;
  readonly name?: string;
  readonly month?: string;
};

/** Around the times at which histories begin, where a grant of older code may meet one of ours. */
const GRANTS: readonly (readonly [string, number])[] = [
  ['2026-01', 40],
  ['2026-01', 25],
  ['2026-02', 40],
  ['2026-12', 30],
  ['2026-12', 90],
  ['2027-01', 60],
  ['2027-01', 15],
  ['2028-02', 40],
  ['2028-03', 20],
  ['2028-03', 50],
];

/** Keys that callers use here too. */
const USED: readonly (readonly [string, number])[] = [
  ['debit|d1', -6],
  ['debit|d4', -40],
  ['hold|h4', 0],
  ['capture|h1-done', -12],
  ['reversal|r3', 6],
  ['topup|cs2', 50],
  ['clawback|evt7', -50],
  ['plan|p2', 0],
  ['adjustment|a1', -9],
];

const OTHERS = [120, -80, 33, -5, -150];

/** All that older code wrote in any wallet. Which of it has been committed when it is read is another matter. */
const OLDER: readonly OlderRow[] = [
  ...GRANTS.map(([month, credits]) => ({ month, credits })),
  ...USED.map(([name, credits]) => ({ name: `CZ_SMCR|${name}`, credits })),
  ...OTHERS.map((credits) => ({ credits })),
].map((row, index) => ({ id: 1 + ((index * 7) % 24), ...row }));

/** The rows of a list of ids, `1,5,9`. */
export const olderRows = (ids: string): readonly OlderRow[] => {
  const wanted = ids.split(',').map(Number);
  return OLDER.filter(({ id }) => wanted.includes(id)).sort((a, b) => a.id - b.id);
};

/** Some rows in a row, without a few that are not committed yet. */
export const drawOlderIds = (random: Random): string => {
  const first = random.between(1, 24);
  const ids = Array.from({ length: random.between(1, 8) }, (_, n) => first + n);
  return ids.filter((id) => id <= 24 && random.chance(80)).join(',');
};
