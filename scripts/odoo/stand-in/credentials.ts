import type { Database } from './database.js';
import { accessDenied, missingError, pythonError } from './fault.js';

/** The user whose login and password or key these are. */
export const authenticated = (
  database: Database,
  login: unknown,
  key: unknown,
): number | undefined => {
  const [uid] = database.table('res.users').idsWhere('login', String(login));
  return uid !== undefined && isActive(database, uid) && isKeyOf(database, uid, key)
    ? uid
    : undefined;
};

/** The user of a key alone. */
export const userOfKey = (database: Database, key: string): number | undefined => {
  const table = database.table('res.users.apikeys');
  const [id = 0] = table.idsWhere('key', key);
  const uid = table.row(id)?.values['user_id'];
  return typeof uid === 'number' && isActive(database, uid) ? uid : undefined;
};

/** @throws Fault where the key, which may be the password, is not that user's */
export const requireKey = (database: Database, uid: number, key: unknown): void => {
  if (!key) throw accessDenied();
  if (uid !== 0 && !database.table('res.users').row(uid)) throw missingError('res.users', uid, uid);
  if (!isActive(database, uid) || !isKeyOf(database, uid, key)) throw accessDenied();
};

/** @throws Fault where it is not the database that is there */
export const requireDatabase = (name: string, given: unknown): void => {
  if (given === name) return;
  throw pythonError(
    'psycopg2.OperationalError',
    `connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  database "${given}" does not exist\n`,
  );
};

const isActive = (database: Database, uid: number): boolean =>
  database.table('res.users').row(uid)?.values['active'] === true;

const isKeyOf = (database: Database, uid: number, key: unknown): boolean => {
  const password = database.table('res.users').row(uid)?.values['password'];
  if (password && password === key) return true;
  return typeof key === 'string' && userOfKey(database, key) === uid;
};
