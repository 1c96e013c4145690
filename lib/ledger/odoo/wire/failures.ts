import { z } from 'zod';
import { OdooFault, OdooMisconfigured, OdooUnreachable } from '../odoo.js';
import { type Account, addressOf } from './carrier.js';

/** What Odoo says of a method that failed; a traceback, mostly. It may quote what it was given. */
export type Complaint = { readonly call: string; readonly text: string };

/** Of an error of Node's. Nothing else in it is safe to tell. */
const networkError = z.object({ code: z.string() });

export const brokenConnection = (account: Account, error: unknown): OdooUnreachable => {
  const code = networkError.safeParse(error).data?.code ?? 'no reason given';
  return new OdooUnreachable(
    `Odoo at ${addressOf(account)} can't be reached, or broke off: ${code}`,
  );
};

export const refusedLogin = (account: Account): OdooMisconfigured => {
  const uid = account.uid === undefined ? '' : `, and whether ODOO_UID is that user's number`;
  return new OdooMisconfigured(
    `Odoo at ${addressOf(account)} refuses the login: check ODOO_USERNAME and ODOO_API_KEY${uid}. ` +
      "Ordinary users' keys expire, after 90 days by default: a new one is made in Odoo under the user's account security",
  );
};

const unknownUser = (account: Account): OdooMisconfigured =>
  new OdooMisconfigured(
    `Odoo at ${addressOf(account)} has no user ${account.uid}: check ODOO_UID, or leave it out`,
  );

const unknownDatabase = (account: Account): OdooMisconfigured =>
  new OdooMisconfigured(
    `Odoo at ${addressOf(account)} has no database ${JSON.stringify(account.db)}: check ODOO_DB`,
  );

/** A gateway's words for: not now. */
const PASSING = [408, 425, 429];

/**
 * What answered is not Odoo, or not at this address: a gateway, another site, a redirect.
 * `hint` is what else to look at where nothing is found.
 */
export const foreignAnswer = (
  account: Account,
  { hint, path, status }: { readonly hint: string; readonly path: string; readonly status: number },
): OdooUnreachable | OdooMisconfigured => {
  const at = `${addressOf(account)}${path}`;
  if (status >= 500 || PASSING.includes(status)) {
    return new OdooUnreachable(`a gateway answers for Odoo, with status ${status}, at ${at}`);
  }
  const what = status < 300 ? 'another page' : status < 400 ? 'a redirect' : `status ${status}`;
  return new OdooMisconfigured(
    `there is no Odoo at ${at}, but ${what}: ODOO_URL should be where it answers itself, ` +
      `without a page's path such as /web, and with https where it is used. ${hint}`,
  );
};

export const lostDatabase = (account: Account): OdooUnreachable =>
  new OdooUnreachable(`Odoo at ${addressOf(account)} has lost its own database`);

/**
 * Whether the answer of a call is unknown since Odoo lost its own database, maybe in the middle of a commit. Other
 * errors of the database, a conflict say, rolled the transaction back.
 */
const OF_ODOOS_DATABASE =
  /^psycopg2?\.(errors\.(AdminShutdown|CrashShutdown|CannotConnectNow|TooManyConnections|ConnectionFailure)|DatabaseError|OperationalError|InterfaceError)\b|\bPoolError\b/;

/** The method is done and its work committed, but XML has no word for something in what it returned. */
const TOLD_NOTHING = /^TypeError: cannot marshal |^OverflowError: .*XML-RPC/;

/** A database that is not there, and one that is not Odoo's. */
const NO_SUCH_DATABASE = /database "[^"]*" does not exist|^KeyError: 'res\.users'$/;

/** The user's own record is missing. */
const NO_SUCH_USER = /\(Record: res\.users\((\d+),\), User: \1\)/;

/** The error for what Odoo complains of, where no code says more. */
export const complained = (
  account: Account,
  { call, text }: Complaint,
): OdooFault | OdooMisconfigured | OdooUnreachable => {
  const reason = lastReason(text);
  if (NO_SUCH_USER.test(reason)) return unknownUser(account);
  if (NO_SUCH_DATABASE.test(reason)) return unknownDatabase(account);
  if (OF_ODOOS_DATABASE.test(reason)) return lostDatabase(account);
  if (TOLD_NOTHING.test(reason)) {
    return new OdooUnreachable(`${call} returned something that Odoo can't put into XML`);
  }
  return new OdooFault(`${call} failed in Odoo: ${withoutKey(account, reason).slice(0, 300)}`);
};

/** A traceback's last exception, in its first line; of any other text the whole, as one line. */
export const lastReason = (text: string): string => {
  const traceback = text.lastIndexOf('Traceback (most recent call last)');
  if (traceback < 0) return text.replace(/\s+/g, ' ').trim();
  const [, ...lines] = text.slice(traceback).split('\n');
  return lines.find((line) => /^\S/.test(line)) ?? 'no reason given';
};

const withoutKey = ({ apiKey }: Account, text: string): string => text.replaceAll(apiKey, '…');
