import type { Database, Transaction } from './database.js';
import type { Version } from './version.js';

/** What a call is carried out with: for whom, with which context, in which transaction. */
export type Env = {
  readonly database: Database;
  readonly transaction: Transaction;
  readonly version: Version;
  readonly uid: number;
  /** Rights don't count: Odoo's own work. */
  readonly su: boolean;
  readonly context: Readonly<Record<string, unknown>>;
  /** UTC, in whole seconds. */
  readonly now: string;
};

export const asSuperuser = (env: Env): Env => ({ ...env, su: true });

export const timestamp = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');
