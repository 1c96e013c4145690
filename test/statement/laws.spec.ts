import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOT_KINDS, type Movement } from '../../lib/ledger/reports/movements.js';
import { BUCKETS, type Lines } from '../../lib/statement/lines.js';
import { type Month, monthAfter, monthOf } from '../../lib/wallet/month.js';
import { Book } from '../wallet/book.js';
import { asked, history, moved, published, type Step } from '../wallet/steps.js';
import { monthOfBook, movementsOf, statementOf } from './months.js';

const historyOf = (steps: readonly Step[]): Book => {
  const book = new Book('2026-01-01T00:00:00.000Z');
  for (const step of steps) {
    if (step.do === 'clock') book.now = moved(book.now, step);
    if (step.do === 'registry') book.catalog = published(book.catalog.version + 1, step);
    if (step.do === 'ask') book.decide(asked(book, step));
  }
  return book;
};

/** The months that a book has entries in, and those beside them. */
const monthsOf = (book: Book): readonly Month[] => {
  const written = book.entries.map(({ event }) => monthOf(event.at));
  return [...new Set(written.flatMap((of) => [of, monthAfter(of)]))].sort();
};

const sumOf = (lines: Lines): number =>
  lines.opening +
  lines.granted +
  lines.bought +
  lines.reinstated +
  lines.adjusted +
  lines.reversed +
  lines.adopted -
  lines.used -
  lines.trimmed -
  lines.clawedBack;

const NEVER_NEGATIVE = [
  'granted',
  'bought',
  'reinstated',
  'reversed',
  'used',
  'trimmed',
  'clawedBack',
] as const;

describe('whatever happened to a wallet', () => {
  it('the lines of every month add up, and go on from one month to the next', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const book = historyOf(steps);
        let before = { granted: 0, purchased: 0, total: 0 };
        for (const of of monthsOf(book)) {
          const { granted, purchased, total } = monthOfBook(book, of);
          for (const [name, lines] of Object.entries({ granted, purchased, total })) {
            expect(sumOf(lines), `${name} ${of}`).toBe(lines.closing);
            for (const line of NEVER_NEGATIVE) expect(lines[line]).toBeGreaterThanOrEqual(0);
          }
          for (const bucket of [...BUCKETS, 'total'] as const) {
            expect({ granted, purchased, total }[bucket].opening).toBe(before[bucket]);
          }
          before = { granted: granted.closing, purchased: purchased.closing, total: total.closing };
        }
        const [granted = 0, purchased = 0, total = 0] = book.buckets;
        expect(before).toEqual({ granted, purchased, total });
      }),
      { numRuns: 400 },
    );
  });

  it('each line is the sum of what its entries say', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const book = historyOf(steps);
        const said = { granted: 0, trimmed: 0, used: 0, keptBack: 0, bought: 0 };
        for (const { event } of book.entries) {
          if (event.type === 'CreditsGranted' || event.type === 'PlanChanged')
            said.granted += event.credits;
          if (event.type === 'PlanChanged') said.trimmed += event.trimmed;
          if (event.type === 'GrantTrimmed') said.trimmed += event.credits;
          if ('fromGranted' in event) said.used += event.fromGranted + event.fromPurchased;
          if (event.type === 'CreditsToppedUp') said.bought += event.credits;
          if ('keptBack' in event && event.type !== 'RowsAdopted') said.keptBack += event.keptBack;
        }
        const sums = { granted: 0, trimmed: 0, used: 0, keptBack: 0, bought: 0 };
        for (const of of monthsOf(book)) {
          const { keptBack, total } = monthOfBook(book, of);
          for (const line of ['granted', 'trimmed', 'used', 'bought'] as const)
            sums[line] += total[line];
          sums.keptBack += keptBack;
        }
        expect(sums).toEqual(said);
      }),
      { numRuns: 300 },
    );
  });

  it('its liability adds up, month by month, and its credits are those of the bucket', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const book = historyOf(steps);
        let before = 0;
        for (const of of monthsOf(book)) {
          const { liability, owedCredits, purchased, unpaidCredits } = monthOfBook(book, of);
          const [money] = liability;
          const {
            bought = 0,
            closing = 0,
            credits = 0,
            opening = 0,
            returned = 0,
            used = 0,
          } = money ?? {};
          expect(opening + bought - returned - used).toBe(closing);
          expect(opening).toBe(before);
          expect(closing).toBeGreaterThanOrEqual(0);
          expect(credits + unpaidCredits - owedCredits).toBe(purchased.closing);
          expect(Math.min(owedCredits, credits + unpaidCredits)).toBe(0);
          before = closing;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a month needs no more of the past than every ledger tells', () => {
    const isTold = (
      all: readonly Movement[],
      { isWithin, kind }: Movement,
      index: number,
    ): boolean =>
      isWithin || LOT_KINDS.some((lot) => lot === kind) || all[index + 1]?.isWithin !== false;
    fc.assert(
      fc.property(history, (steps) => {
        const book = historyOf(steps);
        for (const of of monthsOf(book)) {
          const all = movementsOf(book, of);
          const few = all.filter((movement, index) => isTold(all, movement, index));
          expect(statementOf(few)).toEqual(statementOf(all));
        }
      }),
      { numRuns: 300 },
    );
  });
});
