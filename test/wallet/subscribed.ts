import { bringUpToDate } from '../../lib/wallet/due.js';
import { instant } from '../../lib/wallet/instant.js';
import { follow } from './asks.js';
import { type Book, catalogWith, openBook } from './book.js';

export const PRICE = { amountMinor: 9900, currency: 'eur' };

/** Base is free: 100 a month, capped at 300. Intelligence (400, 1200) and professional (1000, 3000) have to be paid for. */
export const PRICED = catalogWith({ proPrice: PRICE, intelligencePrice: PRICE });

/** A wallet that is on professional by `sub_1`, from the first instant of 2026 on: 1000 granted. */
export const subscribed = (terms: Parameters<typeof follow>[0] = {}): Book => {
  const book = openBook({ catalog: PRICED });
  book.accept(follow(terms));
  return book;
};

/** What a read shows at that time: `[plan, granted]`. */
export const shown = (book: Book, at: string): readonly [string, number] => {
  const { wallet } = bringUpToDate(book.wallet, book.catalog, instant(at));
  return [wallet.planId, wallet.granted];
};

/** February is not paid for; the grace is over on the 15th. */
export const unpaid = { pastDueSince: '2026-02-01T00:00:00Z', graceDays: 14 };

/** A wallet that is told so in time, or whatever else is said then. */
export const overdue = (terms: Parameters<typeof follow>[0] = unpaid) => {
  const book = subscribed();
  book.accept({ ...follow(terms), at: '2026-02-01T00:00:00Z' });
  return book;
};

/** Each grant of a book: its months and what they are worth together. */
export const grants = (book: Book) =>
  book.entries.flatMap(({ event }) =>
    event.type === 'CreditsGranted'
      ? [`${event.months.map(({ month }) => month)}: ${event.credits}`]
      : [],
  );
