import { type Cell, csv } from '../contract/csv.js';
import type { StatementAnswer } from '../contract/statement.js';
import type { ClientStatement } from '../statement/client-statement.js';
import type { Liability } from '../statement/liability.js';
import { LINES } from '../statement/lines.js';
import type { Totals } from '../statement/totals.js';
import type { Statement, StatementEnd } from './make-statement.js';

/** A statement as text, a piece at a time; when it is over, what all of it came to. */
export type Text = AsyncGenerator<string, StatementEnd>;

/** As JSON, a line for each client. */
export async function* statementJson({ clients, head }: Statement): Text {
  yield `${JSON.stringify(head).slice(0, -1)},"clients":[`;
  const walk = clients();
  let separator = '\n';
  for (;;) {
    const next = await walk.next();
    if (next.done) {
      const { cash, totals } = next.value;
      const end: Pick<StatementAnswer, 'totals' | 'cash'> = { totals, cash: cash ?? null };
      yield `\n],${JSON.stringify(end).slice(1)}\n`;
      return next.value;
    }
    yield `${separator}${JSON.stringify(shown(next.value))}`;
    separator = ',\n';
  }
}

/** What is only there to tie, or to page, is left out. */
const shown = ({
  payments,
  span,
  ...client
}: ClientStatement): StatementAnswer['clients'][number] => client;

const BUCKETS = ['granted', 'purchased', 'total'] as const;

const MONEY = ['opening', 'bought', 'returned', 'used', 'closing', 'credits'] as const;

const HEADER: readonly string[] = [
  'month',
  'status',
  'row',
  'clientId',
  'entries',
  ...BUCKETS.flatMap((bucket) => LINES.map((line) => `${bucket}.${line}`)),
  'keptBack',
  'unpaidCredits',
  'owedCredits',
  'currency',
  ...MONEY.map((member) => `liability.${member}`),
];

/**
 * As CSV: a row for each client, then the totals. A client with money in several currencies has a row more for each further one,
 * with nothing but that money in it, so that every column of credits can be added up.
 */
export async function* statementCsv({ clients, head }: Statement): Text {
  const walk = clients();
  let end: StatementEnd | undefined;
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    for (;;) {
      const next = await walk.next();
      if (next.done) {
        end = next.value;
        yield* rowsOf([head.month, head.status, 'total', null], end.totals);
        return;
      }
      const { clientId } = next.value;
      yield* rowsOf([head.month, head.status, 'client', clientId], next.value);
    }
  }
  yield* csv(HEADER, rows());
  if (!end) throw new Error('the rows of a statement ended before it did');
  return end;
}

function* rowsOf(of: readonly Cell[], month: ClientStatement | Totals): Generator<readonly Cell[]> {
  const [first, ...others] = month.liability;
  const { entries, keptBack, owedCredits, unpaidCredits } = month;
  const lines = BUCKETS.flatMap((bucket) => LINES.map((line) => month[bucket][line]));
  yield [...of, entries, ...lines, keptBack, unpaidCredits, owedCredits, ...moneyIn(first)];
  const empty = HEADER.slice(of.length, -1 - MONEY.length).map(() => null);
  for (const other of others) yield [...of, ...empty, ...moneyIn(other)];
}

const moneyIn = (liability: Liability | undefined): readonly Cell[] =>
  liability
    ? [liability.currency, ...MONEY.map((member) => liability[member])]
    : [null, ...MONEY.map(() => null)];
