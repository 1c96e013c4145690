import type { Answer } from './job.js';

/** How often each outcome was told. */
export const counted = (answers: readonly Answer[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

export const range = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index);
