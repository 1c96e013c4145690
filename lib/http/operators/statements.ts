import { CSV_TYPE } from '../../contract/csv.js';
import { statementQuery } from '../../contract/statement.js';
import type { Credits } from '../../credits/app.js';
import { makeStatement } from '../../credits/make-statement.js';
import { statementCsv, statementJson } from '../../credits/show-statement.js';
import { collected } from '../collected.js';
import { Problem } from '../problem.js';
import { get, type Route } from '../route.js';

const FORMS = {
  csv: { write: statementCsv, type: CSV_TYPE },
  json: { write: statementJson, type: 'application/json; charset=utf-8' },
} as const;

/** A function of the platform has 30 seconds. */
const MOST_SECONDS = 24;
const MOST_LETTERS = 32_000_000;

/** The month of all wallets, or of one: whole, or not at all. */
export const getStatement: Route<Credits> = get({
  admits: { may: 'read', doing: 'statement.read' },
  query: statementQuery,
  handle: async ({ app, query: { clientId, format, month }, visit }) => {
    if (clientId) visit.clientId = clientId;
    const { type, write } = FORMS[format];
    // A table has no place for what Stripe booked: so Stripe is not asked, and may be away.
    const statement = makeStatement(app, { month, clientId }, { withCash: format === 'json' });
    const data = await collected(write(statement), {
      seconds: MOST_SECONDS,
      letters: MOST_LETTERS,
    });
    if (data) return { status: 200, content: { type, data } };
    const detail = `this month is too much for one answer: npm run statement -- ${month} --out ${month}.${format} takes its time`;
    return new Problem('too_much', detail, { command: `npm run statement -- ${month}` });
  },
});
