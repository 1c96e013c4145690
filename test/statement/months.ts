import { creditsDelta } from '../../lib/ledger/entry.js';
import { type Movement, movementOf } from '../../lib/ledger/reports/movements.js';
import { ClientMonth, type ClientStatement } from '../../lib/statement/client-statement.js';
import { periodOf } from '../../lib/statement/month.js';
import { NONE } from '../../lib/wallet/credits.js';
import { kindOf } from '../../lib/wallet/event.js';
import { evolve } from '../../lib/wallet/evolve.js';
import { clientId } from '../../lib/wallet/ids.js';
import { month } from '../../lib/wallet/month.js';
import type { Wallet } from '../../lib/wallet/wallet.js';
import type { Book } from '../wallet/book.js';

/** The entries of a book until the end of a month, as a ledger would report them. */
export const movementsOf = (book: Book, of: string, client = 'ada'): readonly Movement[] => {
  const period = periodOf(month(of));
  let wallet: Wallet | undefined;
  return book.entries.flatMap(({ event, name, ref }, index) => {
    wallet = evolve(wallet, event);
    if (event.at >= period.to) return [];
    const entry = {
      clientId: clientId(client),
      createdAt: event.at,
      creditsDelta: creditsDelta(event),
      event,
      grantedAfter: wallet?.granted ?? NONE,
      kind: kindOf(event),
      name,
      purchasedAfter: wallet?.purchased ?? NONE,
      ...(ref && { ref }),
      seq: index + 1,
    };
    return [movementOf(entry, period)];
  });
};

export const statementOf = (movements: readonly Movement[]): ClientStatement => {
  const client = new ClientMonth(movements[0]?.clientId ?? 'nobody');
  for (const movement of movements) client.add(movement);
  return client.end();
};

export const monthOfBook = (book: Book, of: string): ClientStatement =>
  statementOf(movementsOf(book, of));
