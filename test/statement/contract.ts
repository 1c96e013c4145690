import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStatement, type Statement } from '../../lib/credits/make-statement.js';
import { statementCsv, statementJson } from '../../lib/credits/show-statement.js';
import type { Ledger, NewEventId } from '../../lib/ledger/ledger.js';
import type { Movements } from '../../lib/ledger/reports/movements.js';
import { movementsByScan } from '../../lib/ledger/reports/movements-by-scan.js';
import { clientId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { type Month, month, monthAfter, monthOf } from '../../lib/wallet/month.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { adjust, adopt, debit, older, returned, reverse, toPlan, topUp } from '../wallet/asks.js';
import { type Ask, Book, service } from '../wallet/book.js';
import { asked, history, moved, published, type Step } from '../wallet/steps.js';

/** A ledger with what reports on it. */
export type OpenReported = (
  newEventId: NewEventId,
) => Promise<{ readonly ledger: Ledger; readonly movements: Movements }>;

/** By hand, and on every ledger. */
const NOVEMBER_CSV = readFileSync(new URL('november.csv', import.meta.url), 'utf8');

const textOf = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

const at = (time: string, ask: Ask): Ask => ({ ...ask, at: `2026-${time}Z` });

/** What happened to two clients until the middle of December; the statement is of November. */
const COMMANDS: readonly (readonly [client: string, ask: Ask])[] = [
  ['ada', at('09-30T23:59:59.999', topUp('cs_1', 100, 999))],
  ['bob', at('10-05T10:00:00.000', debit(20))],
  ['ada', at('10-06T10:00:00.000', { ...debit(120), key: 'big' })],
  [
    'zoe',
    at('11-01T00:00:00.000', {
      ...topUp('cs_9', 50, 700),
      paid: { amountMinor: 700, currency: 'usd' },
    }),
  ],
  ['ada', at('11-02T10:00:00.000', topUp('cs_2', 200, 1500))],
  ['ada', at('11-03T10:00:00.000', returned('cs_1', 499))],
  ['ada', at('11-04T10:00:00.000', { ...reverse('big', 30), key: 'back' })],
  ['bob', at('11-05T10:00:00.000', { ...toPlan('intelligence'), key: 'up', actor: service })],
  ['bob', at('11-06T10:00:00.000', { ...toPlan('base'), key: 'down', actor: service })],
  ['zoe', at('11-07T10:00:00.000', adopt(older(1, 25), older(2, 150)))],
  ['zoe', at('11-08T10:00:00.000', { ...topUp('cs_8', 10, 90) })],
  ['bob', at('11-30T23:59:59.999', { ...adjust(40), key: 'gift' })],
  ['bob', at('12-01T00:00:00.000', debit(5))],
  ['ada', at('12-02T10:00:00.000', returned('cs_1', 0))],
  ['new', at('12-03T10:00:00.000', debit(1))],
];

/** What every ledger's statements keep to, whatever they are read off. */
export const statementContract = (name: string, open: OpenReported, runs: number): void => {
  describe(`a statement from ${name}`, () => {
    const ids = new CountedIds();
    let of: Awaited<ReturnType<OpenReported>>;
    beforeAll(async () => {
      of = await open(ids.newEventId);
    });
    afterAll(() => of?.ledger.close());

    const statement = (
      { tenantId }: Stage,
      asked: Month,
      client?: string,
      movements = of.movements,
    ): Statement => {
      const reports = async () => ({ movements });
      const app = { tenantId, reports, now: () => instant('2030-01-01T00:00:00Z') };
      return makeStatement(app, { month: asked, clientId: client ? clientId(client) : undefined });
    };

    it('has the same bytes as on every other ledger', async () => {
      const stage = new Stage(of.ledger);
      for (const [client, ask] of COMMANDS) await stage.accept(ask, client);
      const csv = await textOf(statementCsv(statement(stage, month('2026-11'))));
      expect(csv.replaceAll('\r\n', '\n')).toBe(NOVEMBER_CSV);
    });

    it('is the one that the entries themselves come to, for all and for one', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(history, history, async (first, second) => {
          run += 1;
          const stage = new Stage(of.ledger);
          const books = await Promise.all([
            written(stage, `run${run}-b`, first),
            written(stage, `run${run}-a`, second),
          ]);
          const scanned = movementsByScan(of.ledger, 3);
          for (const each of monthsOf(books)) {
            const said = await textOf(statementJson(statement(stage, each)));
            expect(said).toBe(
              await textOf(statementJson(statement(stage, each, undefined, scanned))),
            );
            for (const [index, client] of [`run${run}-b`, `run${run}-a`].entries()) {
              const own = await textOf(statementJson(statement(stage, each, client)));
              expect(own).toBe(
                await textOf(statementJson(statement(stage, each, client, scanned))),
              );
              const closing = books[index]?.buckets;
              if (each === monthsOf(books).at(-1)) expect(closingIn(own)).toEqual(closing);
            }
          }
        }),
        { seed: 20261130, numRuns: runs },
      );
    });
  });
};

const closingIn = (json: string): readonly number[] => {
  const { totals } = JSON.parse(json);
  return [totals.granted.closing, totals.purchased.closing, totals.total.closing];
};

/** Runs a history in a book, and writes what it asks to the ledger too. */
const written = async (stage: Stage, client: string, steps: readonly Step[]): Promise<Book> => {
  const book = new Book('2026-01-01T00:00:00Z');
  for (const step of steps) {
    if (step.do === 'clock') book.now = moved(book.now, step);
    if (step.do === 'registry') book.catalog = published(book.catalog.version + 1, step);
    if (step.do !== 'ask') continue;
    const ask = { ...asked(book, step), at: book.now };
    const decision = book.decide(ask);
    if (decision.outcome !== 'accepted') continue;
    await stage.ledger.commit([stage.ask(ask, client)], book.catalog);
  }
  return book;
};

const monthsOf = (books: readonly Book[]): readonly Month[] => {
  const months = books.flatMap(({ entries }) =>
    entries.flatMap(({ event }) => [monthOf(event.at), monthAfter(monthOf(event.at))]),
  );
  return [...new Set(months)].sort();
};
