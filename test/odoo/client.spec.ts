import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import xmlrpc from 'xmlrpc';
import { type OdooOptions, openOdoo } from '../../lib/ledger/odoo/client.js';
import { OdooMisconfigured, OdooUnreachable } from '../../lib/ledger/odoo/odoo.js';
import { type Answering, SmallServer, value, xml } from './small-server.js';

const KEY = 'b7c1f0e0d9a8473f';
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const serve = async (answering: Answering): Promise<SmallServer> => {
  const server = await SmallServer.open(answering);
  opened.push(() => server.close());
  return server;
};

const connect = (url: string, options: Partial<OdooOptions> = {}) => {
  const odoo = openOdoo({
    url,
    db: 'credits',
    username: 'ledger@example.com',
    apiKey: KEY,
    transport: 'xmlrpc',
    ...options,
  });
  opened.push(() => odoo.close());
  return odoo;
};

const isLogin = ({ path }: { readonly path: string }): boolean => path.endsWith('/common');

/** User 7, and one for every method. */
const friendly: Answering = (asked, response) =>
  xml(response, value(isLogin(asked) ? '<int>7</int>' : '<int>1</int>'));

/** Odoo's two calls on the engine's own server, which keeps the parameters that it read. */
const listening = async (params: unknown[]) => {
  const server = xmlrpc.createServer({ host: '127.0.0.1', port: 0 });
  await once(server.httpServer, 'listening');
  opened.push(() => server.httpServer.close());
  server.on('authenticate', (_, given, callback) => {
    params.push(given);
    callback(null, 7);
  });
  server.on('execute_kw', (_, given, callback) => {
    params.push(given);
    callback(null, true);
  });
  const address = server.httpServer.address();
  if (!address || typeof address === 'string') throw new Error('not listening');
  return `http://127.0.0.1:${address.port}`;
};

