import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type OdooOptions, openOdoo } from '../../lib/ledger/odoo/client.js';
import { OdooFault, OdooMisconfigured, OdooUnreachable } from '../../lib/ledger/odoo/odoo.js';
import {
  type Answering,
  fault,
  json,
  page,
  SmallServer,
  traceback,
  value,
  xml,
} from './small-server.js';

const KEY = 'b7c1f0e0d9a8473f';
const LOGIN = 'ledger@example.com';
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

type Kind = Pick<OdooOptions, 'transport' | 'uid'>;

/** By the package, by the engine under it, by JSON-2. */
const PACKAGE: Kind = { transport: 'xmlrpc' };
const ENGINE: Kind = { transport: 'xmlrpc', uid: 7 };
const JSON2: Kind = { transport: 'json2' };

const connect = (url: string, kind: Kind) => {
  const odoo = openOdoo({ url, db: 'credits', username: LOGIN, apiKey: KEY, ...kind });
  opened.push(() => odoo.close());
  return odoo;
};

const serve = async (answering: Answering): Promise<SmallServer> => {
  const server = await SmallServer.open(answering);
  opened.push(() => server.close());
  return server;
};

/** What a write fails with at a server that signs everybody in and answers the call as given. */
const failureAt = async (kind: Kind, answering: Answering): Promise<unknown> => {
  const server = await serve((asked, response) => {
    if (asked.path.endsWith('/common')) xml(response, value('<int>7</int>'));
    else answering(asked, response);
  });
  return failureOf(server.url, kind);
};

const failureOf = (url: string, kind: Kind): Promise<unknown> =>
  connect(url, kind)
    .write('crm.lead', 'load', { fields: ['name'], data: [['CZ_SMCR|debit|k']] })
    .then(
      () => 'no failure',
      (error: unknown) => error,
    );

const expectFailure = (
  error: unknown,
  type: new (message: string) => Error,
  said: RegExp,
): void => {
  expect(error).toBeInstanceOf(type);
  if (!(error instanceof Error)) return;
  expect(error.message).toMatch(said);
  const all = [
    error.message,
    error.stack,
    JSON.stringify(error),
    inspect(error, { depth: 9, showHidden: true }),
  ];
  for (const text of all) {
    expect(text).not.toContain(KEY);
    expect(text).not.toContain('CZ_SMCR|debit|k');
    expect(text).not.toContain('/usr/lib/odoo');
  }
};

const faulty =
  (code: number, said: string): Answering =>
  (_, response) =>
    xml(response, fault(code, said));

