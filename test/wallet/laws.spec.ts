import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bringUpToDate } from '../../lib/wallet/due.js';
import type { WalletEvent } from '../../lib/wallet/event.js';
import { fold } from '../../lib/wallet/evolve.js';
import { type Instant, later, secondsAfter } from '../../lib/wallet/instant.js';
import type { Wallet } from '../../lib/wallet/wallet.js';
import { Book } from './book.js';
import { asked, history, moved, published, type Step } from './steps.js';
import { Witness } from './witness.js';

const STARTS = [
  '2026-01-01T00:00:00.000Z',
  '2026-12-31T23:59:59.999Z',
  '2028-02-28T23:59:59.999Z',
] as const;

const frozen = (wallet: Wallet | undefined): Wallet | undefined => {
  wallet?.holds.forEach(Object.freeze);
  Object.freeze(wallet?.holds);
  return Object.freeze(wallet);
};

/** Runs one step in a book; `seen` is called with what a read shows right before the write. */
const run = (book: Book, step: Step, seen?: (at: Instant) => void): void => {
  if (step.do === 'clock') book.now = moved(book.now, step);
  if (step.do === 'registry') book.catalog = published(book.catalog.version + 1, step);
  if (step.do !== 'ask') return;
  seen?.(book.now);
  const [entries, wallet] = [book.entries.length, frozen(book.wallet)];
  const decision = book.decide(asked(book, step));
  const untouched = book.entries.length === entries && book.wallet === wallet;
  expect(untouched).toBe(decision.outcome !== 'accepted');
};

const withoutGrants = (events: readonly WalletEvent[]): readonly string[] =>
  events.flatMap(({ at, type }) => (type === 'CreditsGranted' ? [] : [`${type} ${at}`]));

const isOpening = ({ type }: WalletEvent): boolean => type === 'WalletOpened';

describe('laws of one wallet', () => {
  it('1, 5, 6, 7: whatever is asked, whenever, under whichever registry, every entry keeps them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STARTS), history, (start, steps) => {
        const book = new Book(start);
        const witness = new Witness();
        for (const step of steps) {
          const known = book.entries.length;
          run(book, step);
          for (const { event, name } of book.entries.slice(known)) {
            witness.see(event, name, book.catalog, book.entries.at(-1)?.event);
          }
          expect(fold(book.entries.map(({ event }) => event))).toEqual(book.wallet);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('9: reads at any time change nothing, and show what the next write finds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STARTS), history, (start, steps) => {
        const [unread, read] = [new Book(start), new Book(start)];
        for (const step of steps) {
          run(unread, step);
          const known = read.entries.length;
          let due: readonly WalletEvent[] = [];
          run(read, step, (now) => {
            const at = read.wallet ? later(now, read.wallet.updatedAt) : now;
            due = bringUpToDate(read.wallet, read.catalog, at).events;
            bringUpToDate(read.wallet, read.catalog, secondsAfter(now, 86_400 * 100));
          });
          const added = read.entries.slice(known).map(({ event }) => event);
          // What is due depends on what is adopted, and comes after it.
          if (added.at(-1)?.type === 'RowsAdopted') due = due.filter(isOpening);
          // What a provider says of a payment decides which months are due, and nothing else of it.
          const told = step.do === 'ask' && step.what === 'follow';
          const goesBefore = told ? withoutGrants(added.slice(0, -1)) : added.slice(0, -1);
          if (added.length > 0) expect(goesBefore).toEqual(told ? withoutGrants(due) : due);
        }
        expect(read.entries).toEqual(unread.entries);
        expect(read.wallet).toEqual(unread.wallet);
      }),
      { numRuns: 60 },
    );
  });
});
