import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { compose } from '../lib/compose.js';
import { readConfig } from '../lib/config.js';
import { makeStatement, type StatementEnd } from '../lib/credits/make-statement.js';
import { statementCsv, statementJson, type Text } from '../lib/credits/show-statement.js';
import { toldAs } from './local/told.js';
import { optionsFrom } from './stating/options.js';
import { summaryOf } from './stating/summary.js';

/**
 * `npm run statement -- 2026-11 [--csv] [--client <id>] [--out <file>]`: the month-end statement, to a file or to where the
 * command writes; what matters of it is said beside. However big the ledger is, it only takes longer. On the embedded ledger
 * the local server has to be stopped first. Exit 0, 1 where Stripe and the ledger differ, 2 if there is no statement.
 */
const run = async (): Promise<number> => {
  const { format, out, ...asked } = optionsFrom(process.argv.slice(2));
  const app = await compose(readConfig(process.env));
  try {
    const statement = makeStatement(app, asked);
    const text = format === 'csv' ? statementCsv(statement) : statementJson(statement);
    const end = await written(text, out);
    for (const line of summaryOf(statement.head, end)) console.error(line);
    return end.cash && end.cash.differences.length > 0 ? 1 : 0;
  } finally {
    await app.close();
  }
};

/** A file has its name when it is whole. */
const written = async (text: Text, out: string | undefined): Promise<StatementEnd> => {
  let end: StatementEnd | undefined;
  async function* pieces() {
    end = yield* text;
  }
  const target = out === undefined ? process.stdout : createWriteStream(`${out}.part`);
  await pipeline(Readable.from(pieces()), target, { end: out !== undefined });
  if (out !== undefined) await rename(`${out}.part`, out);
  if (!end) throw new Error('the statement ended before it was whole');
  return end;
};

process.exitCode = await run().catch((error: unknown) => toldAs(2, error));
