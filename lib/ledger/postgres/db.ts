import { StorageConflict, StorageUnreachable } from '../commit-batch.js';

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

/** What a driver threw, in the words of the ledger: silence and conflicts told apart from every other answer. */
export const databaseError = (error: unknown): unknown => {
  const state = sqlState(error);
  const message = error instanceof Error ? error.message : String(error);
  if (state && SQLSTATE_OF_CONFLICT.test(state))
    return new StorageConflict(message, { cause: error });
  const answered = state && !SQLSTATE_OF_UNREACHABLE.some((pattern) => pattern.test(state));
  return answered ? error : new StorageUnreachable(message, { cause: error });
};

/** The tables are not there: the migrations were not applied. */
export const isUnmigrated = (error: unknown): boolean => sqlState(error) === '42P01';
