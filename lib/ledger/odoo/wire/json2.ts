import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { OdooMisconfigured } from '../odoo.js';
import { type Account, addressOf, type Carrier } from './carrier.js';
import {
  brokenConnection,
  complained,
  foreignAnswer,
  lostDatabase,
  refusedLogin,
} from './failures.js';
import { plainValue } from './plain-value.js';

/** How Odoo tells of an error. There is a traceback beside it. */
const complaint = z.object({ name: z.string(), message: z.string() });

const HINT =
  'JSON-2 needs Odoo 19 or newer (ODOO_TRANSPORT=xmlrpc for older ones), and the database that ODOO_DB names';

/**
 * Calls by JSON-2, which Odoo has from version 19 on. The key says who is calling, so nobody signs in.
 * @throws OdooMisconfigured
 */
export const openJson2 = (account: Account): Carrier => {
  const post = posting(account);
  let wasThere = false;
  return {
    signIn: () => Promise.resolve(),

    call: async (model, method, named, signal) => {
      const body = JSON.stringify(plainValue(named, method));
      const path = `/json/2/${encodeURIComponent(model)}/${encodeURIComponent(method)}`;
      const answer = await post.to(path, body, signal).catch((error: unknown) => {
        throw brokenConnection(account, error);
      });
      if (wasThere && isNowhere(answer)) throw lostDatabase(account);
      const result = resultOf(account, { ...answer, call: `${model}.${method}`, path });
      wasThere = true;
      return result;
    },

    close: post.close,
  };
};

type Answer = { readonly status: number; readonly said: string };

/** Not by `fetch`: it goes on holding the socket of a request that was given up, and has no way to close the others. */
const posting = (account: Account) => {
  const protocol = account.url.protocol === 'https:' ? https : http;
  const agent = new protocol.Agent({ keepAlive: true });
  const headers = {
    authorization: `bearer ${forHeader('ODOO_API_KEY', account.apiKey)}`,
    'content-type': 'application/json; charset=utf-8',
    'x-odoo-database': forHeader('ODOO_DB', account.db),
  };
  return {
    to: (path: string, body: string, signal: AbortSignal): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const request = protocol.request(
          `${addressOf(account)}${path}`,
          {
            method: 'POST',
            headers: { ...headers, 'content-length': Buffer.byteLength(body) },
            agent,
            signal,
          },
          (response) => {
            const { statusCode: status = 0 } = response;
            text(response).then((said) => resolve({ status, said }), reject);
          },
        );
        request.on('error', reject);
        request.end(body);
      }),

    close: () => agent.destroy(),
  };
};

/** @throws OdooMisconfigured where a header can't be made of the value. */
const forHeader = (variable: string, value: string): string => {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new OdooMisconfigured(
    `${variable} holds characters that no HTTP header carries, a space or an umlaut for example: ` +
      'check it, or use ODOO_TRANSPORT=xmlrpc',
  );
};

const resultOf = (
  account: Account,
  { call, path, said, status }: Answer & { readonly call: string; readonly path: string },
): unknown => {
  const json = parsed(said);
  if (json && status === 200) return json.value;
  if (status === 200 && !said.trimStart().startsWith('<')) {
    throw brokenConnection(account, { code: 'an answer that is not whole' });
  }
  const { data } = complaint.safeParse(json?.value);
  if (!data || isOfGateway(status)) throw foreignAnswer(account, { path, status, hint: HINT });
  if (status === 401 || data.name.endsWith('.AccessDenied')) throw refusedLogin(account);
  throw complained(account, { call, text: `${data.name}: ${data.message}` });
};

/** While Odoo can't get at its database it has no JSON-2 either, and a page for whoever looks for it. */
const isNowhere = ({ said, status }: Answer): boolean => status === 404 && !parsed(said);

/** Odoo itself answers with none of these. */
const isOfGateway = (status: number): boolean => status === 429 || status > 500;

const parsed = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};