describe('a call by XML-RPC', () => {
  it.each([
    ['by the package', {}, ''],
    ['by the engine under it, for a known user', { uid: 7 }, ''],
    ['by the engine under it, for an Odoo behind a prefix', {}, '/erp/'],
  ])('names its records by position and all else by name: %s', async (_, options, prefix) => {
    const params: unknown[] = [];
    const odoo = connect(`${await listening(params)}${prefix}`, options);
    await odoo.write('crm.lead', 'load', {
      fields: ['id'],
      data: [['a']],
      context: { lang: false },
    });
    await odoo.read('crm.lead', 'read', { ids: [4, 5], fields: ['name'] });
    expect(params.slice(-2)).toEqual([
      [
        'credits',
        7,
        KEY,
        'crm.lead',
        'load',
        [],
        { fields: ['id'], data: [['a']], context: { lang: false } },
      ],
      ['credits', 7, KEY, 'crm.lead', 'read', [[4, 5]], { fields: ['name'] }],
    ]);
  });

  it('goes below the prefix that Odoo is behind', async () => {
    const server = await serve(friendly);
    await connect(`${server.url}/erp/`).read('crm.lead', 'search_count', { domain: [] });
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/erp/xmlrpc/2/common',
      '/erp/xmlrpc/2/object',
    ]);
  });

  it.each([
    'plain',
    '',
    ' \n\t ',
    'a\r\nb',
    '<b>&"ä\r\n</b>',
    '🎈 <🎈>',
    '&amp; ]]> &lt;',
    ']]></string></value></param>]]></string></value></param>',
    '<]]>]]></string></value><value><string>&',
  ])('brings %j over as it is', async (text) => {
    const params: unknown[] = [];
    const odoo = connect(await listening(params), { uid: 7 });
    await odoo.write('crm.lead', 'load', { data: [[text, { [`x`]: text }]] });
    expect(params).toEqual([
      ['credits', 7, KEY, 'crm.lead', 'load', [], { data: [[text, { x: text }]] }],
    ]);
  });

  it('brings numbers, truth and nothing over as they are, and leaves out what is undefined', async () => {
    const params: unknown[] = [];
    const odoo = connect(await listening(params), { uid: 7 });
    const named = { a: 2_147_483_648, b: -1, c: 0.5, d: false, e: null, f: undefined, g: [true] };
    await odoo.write('crm.lead', 'load', named);
    const { f: _, ...carried } = named;
    expect(params).toEqual([['credits', 7, KEY, 'crm.lead', 'load', [], carried]]);
  });

  it.each([
    ['a control character', 'a\u0000b', 'load.data[0][1] holds a character'],
    ['half of a letter', 'a\ud83cb', 'load.data[0][1] holds a character'],
    ['a character that XML has not', 'a\uffffb', 'load.data[0][1] holds a character'],
    ['a number that is not exact', 2 ** 53, 'load.data[0][1] is no number'],
    ['no number', Number.NaN, 'load.data[0][1] is no number'],
    ['a date', new Date(0), 'load.data[0][1] is neither'],
    ['nothing at all', undefined, 'load.data[0][1] is neither'],
  ])('refuses %s by rejecting, and sends nothing', async (_, given, message) => {
    for (const transport of ['xmlrpc', 'json2'] as const) {
      const server = await serve(friendly);
      const odoo = connect(server.url, { uid: 7, transport });
      const call = odoo.write('crm.lead', 'load', { data: [['x', given]] });
      await expect(call).rejects.toThrow(TypeError);
      await expect(call).rejects.toThrow(message);
      expect(server.asked).toEqual([]);
    }
  });

  it('gives null for what Odoo returns nothing from', async () => {
    const nothing = `<fault><value><struct><member><name>faultCode</name><value><int>1</int></value></member>
      <member><name>faultString</name><value><string>Traceback (most recent call last):
  File "/usr/lib/python3.11/xmlrpc/client.py", line 513, in __dump
    f(self, value, write)
  File "/usr/lib/python3.11/xmlrpc/client.py", line 517, in dump_nil
    raise TypeError("cannot marshal None unless allow_none is enabled")
TypeError: cannot marshal None unless allow_none is enabled
</string></value></member></struct></value></fault>`;
    const server = await serve((_, response) => xml(response, nothing));
    expect(await connect(server.url, { uid: 7 }).write('res.users', 'do', {})).toBeNull();
  });
});

describe('signing in', () => {
  it('happens once for twenty calls at once, and for those after them', async () => {
    const server = await serve((asked, response) => {
      setTimeout(() => friendly(asked, response), isLogin(asked) ? 50 : 0);
    });
    const odoo = connect(server.url);
    const count = () => odoo.read('crm.lead', 'search_count', { domain: [] });
    expect(await Promise.all(Array.from({ length: 20 }, count))).toEqual(Array(20).fill(1));
    expect(await count()).toBe(1);
    expect(server.asked.filter(isLogin)).toHaveLength(1);
    expect(server.asked).toHaveLength(22);
  });

  it('is not done for a user whose number is known', async () => {
    const server = await serve(friendly);
    await connect(server.url, { uid: 7 }).read('crm.lead', 'search_count', { domain: [] });
    expect(server.asked.map(({ path }) => path)).toEqual(['/xmlrpc/2/object']);
  });

  it('is tried again by the next call where it failed', async () => {
    let logins = 0;
    const server = await serve((asked, response) => {
      if (isLogin(asked) && ++logins === 1) xml(response, value('<boolean>0</boolean>'));
      else friendly(asked, response);
    });
    const odoo = connect(server.url);
    const count = () => odoo.read('crm.lead', 'search_count', { domain: [] });
    await expect(count()).rejects.toThrow(OdooMisconfigured);
    expect(await count()).toBe(1);
  });
});

