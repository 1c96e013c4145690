import type { Random } from '../random.js';
import type { Happening } from './provider.js';

/** What becomes of one payment, in the order in which it can happen at all. */
export const drawScript = (random: Random): Happening[] => {
  const refunds: Happening[][] = [1, 2, 4, 5].map((id) => [
    { what: 'refund', id, amount: random.pick([300, 150, 450]) },
    ...(random.chance(50) ? [{ what: 'refund fails' as const, id }] : []),
  ]);
  const dispute: Happening[] = [
    { what: 'dispute', id: 3, amount: random.pick([900, 450]) },
    { what: 'withdrawn', id: 3 },
    ...(random.chance(60) ? [{ what: 'reinstated' as const, id: 3 }] : []),
  ];
  const edits: Happening[] = [
    { what: 'unsealed' },
    ...(random.chance(50) ? [{ what: 'sealed again' as const }] : []),
  ];
  const strands = [...refunds, dispute, edits].filter(() => random.chance(70));
  const script: Happening[] = [{ what: 'paid' }];
  for (let left = strands; left.length > 0; left = left.filter((each) => each.length > 0)) {
    const next = left[random.between(0, left.length - 1)]?.shift();
    if (next) script.push(next);
  }
  return script;
};
