/// <reference path="./wire/odoo-xmlrpc.d.ts" />
import http from 'node:http';
import https from 'node:https';
import OdooXmlrpc from 'odoo-xmlrpc';
import xmlrpc from 'xmlrpc';
import { type Named, type Odoo, OdooMisconfigured } from './odoo.js';
import { endingRequestsOn } from './wire/begun-request.js';
import { openCalls } from './wire/calls.js';
import { type Account, addressOf, type Carrier } from './wire/carrier.js';
import { refusedLogin } from './wire/failures.js';
import { openJson2 } from './wire/json2.js';
import { isXmlText, plainValue } from './wire/plain-value.js';
import { type Asked, hasReturnedNothing, xmlrpcFailure } from './wire/xmlrpc-failure.js';

export type OdooOptions = {
  readonly url: string;
  readonly db: string;
  readonly username: string;
  /** An API key; for XML-RPC a password does too. */
  readonly apiKey: string;
  /** The user's number. Without it Odoo is asked for it once, which costs it more than most calls do. */
  readonly uid?: number;
  /** JSON-2 needs Odoo 19 or newer; XML-RPC goes away in Odoo 22. */
  readonly transport: 'xmlrpc' | 'json2';
  /** For a call as its caller sees it, with everything that it waits for. */
  readonly deadlineMs?: number;
  readonly mostAtOnce?: number;
};

/**
 * An Odoo by its address. Nothing is sent before the first call.
 * @throws OdooMisconfigured when the address or the login can't be one
 */
export const openOdoo = ({
  deadlineMs = 10_000,
  mostAtOnce = 8,
  transport,
  ...options
}: OdooOptions): Odoo => {
  const account = { ...options, url: addressFrom(options.url) };
  for (const [variable, text] of [
    ['ODOO_DB', account.db],
    ['ODOO_USERNAME', account.username],
    ['ODOO_API_KEY', account.apiKey],
  ] as const) {
    if (text === '' || !isXmlText(text)) {
      throw new OdooMisconfigured(`${variable} is empty, or holds a control character`);
    }
  }
  const carrier = transport === 'json2' ? openJson2(account) : openXmlrpc(account);
  return openCalls(carrier, { deadlineMs, mostAtOnce, where: addressOf(account) });
};

const addressFrom = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.search) return url;
  throw new OdooMisconfigured(
    'ODOO_URL should be the address of an Odoo, like https://odoo.example.com, without credentials',
  );
};

type Callback = (error: unknown, value?: unknown) => void;

/** The two calls of Odoo's XML-RPC. */
interface Wire {
  readonly authenticate: (callback: Callback) => void;
  readonly execute: (
    model: string,
    method: string,
    params: readonly unknown[],
    callback: Callback,
  ) => void;
  readonly close: () => void;
}

/** `odoo-xmlrpc` neither takes a user's number nor keeps a prefix of the address; the engine under it does both. */
const openXmlrpc = (account: Account): Carrier => {
  const isPlain = account.uid === undefined && account.url.pathname === '/';
  const wire = isPlain ? byPackage(account) : byEngine(account);
  return {
    signIn: async (signal) => {
      if (account.uid !== undefined) return;
      const asked = { call: 'authenticate', path: COMMON };
      const uid = await answered(account, asked, signal, wire.authenticate);
      if (!uid) throw refusedLogin(account);
    },
    call: async (model, method, named, signal) => {
      const params = paramsOf(named, method);
      const asked = { call: `${model}.${method}`, path: OBJECT };
      return answered(account, asked, signal, (callback) =>
        wire.execute(model, method, params, callback),
      );
    },
    close: wire.close,
  };
};

const COMMON = '/xmlrpc/2/common';
const OBJECT = '/xmlrpc/2/object';

/** Its connections are those of Node's own agent, which are let go of after seconds: it takes no other. */
const byPackage = ({ apiKey, db, url, username }: Account): Wire => {
  const odoo = new OdooXmlrpc({ url: url.origin, db, username, password: apiKey });
  return {
    authenticate: (callback) => odoo.connect(callback),
    execute: (model, method, params, callback) => odoo.execute_kw(model, method, params, callback),
    close: () => {},
  };
};

const byEngine = (account: Account): Wire => {
  const { apiKey, db, url, username } = account;
  const isSecure = url.protocol === 'https:';
  const agent = new (isSecure ? https : http).Agent({ keepAlive: true });
  const clientOf = (path: string): xmlrpc.Client => {
    const options = {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (isSecure ? 443 : 80)),
      path: `${url.pathname.replace(/\/+$/, '')}${path}`,
      agent,
    };
    return isSecure ? xmlrpc.createSecureClient(options) : xmlrpc.createClient(options);
  };
  const common = clientOf(COMMON);
  const object = clientOf(OBJECT);
  let uid: unknown = account.uid;
  return {
    authenticate: (callback) =>
      common.methodCall('authenticate', [db, username, apiKey, {}], (error, value: unknown) => {
        uid = value;
        callback(error, value);
      }),
    execute: (model, method, params, callback) =>
      object.methodCall('execute_kw', [db, uid, apiKey, model, method, ...params], callback),
    close: () => agent.destroy(),
  };
};

/** A method's records come first and alone by position; all else goes by name. */
const paramsOf = ({ ids, ...named }: Named, method: string): readonly unknown[] => [
  ids ? [ids] : [],
  plainValue(named, method, forXml),
];

/** The engine puts text with `<` or `&` into CDATA, where it misses every `]]>` but the first, and loses line ends. */
class XmlText extends xmlrpc.CustomType {
  override tagName = 'string';
}

const forXml = (text: string): unknown => (/[&<>\r]/.test(text) ? new XmlText(text) : text);

/**
 * Makes a promise of a call, and one error of everything that can go wrong with it. The package gives no handle to its
 * request, so that is ended by its context.
 */
const answered = (
  account: Account,
  asked: Asked,
  signal: AbortSignal,
  ask: (callback: Callback) => void,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    endingRequestsOn(signal, () =>
      ask((error, value) => {
        if (!error) resolve(value);
        else if (hasReturnedNothing(error)) resolve(null);
        else reject(xmlrpcFailure(account, asked, error));
      }),
    );
  });
