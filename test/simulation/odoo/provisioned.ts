import { type Change, Database, Transaction } from '../../../scripts/odoo/stand-in/database.js';
import { asSuperuser, type Env } from '../../../scripts/odoo/stand-in/env.js';
import { modelsOf } from '../../../scripts/odoo/stand-in/models.js';
import { LEDGER_USER, provision, seed } from '../../../scripts/odoo/stand-in/seed.js';

const VERSION = '18.0';

/** For whom calls are carried out: who may create and read alone, and somebody who may do anything. */
export type User = 'ledger' | 'administrator';

const LOGINS: Readonly<Record<User, string>> = { ledger: LEDGER_USER, administrator: 'admin' };

/** The tables of an Odoo that was set up for the ledger a moment ago. */
export const provisionedDatabase = (): Database => {
  const database = new Database(modelsOf(VERSION));
  database.replay(SETTING_UP);
  return database;
};

/** What a call is carried out with. Records are dated with the same time always: nothing depends on it. */
export const envOf = (
  transaction: Transaction,
  user: User,
  context: Readonly<Record<string, unknown>> = {},
): Env => {
  const { database } = transaction;
  const [uid = 0] = database.table('res.users').idsWhere('login', LOGINS[user]);
  const now = '2026-01-01 00:00:00';
  return { database, transaction, version: VERSION, uid, su: false, context, now };
};

/** Done once, because every history begins with it. */
const setUp = (): readonly Change[] => {
  const database = new Database(modelsOf(VERSION));
  const transaction = new Transaction(database, 0);
  const env = asSuperuser(envOf(transaction, 'administrator'));
  seed(env);
  provision(env);
  return transaction.changes();
};

const SETTING_UP = setUp();
