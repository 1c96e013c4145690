import http from 'node:http';
import https from 'node:https';
import xmlrpc from 'xmlrpc';
import { z } from 'zod';
import { QUIET } from '../../../lib/ledger/odoo/lead.js';
import { openTurns } from '../../../lib/ledger/odoo/wire/turns.js';
import type { OdooConfig } from '../../../lib/storage-config.js';

const MOST_AT_ONCE = 8;

type Row = { readonly name: string; readonly partner: number; readonly referred: string };

type Values = Readonly<Record<string, string | number>>;

type Calls = {
  readonly search: (domain: readonly unknown[]) => Promise<unknown>;
  readonly create: (values: Values) => Promise<unknown>;
};

/**
 * The obvious way, as the anchor to measure against: look for the key, and create the row where it is not there. Two
 * calls a debit, as many at once as the ledger's own client has. It is not safe: two that look at the same time both
 * create. `isQuiet` where it knows what keeps Odoo from writing about a row into other tables, as the ledger does.
 */
export const obviousWay = async (
  config: OdooConfig,
  { isQuiet }: { readonly isQuiet: boolean },
): Promise<(row: Row) => Promise<void>> => {
  const named = isQuiet ? { context: QUIET } : {};
  const calls =
    config.transport === 'json2' ? byJson2(config, named) : await byXmlrpc(config, named);
  return async ({ name, partner, referred }) => {
    const found = z.array(z.int()).parse(await calls.search([['name', '=', name]]));
    if (found.length > 0) return;
    const values = { name, type: 'lead', partner_id: partner, expected_revenue: -1, referred };
    await calls.create(values);
  };
};

const byXmlrpc = async (
  { apiKey, db, uid, url, username }: OdooConfig,
  creating: object,
): Promise<Calls> => {
  const isSecure = url.startsWith('https:');
  const agent = new (isSecure ? https : http).Agent({ keepAlive: true, maxSockets: MOST_AT_ONCE });
  const clientOf = (path: string): xmlrpc.Client => {
    const options = { url: `${url.replace(/\/+$/, '')}/xmlrpc/2/${path}`, agent };
    return isSecure ? xmlrpc.createSecureClient(options) : xmlrpc.createClient(options);
  };
  const call = (client: xmlrpc.Client, method: string, params: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      client.methodCall(method, params, (error, value: unknown) =>
        error ? reject(new Error(`${method} failed`)) : resolve(value),
      );
    });
  const user = uid ?? (await call(clientOf('common'), 'authenticate', [db, username, apiKey, {}]));
  const object = clientOf('object');
  const execute = (method: string, args: readonly unknown[], named: object): Promise<unknown> =>
    call(object, 'execute_kw', [db, user, apiKey, 'crm.lead', method, args, named]);
  return {
    search: (domain) => execute('search', [domain], { limit: 1 }),
    create: (values) => execute('create', [values], creating),
  };
};

const byJson2 = ({ apiKey, db, url }: OdooConfig, creating: object): Calls => {
  const turns = openTurns(MOST_AT_ONCE);
  const post = (method: string, body: object): Promise<unknown> =>
    turns(new AbortController().signal, () => postNow(method, body));
  const postNow = async (method: string, body: object): Promise<unknown> => {
    const response = await fetch(`${url.replace(/\/+$/, '')}/json/2/crm.lead/${method}`, {
      method: 'POST',
      headers: {
        authorization: `bearer ${apiKey}`,
        'content-type': 'application/json',
        'x-odoo-database': db,
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} failed with status ${response.status}`);
    return response.json();
  };
  return {
    search: (domain) => post('search', { domain, limit: 1 }),
    create: (values) => post('create', { vals_list: [values], ...creating }),
  };
};
