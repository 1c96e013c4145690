import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type OdooOptions, openOdoo } from '../../lib/ledger/odoo/client.js';
import { OdooUnreachable } from '../../lib/ledger/odoo/odoo.js';
import { type Answering, SmallServer, value, xml } from './small-server.js';

const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const serve = async (answering: Answering): Promise<SmallServer> => {
  const server = await SmallServer.open(answering);
  opened.push(() => server.close());
  return server;
};

const connect = (url: string, options: Pick<OdooOptions, 'transport'> & Partial<OdooOptions>) => {
  const odoo = openOdoo({
    url,
    db: 'credits',
    username: 'ledger@example.com',
    apiKey: 'b7c1f0e0d9a8473f',
    deadlineMs: 300,
    ...options,
  });
  opened.push(() => odoo.close());
  return odoo;
};

/** How long it took to fail, in ms, and with what. */
const failing = async (call: Promise<unknown>): Promise<{ ms: number; error: unknown }> => {
  const from = performance.now();
  const error: unknown = await call.then(
    () => 'no failure',
    (thrown: unknown) => thrown,
  );
  return { ms: performance.now() - from, error };
};

const expectInTime = ({ ms, error }: { ms: number; error: unknown }, deadlineMs = 300): void => {
  expect(error).toBeInstanceOf(OdooUnreachable);
  expect(String(error)).toMatch(/within 0\.\d+ s/);
  // Timers count from when the event loop last looked at the clock.
  expect(ms).toBeGreaterThan(deadlineMs - 50);
  expect(ms).toBeLessThan(deadlineMs + 100);
};

const noneOpen = async (server: SmallServer): Promise<void> => {
  const until = performance.now() + 1_000;
  while (server.openSockets > 0 && performance.now() < until) await pause(5);
  expect(server.openSockets).toBe(0);
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const signedIn =
  (answering: Answering): Answering =>
  (asked, response) => {
    if (asked.path.endsWith('/common')) xml(response, value('<int>7</int>'));
    else answering(asked, response);
  };

const portOf = (server: Server): number => {
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('not listening');
  return address.port;
};

/** Of a process that listens, but takes no connection in; the system makes two for it, and answers no more. */
const deafAddress = async (): Promise<string> => {
  const deaf = spawn(process.execPath, ['--eval', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
  opened.push(() => deaf.kill('SIGKILL'));
  const [said] = await once(deaf.stdout, 'data');
  const port = Number(String(said));
  for (let n = 0; n < 4; n += 1) {
    const socket = createConnection(port, '127.0.0.1').on('error', () => {});
    opened.push(() => socket.destroy());
  }
  await pause(100);
  return `http://127.0.0.1:${port}`;
};

const DEAF = `const server = require('node:net').createServer();
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30_000);
  });`;

describe.each([
  ['the package', { transport: 'xmlrpc' }],
  ['its engine', { transport: 'xmlrpc', uid: 7 }],
  ['JSON-2', { transport: 'json2' }],
] as const)('the deadline is kept by %s', (_, options) => {
  it.each<[string, Answering]>([
    ['never answers', () => {}],
    [
      'sends headers, and hangs',
      (_asked, response) => {
        response.writeHead(200, { 'content-type': 'text/xml' });
        response.flushHeaders();
      },
    ],
    [
      'hangs within the answer',
      (_asked, response) => {
        response.writeHead(200, { 'content-length': '900' });
        response.write('<?xml version="1.0"?><methodResponse><params>');
      },
    ],
    [
      'goes on sending, byte by byte',
      (_asked, response) => {
        response.write('<?xml version="1.0"?><methodResponse>');
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
    [
      'says only 404, and hangs',
      (_asked, response) => {
        response.writeHead(404, { 'content-length': '900' });
        response.write('<html>');
      },
    ],
  ])('at a server that %s, and no socket is left', async (how, answering) => {
    const server = await serve(signedIn(answering));
    const odoo = connect(server.url, options);
    const result = await failing(odoo.write('crm.lead', 'load', {}));
    // The package tells of a 404 before its page has come.
    if (!how.includes('404') || options.transport === 'json2') expectInTime(result);
    await noneOpen(server);
  });

  it('where the connection itself is never made', async () => {
    expectInTime(
      await failing(connect(await deafAddress(), options).write('crm.lead', 'load', {})),
    );
  });

  it('where nobody speaks TLS', async () => {
    const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    opened.push(() => silent.close());
    const odoo = connect(`https://127.0.0.1:${portOf(silent)}`, options);
    const [{ 0: socket }, result] = await Promise.all([
      once(silent, 'connection'),
      failing(odoo.write('crm.lead', 'load', {})),
    ]);
    expectInTime(result);
    if (!socket.closed) await once(socket, 'close');
  });

  it('also for reads, with what they repeat', async () => {
    let asked = 0;
    const server = await serve(
      signedIn((_asked, response) => {
        asked += 1;
        if (asked === 1) response.destroy();
      }),
    );
    expectInTime(await failing(connect(server.url, options).read('crm.lead', 'read', {})));
    expect(asked).toBe(2);
    await noneOpen(server);
  });

  it('also for calls that wait for their turn, which are not sent after it', async () => {
    const server = await serve(signedIn(() => {}));
    const odoo = connect(server.url, { ...options, mostAtOnce: 2 });
    const calls = Array.from({ length: 6 }, () => failing(odoo.write('crm.lead', 'load', {})));
    for (const result of await Promise.all(calls)) expectInTime(result);
    await pause(50);
    expect(server.asked.filter(({ path }) => !path.endsWith('/common'))).toHaveLength(2);
    await noneOpen(server);
  });

  it('and an answer that comes after it harms nobody', async () => {
    let slow = true;
    const answer: Answering = (_asked, response) =>
      options.transport === 'json2' ? response.end('1') : xml(response, value('<int>1</int>'));
    const server = await serve(
      signedIn((asked, response) => {
        if (slow) setTimeout(() => answer(asked, response), 400);
        else answer(asked, response);
      }),
    );
    const odoo = connect(server.url, options);
    expectInTime(await failing(odoo.write('crm.lead', 'load', {})));
    slow = false;
    await pause(150);
    expect(await odoo.read('crm.lead', 'search_count', {})).toBe(1);
  });
});

it('the deadline is kept while signing in, by each of many', async () => {
  const server = await serve(() => {});
  const odoo = connect(server.url, { transport: 'xmlrpc' });
  const calls = Array.from({ length: 12 }, () => failing(odoo.write('crm.lead', 'load', {})));
  for (const result of await Promise.all(calls)) expectInTime(result);
  expect(server.asked).toHaveLength(1);
  await noneOpen(server);
});

it('requests of others in the process are left alone', async () => {
  const server = await serve((_, response) => {
    setTimeout(() => response.end('mine'), 500);
  });
  const hanging = await serve(() => {});
  const mine = fetch(server.url).then((response) => response.text());
  expectInTime(
    await failing(connect(hanging.url, { transport: 'xmlrpc' }).write('crm.lead', 'load', {})),
  );
  expect(await mine).toBe('mine');
});