describe.each([
  ['the package', PACKAGE],
  ['its engine', ENGINE],
])('a fault by %s', (_, kind) => {
  it.each([
    [3, 'Access Denied', OdooMisconfigured, /ODOO_USERNAME and ODOO_API_KEY.*90 days/],
    [
      4,
      "You are not allowed to modify 'Lead' (crm.lead) records.\n\nNo group allows this.",
      OdooFault,
      /^crm\.lead\.load failed in Odoo: You are not allowed to modify 'Lead' \(crm\.lead\) records\. No group allows this\.$/,
    ],
    [2, "Object crm.lead doesn't exist", OdooFault, /doesn't exist/],
    [
      2,
      'Record does not exist or has been deleted.\n(Record: res.users(999,), User: 999)',
      OdooMisconfigured,
      /ODOO_UID/,
    ],
    [
      2,
      'Record does not exist or has been deleted.\n(Record: crm.lead(999,), User: 7)',
      OdooFault,
      /crm\.lead\(999,\)/,
    ],
    [
      1,
      traceback("ValueError: Invalid field 'x' on model 'crm.lead'\nmore"),
      OdooFault,
      /: ValueError: Invalid field 'x' on model 'crm\.lead'$/,
    ],
    [
      1,
      traceback(
        `KeyError: 'nodb'\n\nDuring handling …:\n\n${traceback('psycopg2.OperationalError: connection to server on socket "/run/.s" failed: FATAL:  database "credits" does not exist')}`,
      ),
      OdooMisconfigured,
      /no database "credits": check ODOO_DB/,
    ],
    [
      1,
      traceback('psycopg2.OperationalError: server closed the connection unexpectedly'),
      OdooUnreachable,
      /its own database/,
    ],
    [
      1,
      traceback('psycopg2.DatabaseError: server closed the connection unexpectedly'),
      OdooUnreachable,
      /its own database/,
    ],
    [
      1,
      traceback('psycopg2.errors.SerializationFailure: could not serialize access'),
      OdooFault,
      /could not serialize/,
    ],
    [
      1,
      traceback(
        '  f(self, value, write)\n  File "x", line 1, in dump_struct\nTypeError: cannot marshal None unless allow_none is enabled',
      ),
      OdooUnreachable,
      /returned something/,
    ],
    [1, traceback(`ValueError: what about ${KEY}?`), OdooFault, /what about …\?/],
    [1, traceback(`ValueError: ${'x'.repeat(5_000)}`), OdooFault, /^.{250,340}$/],
    [1, '', OdooFault, /crm\.lead\.load failed/],
  ] as const)('of code %i is told in words that help: %s', async (code, said, type, words) => {
    expectFailure(await failureAt(kind, faulty(code, said)), type, words);
  });
});

describe('a refused login', () => {
  it.each([
    ['the package', '', PACKAGE],
    ['its engine', '/erp', PACKAGE],
  ])('is told by what to check: %s', async (_, prefix, kind) => {
    const server = await serve((_asked, response) => xml(response, value('<boolean>0</boolean>')));
    const error = await failureOf(`${server.url}${prefix}`, kind);
    expectFailure(error, OdooMisconfigured, /ODOO_USERNAME and ODOO_API_KEY/);
    expect(server.asked).toHaveLength(1);
  });

  it('names the user’s number where it is set', async () => {
    expectFailure(
      await failureAt(ENGINE, faulty(3, 'Access Denied')),
      OdooMisconfigured,
      /ODOO_UID/,
    );
  });
});

describe.each([
  ['the package', PACKAGE],
  ['its engine', ENGINE],
  ['JSON-2', JSON2],
])('what is not Odoo is told apart by %s', (_, kind) => {
  it.each([
    [502, OdooUnreachable, /gateway.*status 502/],
    [503, OdooUnreachable, /status 503/],
    [429, OdooUnreachable, /status 429/],
    [200, OdooMisconfigured, /no Odoo at .*another page.*ODOO_URL/],
    [404, OdooMisconfigured, /no Odoo at .*status 404.*ODOO_URL/],
    [403, OdooMisconfigured, /no Odoo at .*status 403/],
  ] as const)('a page with status %i', async (status, type, words) => {
    expectFailure(await failureAt(kind, (_asked, response) => page(response, status)), type, words);
  });

  it('a redirect, which is not followed', async () => {
    const server = await serve((_asked, response) => {
      response.writeHead(308, { location: '/elsewhere' });
      response.end();
    });
    expectFailure(await failureOf(server.url, kind), OdooMisconfigured, /a redirect.*https/);
    expect(server.asked).toHaveLength(1);
  });

  it.each<[string, Answering]>([
    ['dropped before any answer', (_asked, response) => response.destroy()],
    [
      'dropped within the answer',
      (_asked, response) => {
        response.writeHead(200, { 'content-length': '900' });
        response.write('<?xml version="1.0"?><methodResponse><params>');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['empty', (_asked, response) => response.end()],
  ])('a connection that is %s', async (_how, answering) => {
    expectFailure(await failureAt(kind, answering), OdooUnreachable, /can't be reached/);
  });

  it.each([
    ['nobody listens', 'http://127.0.0.1:1', /ECONNREFUSED/],
    // A name too long for the DNS is refused at once, by the resolver itself, wherever there is no network.
    ['the name is nobody’s', `http://${'o'.repeat(64)}.invalid`, /ENOTFOUND|EAI_/],
    ['https is spoken to http', 'https', /EPROTO|ERR_SSL|ECONNRESET/],
  ])('an address where %s', async (_where, url, words) => {
    const server = await serve((_asked, response) => response.end());
    const at = url === 'https' ? server.url.replace('http:', 'https:') : url;
    expectFailure(await failureOf(at, kind), OdooUnreachable, words);
  });
});

it('an answer of XML-RPC that ends too early is no answer', async () => {
  const error = await failureAt(PACKAGE, (_, response) => {
    response.end('<?xml version="1.0"?><methodResponse><params><param><value><array>');
  });
  expectFailure(error, OdooUnreachable, /broke off/);
});

it('an answer of JSON-2 that ends too early is no answer', async () => {
  const error = await failureAt(JSON2, (_, response) => {
    response.end('{"ids": [1');
  });
  expectFailure(error, OdooUnreachable, /broke off/);
});

describe('a call by JSON-2', () => {
  it('is a POST of what is named, with the key and the database in headers', async () => {
    const server = await serve((_, response) => json(response, 200, { ids: [4], messages: [] }));
    const named = {
      ids: [4],
      data: [['<b>&"ä]]>]]>', null]],
      context: { lang: false },
    };
    const answer = await connect(server.url, JSON2).write('crm.lead', 'load', {
      ...named,
      x: undefined,
    });
    expect(answer).toEqual({ ids: [4], messages: [] });
    const [asked] = server.asked;
    expect(asked?.path).toBe('/json/2/crm.lead/load');
    expect(asked?.headers).toMatchObject({
      authorization: `bearer ${KEY}`,
      'x-odoo-database': 'credits',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(JSON.parse(asked?.body ?? '')).toEqual(named);
  });

  it.each([0, false, null, '', []])('gives back %j', async (answer) => {
    const server = await serve((_, response) => json(response, 200, answer));
    expect(await connect(server.url, JSON2).read('crm.lead', 'search', {})).toEqual(answer);
  });

  it.each([
    [401, 'werkzeug.exceptions.Unauthorized', 'Invalid apikey', OdooMisconfigured, /ODOO_API_KEY/],
    [403, 'odoo.exceptions.AccessDenied', 'Access Denied', OdooMisconfigured, /ODOO_API_KEY/],
    [
      403,
      'odoo.exceptions.AccessError',
      "You are not allowed to\n\nmodify 'Lead'",
      OdooFault,
      /allowed to modify/,
    ],
    [
      404,
      'werkzeug.exceptions.NotFound',
      "the model 'crm.lead' does not exist",
      OdooFault,
      /does not exist/,
    ],
    [
      422,
      'werkzeug.exceptions.UnprocessableEntity',
      "missing a required argument: 'fields'",
      OdooFault,
      /missing a required/,
    ],
    [
      500,
      'builtins.ValueError',
      `Invalid field 'x' ${KEY}`,
      OdooFault,
      /ValueError: Invalid field 'x' …$/,
    ],
    [
      500,
      'psycopg2.OperationalError',
      'server closed the connection',
      OdooUnreachable,
      /its own database/,
    ],
    [503, 'a.gateways', 'own json', OdooUnreachable, /status 503/],
  ] as const)(
    'that fails with status %i and %s is told in words that help',
    async (status, name, message, type, words) => {
      const body = { name, message, arguments: [message], context: {}, debug: traceback('x') };
      expectFailure(
        await failureAt(JSON2, (_, response) => json(response, status, body)),
        type,
        words,
      );
    },
  );

  it('that finds nothing says what JSON-2 needs', async () => {
    const error = await failureAt(JSON2, (_, response) => page(response, 404));
    expectFailure(error, OdooMisconfigured, /Odoo 19.*ODOO_TRANSPORT.*ODOO_DB/);
  });

  it('that finds nothing any more, where it did before, is away', async () => {
    const server = await serve(({ path }, response) => {
      if (path.endsWith('/search')) json(response, 200, [1]);
      else page(response, 404);
    });
    const odoo = connect(server.url, JSON2);
    await odoo.read('crm.lead', 'search', { domain: [] });
    const error = await odoo.write('crm.lead', 'load', {}).catch((failure: unknown) => failure);
    expectFailure(error, OdooUnreachable, /has lost its own database/);
  });
});