describe('repeating', () => {
  const brokenOnce = (): Answering => {
    let asked = 0;
    return (request, response) => {
      asked += 1;
      if (asked === 1) response.destroy();
      else friendly(request, response);
    };
  };

  it.each(['xmlrpc', 'json2'] as const)('is for reads only: %s', async (transport) => {
    const reading = await serve(transport === 'json2' ? jsonOnce() : brokenOnce());
    const odoo = connect(reading.url, { uid: 7, transport });
    expect(await odoo.read('crm.lead', 'search_count', { domain: [] })).toBe(1);
    expect(reading.asked).toHaveLength(2);

    const writing = await serve(transport === 'json2' ? jsonOnce() : brokenOnce());
    const write = connect(writing.url, { uid: 7, transport }).write('crm.lead', 'load', {});
    await expect(write).rejects.toThrow(OdooUnreachable);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(writing.asked).toHaveLength(1);
  });

  const jsonOnce = (): Answering => {
    let asked = 0;
    return (_, response) => {
      asked += 1;
      if (asked === 1) response.destroy();
      else response.end('1');
    };
  };

  it('ends after three attempts', async () => {
    const server = await serve((_, response) => response.destroy());
    const read = connect(server.url, { uid: 7 }).read('crm.lead', 'search_count', { domain: [] });
    await expect(read).rejects.toThrow(OdooUnreachable);
    expect(server.asked).toHaveLength(3);
  });
});

describe('many calls', () => {
  it.each(['xmlrpc', 'json2'] as const)(
    'go so many at once, first come first served: %s',
    async (transport) => {
      let now = 0;
      let most = 0;
      const server = await serve((_, response) => {
        now += 1;
        most = Math.max(most, now);
        setTimeout(() => {
          now -= 1;
          if (transport === 'json2') response.end('1');
          else xml(response, value('<int>1</int>'));
        }, 20);
      });
      const odoo = connect(server.url, { uid: 7, transport, mostAtOnce: 3 });
      const done: number[] = [];
      await Promise.all(
        Array.from({ length: 12 }, async (_, n) => {
          await odoo.write('crm.lead', 'load', { n });
          done.push(n);
        }),
      );
      expect(most).toBe(3);
      const turnsOf = done.map((n) => Math.floor(n / 3));
      expect(turnsOf).toEqual([...turnsOf].sort((a, b) => a - b));
    },
  );
});

describe('closing', () => {
  it.each([{ uid: 7 }, {}])(
    'ends what is under way, and refuses what comes later (%j)',
    async (options) => {
      const server = await serve((asked, response) => {
        if (isLogin(asked)) friendly(asked, response);
      });
      const odoo = connect(server.url, options);
      const hanging = odoo.read('crm.lead', 'search_count', { domain: [] });
      const ended = expect(hanging).rejects.toThrow('was closed');
      while (server.asked.filter((asked) => !isLogin(asked)).length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      odoo.close();
      await ended;
      await expect(odoo.read('crm.lead', 'read', {})).rejects.toThrow('has been closed');
    },
  );
});

describe('settings', () => {
  it.each([
    ['odoo.example.com', 'ODOO_URL'],
    ['ftp://odoo.example.com', 'ODOO_URL'],
    ['https://me:secret@odoo.example.com', 'ODOO_URL'],
  ])('refuse %s as an address', (url, named) => {
    expect(() => connect(url)).toThrow(OdooMisconfigured);
    expect(() => connect(url)).toThrow(named);
    expect(() => connect(url)).not.toThrow('secret');
  });

  it.each([
    ['ODOO_API_KEY', { apiKey: 'a\nb\u0007' }],
    ['ODOO_DB', { db: '' }],
  ])('refuse what is no %s', (named, options) => {
    expect(() => connect('http://127.0.0.1:1', options)).toThrow(named);
  });

  it('refuse a key that no header carries where it has to be in one', () => {
    const json2 = { apiKey: 'kéy two', transport: 'json2' } as const;
    expect(() => connect('http://127.0.0.1:1', json2)).toThrow('ODOO_API_KEY');
    expect(() => connect('http://127.0.0.1:1', json2)).not.toThrow('kéy');
  });
});
