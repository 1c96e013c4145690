import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { App, Endpoint } from '../../lib/compose.js';
import { type Config, ConfigError, readConfig } from '../../lib/config.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { LOCAL_ISSUER, localKeys } from './keys.js';
import { isLocalOperator } from './operators.js';
import { onlyByOwnNames } from './own-names.js';
import { pages } from './pages.js';
import { signInByName } from './sign-in.js';

const API = new URL('../../api/', import.meta.url);
const PLATFORM = new URL('../../vercel.json', import.meta.url);

const platform = z.object({
  rewrites: z.array(z.object({ source: z.string(), destination: z.string() })),
});

/** Secrets of a local server; whatever the environment sets counts instead. */
export const LOCAL_SECRETS = {
  CZ_REGISTRY_ADMIN_SECRET: 'dev-admin-secret',
  CZ_SERVICE_SECRETS: 'dev:dev-service-secret',
  CZ_RECEIPT_SECRET: 'dev-receipt-secret',
  CRON_SECRET: 'dev-cron-secret',
};

/** On one's own machine every plan can be tried: nothing has a price, and all are self-service. */
export const localRegistry: RegistryDocument = {
  ...defaultCatalog,
  plans: defaultCatalog.plans.map(({ price, ...plan }) => ({ ...plan, selfService: true })),
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration of a local server: embedded unless CZ_LEDGER says otherwise, tokens of its own key. */
export const localConfig = async (env: Environment, port: number): Promise<Config> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const folder = given['CZ_DATA_DIR'] ?? '.data';
  const { publicPem } = await localKeys(folder);
  const local = {
    CZ_LEDGER: 'embedded',
    CZ_PUBLIC_APP_URL: `http://localhost:${port}`,
    CZ_RATE_LIMIT_USERS: 'off',
    CZ_RATE_LIMIT_STRANGERS: 'off',
    CZ_REQUEST_LOG: '0',
    ...LOCAL_SECRETS,
    ...given,
    CLERK_JWT_KEY: publicPem,
    CLERK_ISSUER: LOCAL_ISSUER,
    CLERK_AUTHORIZED_PARTIES: '',
    VERCEL: undefined,
    VERCEL_ENV: undefined,
  };
  return readConfig(local, { local: true });
};

/** What a local application does differently; its clock starts where CZ_DEV_CLOCK says. */
export const localCircumstances = (config: Config, folder: string) => ({
  firstRegistry: localRegistry,
  isOperator: (clientId: string) => isLocalOperator(folder, clientId),
  ...(config.CZ_DEV_CLOCK && { clockStart: config.CZ_DEV_CLOCK }),
});

/** How long requests may take to end once the server is to. */
const PATIENCE_MS = 3_000;

export type LocalServer = { readonly url: string; readonly close: () => Promise<void> };

/** Listens at once, on 127.0.0.1 only, and serves the very handlers of `api/` and the pages that are built of `web/`. */
export const listen = async (
  port: number,
): Promise<{
  readonly port: number;
  readonly serve: (app: App, folder: string) => Promise<LocalServer>;
}> => {
  let answer: (request: Request) => Response | Promise<Response> = () =>
    new Response('starting', { status: 503, headers: { 'retry-after': '1' } });
  if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) {
    throw new ConfigError('PORT: should be a number from 0 (any that is free) to 65535');
  }
  const server = createServer(getRequestListener((request) => answer(request)));
  server.prependListener('request', (_, response) => {
    response.shouldKeepAlive &&= server.listening;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(isTaken(error) ? portTaken(port) : error));
    server.listen(port, '127.0.0.1', resolve);
  });
  const actual = (server.address() as AddressInfo).port;
  return {
    port: actual,
    serve: async (app, folder) => {
      answer = (await routesTo(app, folder)).fetch;
      return { url: `http://localhost:${actual}`, close: () => close(server, app) };
    },
  };
};

const isTaken = (error: Error): boolean => 'code' in error && error.code === 'EADDRINUSE';

const portTaken = (port: number) =>
  new ConfigError(`PORT: ${port} is taken by another program; end that one, or set another PORT`);

/** The functions under their paths, and what the platform rewrites to them. */
const routesTo = async (app: App, folder: string): Promise<Hono> => {
  const hono = new Hono().use(onlyByOwnNames);
  const { rewrites } = platform.parse(JSON.parse(await readFile(PLATFORM, 'utf8')));
  for (const file of await readdir(API)) {
    const { default: handler }: { default: Endpoint } = await import(new URL(file, API).href);
    const answer = handler.servedBy(app);
    const path = `/api/${file.replace(/\.ts$/, '')}`;
    const others = rewrites.filter(({ destination }) => destination === path);
    for (const at of [path, ...others.map(({ source }) => source.replace('(.*)', '*'))]) {
      hono.all(at, ({ req }) => answer(req.raw));
    }
  }
  return hono.post('/local/sign-in', signInByName(folder)).get('*', await pages());
};

/**
 * Lets requests that are under way end, then closes the ledger. A connection is kept for no other request, or a busy
 * client would keep the server for ever; and one whose request does not come in is cut off in the end.
 */
const close = async (server: Server, app: App): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.keepAliveTimeout = 1;
  server.closeIdleConnections();
  const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearTimeout(cutOff);
  await app.close();
};
