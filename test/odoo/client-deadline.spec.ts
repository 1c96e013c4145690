import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OdooOptions, openOdoo } from '../../lib/ledger/odoo/client.js';
import { OdooUnreachable } from '../../lib/ledger/odoo/odoo.js';
import { type Answering, type Asked, SmallServer, value, xml } from './small-server.js';

const DEADLINE_MS = 300;

const opened: (() => unknown)[] = [];

// The deadline's clock goes on when a test says so: servers and sockets are real, and may take as long as they like.
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(async () => {
  vi.useRealTimers();
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
    deadlineMs: DEADLINE_MS,
    ...options,
  });
  opened.push(() => odoo.close());
  return odoo;
};

/** Calls fail when their deadline comes, and not before; they wait for it where `hanging` resolves. */
const expectInTime = async (
  calls: readonly Promise<unknown>[],
  hanging: Promise<unknown>,
): Promise<void> => {
  const failures: unknown[] = [];
  const all = calls.map((call) =>
    call.then(
      () => failures.push('no failure'),
      (error: unknown) => failures.push(error),
    ),
  );
  await hanging;
  await vi.advanceTimersByTimeAsync(DEADLINE_MS - 1);
  expect(failures).toEqual([]);
  vi.advanceTimersByTime(1);
  await Promise.all(all);
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(OdooUnreachable);
    expect(String(failure)).toMatch(/did not answer .* within 0\.3 s/);
  }
};

const isLogin = ({ path }: Asked): boolean => path.endsWith('/common');

/** Of the calls themselves, without the login. */
const callsAt = ({ asked }: SmallServer): number => asked.filter((each) => !isLogin(each)).length;

/** Without `expect.poll`, which would move the deadline's clock. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await pause(5);
};

const asked = (server: SmallServer, times = 1): Promise<void> =>
  until(() => callsAt(server) >= times);

const noneOpen = (server: SmallServer): Promise<void> => until(() => server.openSockets === 0);

const signedIn =
  (answering: Answering): Answering =>
  (request, response) => {
    if (isLogin(request)) xml(response, value('<int>7</int>'));
    else answering(request, response);
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
    const call = connect(server.url, options).write('crm.lead', 'load', {});
    // The package tells of a 404 before its page has come.
    if (how.includes('404') && options.transport === 'xmlrpc') {
      await expect(call).rejects.toThrow();
    } else {
      const begunToAnswer = asked(server).then(() => pause(20));
      await expectInTime([call], begunToAnswer);
    }
    await noneOpen(server);
  });

  it('where the connection itself is never made', async () => {
    const odoo = connect(await deafAddress(), options);
    await expectInTime([odoo.write('crm.lead', 'load', {})], pause(100));
  });

  it('where nobody speaks TLS', async () => {
    const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    opened.push(() => silent.close());
    const odoo = connect(`https://127.0.0.1:${portOf(silent)}`, options);
    const connected = once(silent, 'connection');
    await expectInTime([odoo.write('crm.lead', 'load', {})], connected);
    const [socket] = await connected;
    if (!socket.closed) await once(socket, 'close');
  });

  it('also for reads, with what they repeat', async () => {
    const server: SmallServer = await serve(
      signedIn((_asked, response) => {
        if (callsAt(server) === 1) response.destroy();
      }),
    );
    const odoo = connect(server.url, options);
    await expectInTime([odoo.read('crm.lead', 'read', {})], asked(server, 2));
    expect(callsAt(server)).toBe(2);
    await noneOpen(server);
  });

  it('also for calls that wait for their turn, which are not sent after it', async () => {
    const server = await serve(signedIn(() => {}));
    const odoo = connect(server.url, { ...options, mostAtOnce: 2 });
    const calls = Array.from({ length: 6 }, () => odoo.write('crm.lead', 'load', {}));
    await expectInTime(calls, asked(server, 2));
    await pause(50);
    expect(callsAt(server)).toBe(2);
    await noneOpen(server);
  });

  it('and an answer that comes after it harms nobody', async () => {
    const late: (() => void)[] = [];
    let isSlow = true;
    const server = await serve(
      signedIn((_asked, response) => {
        const answer = () => {
          if (options.transport === 'json2') response.end('1');
          else xml(response, value('<int>1</int>'));
        };
        if (isSlow) late.push(answer);
        else answer();
      }),
    );
    const odoo = connect(server.url, options);
    await expectInTime([odoo.write('crm.lead', 'load', {})], asked(server));
    for (const answer of late) answer();
    isSlow = false;
    await pause(50);
    expect(await odoo.read('crm.lead', 'search_count', {})).toBe(1);
  });
});

it('the deadline is kept while signing in, by each of many', async () => {
  const server = await serve(() => {});
  const odoo = connect(server.url, { transport: 'xmlrpc' });
  const calls = Array.from({ length: 12 }, () => odoo.write('crm.lead', 'load', {}));
  await expectInTime(
    calls,
    until(() => server.asked.length > 0),
  );
  expect(server.asked).toHaveLength(1);
  await noneOpen(server);
});

it('requests of others in the process are left alone', async () => {
  let answer = () => {};
  const server = await serve((_, response) => {
    answer = () => response.end('mine');
  });
  const hanging = await serve(() => {});
  const mine = fetch(server.url).then((response) => response.text());
  await until(() => server.asked.length > 0);
  const call = connect(hanging.url, { transport: 'xmlrpc' }).write('crm.lead', 'load', {});
  await expectInTime(
    [call],
    until(() => hanging.asked.length > 0),
  );
  answer();
  expect(await mine).toBe('mine');
});
