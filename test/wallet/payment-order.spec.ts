import fc from 'fast-check';
import { expect, it } from 'vitest';
import { returned, topUp } from './asks.js';
import { openBook } from './book.js';

const PAID = [
  { session: 'cs_1', credits: 701, minor: 999 },
  { session: 'cs_2', credits: 3, minor: 500 },
] as const;

/** What happens to payments at Stripe: a refund or a dispute takes money out, and may be undone some steps later. */
type Happened = {
  readonly session: string;
  readonly minor: number;
  readonly undoneAfter: number | null;
};

const happened: fc.Arbitrary<Happened> = fc.record({
  session: fc.constantFrom('cs_1', 'cs_2'),
  minor: fc.integer({ min: 1, max: 600 }),
  undoneAfter: fc.option(fc.nat({ max: 4 })),
});

/** One change of what has gone back of a payment. It sends an event, which may arrive late, and more than once. */
type Change = { readonly at: number; readonly session: string; readonly minor: number };

const changesOf = (all: readonly Happened[]): readonly Change[] =>
  all.flatMap(({ session, minor, undoneAfter }, n) => {
    const out = { at: n, session, minor };
    return undoneAfter === null
      ? [out]
      : [out, { at: n + undoneAfter + 0.5, session, minor: -minor }];
  });

const totalAt = (changes: readonly Change[], session: string, at: number): number =>
  changes.reduce((sum, c) => (c.session === session && c.at <= at ? sum + c.minor : sum), 0);

type Delivery = {
  readonly at: number;
  readonly session: string;
  readonly credits?: number;
  readonly minor: number;
  readonly key: string;
};

/** Every event arrives at or after its change, `lateness` later, repeated; the payment's own event may be late too. */
const deliveriesOf = (changes: readonly Change[], lateness: readonly number[]) => {
  const late = (n: number) => lateness[n % lateness.length] ?? 0;
  const payments = PAID.map((paid, n): Delivery => ({ ...paid, key: paid.session, at: late(n) }));
  const events = changes.flatMap((change, n): readonly Delivery[] => [
    { ...change, key: `evt_${n}`, at: change.at + late(n) },
    { ...change, key: `evt_${n}`, at: change.at + late(n * 3 + 1) },
  ]);
  return [...payments, ...events].sort((a, b) => a.at - b.at);
};

/** What the wallet has purchased after all deliveries: one that is refused comes again at the end. */
const outcome = (changes: readonly Change[], lateness: readonly number[]): number => {
  const book = openBook();
  const again: Delivery[] = [];
  const deliver = ({ at, session, credits, minor, key }: Delivery) => {
    // A ledger answers a key that it knows with its first result.
    if (book.entries.some(({ name }) => name.endsWith(`|${key}`))) return 'replayed';
    if (credits !== undefined) return book.decide(topUp(key, credits, minor)).outcome;
    return book.decide({ ...returned(session, totalAt(changes, session, at)), key }).outcome;
  };
  for (const delivery of deliveriesOf(changes, lateness)) {
    if (deliver(delivery) === 'refused') again.push(delivery);
  }
  for (const delivery of again) {
    expect(deliver({ ...delivery, at: Number.POSITIVE_INFINITY })).not.toBe('refused');
  }
  return book.buckets[1] ?? 0;
};

const lateness = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 9 });

it('law 3: any order of the events of the same payments ends in the same balance', () => {
  fc.assert(
    fc.property(fc.array(happened, { maxLength: 8 }), lateness, lateness, (all, one, other) => {
      const changes = changesOf(all);
      const kept = PAID.map(({ session, credits, minor }) => {
        const back = Math.min(minor, totalAt(changes, session, Number.POSITIVE_INFINITY));
        return credits - Math.floor((credits * back) / minor);
      });
      const expected = kept.reduce((a, b) => a + b);
      expect([outcome(changes, one), outcome(changes, other)]).toEqual([expected, expected]);
    }),
    { numRuns: 200 },
  );
});
