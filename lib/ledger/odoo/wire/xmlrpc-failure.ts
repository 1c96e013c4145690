import { z } from 'zod';
import type { Account } from './carrier.js';
import { brokenConnection, complained, foreignAnswer, refusedLogin } from './failures.js';

/** A call under way, and where on the server. */
export type Asked = { readonly call: string; readonly path: string };

/** Odoo's answer that a method failed. */
const fault = z.object({ faultCode: z.number(), faultString: z.string() });

/** An answer that is no XML-RPC: its status, and what had come of it when that was noticed. */
const unreadable = z.object({ res: z.object({ statusCode: z.number() }), body: z.string() });

/** A fault's code for a login that Odoo refuses. */
const ACCESS_DENIED = 3;

const RETURNED_NOTHING = /TypeError: cannot marshal None/;
const IN_SOMETHING = /\bin dump_(array|struct)\b/;

/**
 * Odoo can't put Python's None into XML, and tells so by a fault when the method is done and its work committed. Inside
 * of something else it hides what came with it.
 */
export const hasReturnedNothing = (error: unknown): boolean => {
  const text = fault.safeParse(error).data?.faultString ?? '';
  return RETURNED_NOTHING.test(text) && !IN_SOMETHING.test(text);
};

/**
 * The typed error for what the package gives instead of a value. Nothing of that may be kept: it has the request in it,
 * and with it the key.
 */
export const xmlrpcFailure = (account: Account, { call, path }: Asked, error: unknown): Error => {
  // A plain object is the package's word for a login that gives no user.
  if (!(error instanceof Error)) return refusedLogin(account);
  const told = fault.safeParse(error).data;
  if (told?.faultCode === ACCESS_DENIED) return refusedLogin(account);
  if (told) return complained(account, { call, text: told.faultString });
  const { data } = unreadable.safeParse(error);
  const isCutOff =
    'code' in error || data?.body === '' || /^\s*<(\?xml|methodR)/.test(data?.body ?? '');
  if (!data || (data.res.statusCode === 200 && isCutOff)) return brokenConnection(account, error);
  return foreignAnswer(account, { path, status: data.res.statusCode, hint: HINT });
};

const HINT = 'Odoo 22 and newer need ODOO_TRANSPORT=json2';
