import { type IncomingMessage, request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { DevServer, newFolder } from './dev-server.js';

type Asked = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

type Answered = Pick<IncomingMessage, 'headers'> & {
  readonly status: number | undefined;
  readonly text: string;
};

let server: DevServer;

beforeAll(async () => {
  server = await DevServer.on(newFolder());
  return async () => void (await server.stop());
});

/** Sends a path as it is written, and any header: fetch would tidy both. */
const ask = (path: string, { body, headers = {}, method = 'GET' }: Asked = {}): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(server.url);
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, async (answer) => {
      const chunks = await answer.toArray();
      const text = Buffer.concat(chunks).toString();
      resolve({ status: answer.statusCode, headers: answer.headers, text });
    });
    asked.once('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });

describe('the pages of the local server', () => {
  it.each(['/', '/account', '/console', '/reference', '/account?payment=cs_1'])(
    '%s is a page, under its clean address',
    async (path) => {
      const { headers, status, text } = await ask(path);
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(text).toContain('<meta name="sign-in" content="name">');
    },
  );

  it.each([
    ['/account.html', '/account'],
    ['/index.html', '/'],
    ['/index', '/'],
    ['/console/', '/console'],
    ['/account.html?payment=cs_1', '/account?payment=cs_1'],
    ['//elsewhere.example/x.html', '/elsewhere.example/x'],
  ])('%s leads to %s', async (path, location) => {
    expect(await ask(path)).toMatchObject({ status: 308, headers: { location } });
  });

  it('let no other site frame them, and bound what they may load', async () => {
    const { headers, text } = await ask('/account');
    expect(headers).toMatchObject({
      'content-security-policy': "frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(text).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
  });

  it('keep in a browser only what the next edit gives another name', async () => {
    const { headers, text } = await ask('/account');
    const [asset = 'none'] = /\/assets\/[\w.-]+\.js/.exec(text) ?? [];
    expect((await ask(asset)).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['cache-control']).toBe('no-cache');
  });

  it('give the components to pages of any site', async () => {
    expect(await ask('/cz-credits.js')).toMatchObject({
      status: 200,
      headers: {
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'no-cache',
      },
    });
  });

  it('answer HEAD as GET, without the page', async () => {
    const [head, get] = [await ask('/account', { method: 'HEAD' }), await ask('/account')];
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
  });

  it.each([
    '/nothing',
    '/account/nothing',
    '/api/nothing',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/../../package.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/%00',
    '/%E0%A4%A',
    '/__proto__',
    '/web/pages/index',
  ])('%s is a page that says that nothing is there', async (path) => {
    const { headers, status, text } = await ask(path);
    expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(text).toContain('There is no page at this address');
  });
});

describe('a page that had its own name pointed at this machine', () => {
  const NAMES = [
    'rebound.example',
    'rebound.example:3000',
    'localhost.elsewhere.example',
    'elsewhere.example.localhost',
    '192.168.1.7:3000',
  ];
  const byThatName = (host: string) => ({
    host,
    origin: `http://${host}`,
    'x-cz-registry-admin': 'dev-admin-secret',
  });

  it.each(NAMES)('gets no page, no answer of the API and no token as %s', async (name) => {
    const headers = byThatName(name);
    const answers = await Promise.all([
      ask('/', { headers }),
      ask('/api/action-registry-admin', { headers }),
      ask('/v1/admin/entries?clientId=ada', { headers }),
      ask('/local/sign-in', { method: 'POST', headers, body: { clientId: 'eve' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([421, 421, 421, 421]);
    expect(answers.map(({ text }) => text).join()).not.toMatch(/token|<html/);
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])('is told from one at %s', async (name) => {
    const headers = byThatName(`${name}:${new URL(server.url).port}`);
    expect((await ask('/api/action-registry-admin', { headers })).status).toBe(200);
  });
});

describe('signing in by a name', () => {
  const signIn = (headers: Readonly<Record<string, string>>, body: unknown = { clientId: 'eve' }) =>
    ask('/local/sign-in', { method: 'POST', headers, body });
  const at = (host: string) => ({ host, origin: `http://${host}` });

  it.each(['localhost', '127.0.0.1'])('works on a page of the server at %s', async (name) => {
    const { status, text } = await signIn(at(`${name}:${new URL(server.url).port}`));
    expect(status).toBe(200);
    const authorization = `Bearer ${JSON.parse(text).token}`;
    const state = await ask('/api/credits-state', { headers: { authorization } });
    expect(JSON.parse(state.text)).toMatchObject({ clientId: 'eve' });
  });

  it.each([
    ['a page of another site', { origin: 'https://elsewhere.example' }],
    ['a page of another port', { origin: 'http://localhost:1' }],
    ['a page that hides where it is from', { origin: 'null' }],
    ['no page at all', { origin: undefined }],
  ])('is refused to %s', async (_, given) => {
    const host = `localhost:${new URL(server.url).port}`;
    const headers = Object.entries({ host, ...given }).filter(
      (each): each is [string, string] => each[1] !== undefined,
    );
    const { status, text } = await signIn(Object.fromEntries(headers));
    expect(status).toBe(403);
    expect(text).not.toContain('token');
  });

  it.each([
    ['no name', {}],
    ['an empty one', { clientId: '' }],
    ['one that no wallet can have', { clientId: '../eve' }],
    ['one with a line break, which would make another an operator', { clientId: 'eve\nmallory' }],
    ['more than is asked', { clientId: 'eve', admin: true }],
    ['no object', 'eve'],
  ])('is refused with %s', async (_, body) => {
    const { status } = await signIn(at(`localhost:${new URL(server.url).port}`), body);
    expect(status).toBe(422);
  });

  it('makes nobody an operator who did not ask for it', async () => {
    const own = at(`localhost:${new URL(server.url).port}`);
    const may = async (body: unknown) => {
      const { token } = JSON.parse((await signIn(own, body)).text);
      const headers = { authorization: `Bearer ${token}` };
      return (await ask('/api/credits-state?clientId=ada', { headers })).status;
    };
    expect(await may({ clientId: 'eve' })).toBe(403);
    expect(await may({ clientId: 'grace', operator: true })).toBe(200);
    expect(await may({ clientId: 'eve' })).toBe(403);
  });

  it('is no page: it cannot be looked at', async () => {
    expect((await ask('/local/sign-in')).status).toBe(404);
  });
});
