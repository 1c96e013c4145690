/** A statement with a name, under which a connection may keep it prepared. */
export type Statement = { readonly name: string; readonly text: string };

export type Row = Readonly<Record<string, unknown>>;

/** Text, lists of text, numbers: what the statements here take. */
export type Values = readonly (string | number | readonly string[] | null)[];

export interface Transaction {
  /** Statements go out in the order of the calls; one need not be awaited before the next. */
  query(statement: Statement, values: Values): Promise<readonly Row[]>;

  /** Runs a last statement and commits with it. Without this call the transaction is rolled back. */
  commit(statement: Statement, values: Values): Promise<void>;
}

/** One connection to PostgreSQL, or to PGlite in this process: raw SQL and transactions, nothing more. */
export interface Db {
  query(statement: Statement, values: Values): Promise<readonly Row[]>;
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The database did not answer. When this comes from a commit, nobody knows yet whether it was carried out. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
}

const SQLSTATE_OF_UNREACHABLE = [
  /^08/, // connection exceptions
  /^53/, // no connections, memory or disk left
  /^57/, // shutting down, starting up, cancelled
  /^25(006|P03)$/, // a read-only stand-by; idle in transaction for too long
];

const SQLSTATE_OF_CONFLICT = /^(40001|40P01|55P03)$/;

/** Only what the server itself says has a severity: `EPIPE` is of five letters too, and of the socket's. */
const sqlState = (error: unknown): string | undefined =>
  error instanceof Error && 'severity' in error && 'code' in error ? String(error.code) : undefined;

/** What a driver threw, with everything that is not an answer of the database told apart. */
export const databaseError = (error: unknown): unknown => {
  const state = sqlState(error);
  const answered = state && !SQLSTATE_OF_UNREACHABLE.some((pattern) => pattern.test(state));
  if (answered) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DatabaseUnreachable(message, { cause: error });
};

/** Another transaction was in the way; nothing was written, and it can be tried again at once. */
export const isConflict = (error: unknown): boolean =>
  SQLSTATE_OF_CONFLICT.test(sqlState(error) ?? '');

/** The tables are not there: the migrations were not applied. */
export const isUnmigrated = (error: unknown): boolean => sqlState(error) === '42P01';
