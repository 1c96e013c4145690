import { stringify } from 'csv-stringify/sync';

/** Numbers are written as they are; text that a spreadsheet would take for a formula gets a `'` before it. */
export type Cell = string | number | bigint | null;

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

/** The package itself quotes its own line ends only, which are `\r\n` here. */
const FORM = {
  record_delimiter: 'windows',
  quoted_match: /[\r\n]/,
  escape_formulas: true,
} as const;
const ROWS_AT_ONCE = 500;

/** A table as CSV (RFC 4180), a piece at a time: its header, then its rows as they come. `null` is an empty cell. */
export async function* csv(
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncGenerator<string, void> {
  let piece: (readonly Cell[])[] = [header];
  for await (const row of rows) {
    if (piece.length === ROWS_AT_ONCE) {
      yield stringify(piece, FORM);
      piece = [];
    }
    piece.push(row);
  }
  yield stringify(piece, FORM);
}
