import { expect, it } from 'vitest';
import { clientStatements, Sum } from '../../lib/statement/totals.js';
import { debit, returned, topUp } from '../wallet/asks.js';
import { type Ask, Book } from '../wallet/book.js';
import { movementsOf } from './months.js';

const bookOf = (...asks: readonly Ask[]): Book => {
  const book = new Book('2026-01-01T00:00:00Z');
  for (const ask of asks) book.accept(ask);
  return book;
};

/** In debt, and with a grant of which a part did not fit. */
const book = bookOf(
  debit(10),
  { ...topUp('cs_1', 100, 1000), at: '2026-04-01T00:00:00Z' },
  { ...debit(200), at: '2026-04-02T00:00:00Z' },
  { ...returned('cs_1', 1000), at: '2026-04-03T00:00:00Z' },
);

it('totals are what the wallets come to together, each for itself', async () => {
  async function* movements() {
    for (const client of ['ada', 'bob']) yield* movementsOf(book, '2026-04', client);
  }
  const sum = new Sum();
  const clients: string[] = [];
  for await (const client of clientStatements(movements())) {
    sum.add(client);
    clients.push(client.clientId);
  }
  expect(clients).toEqual(['ada', 'bob']);
  expect(sum.totals).toMatchObject({
    clients: 2,
    entries: 8,
    keptBack: 160,
    unpaidCredits: 0,
    owedCredits: 200,
    granted: { opening: 160, granted: 440, used: 600, closing: 0 },
    purchased: { bought: 200, used: 200, clawedBack: 200, closing: -200 },
    total: { opening: 160, closing: -200 },
    liability: [{ currency: 'eur', bought: 2000, returned: 2000, used: 0, closing: 0 }],
  });
});
