import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Disturbance, Disturbances } from './disturbance.js';
import { DatabaseRefusal, Fault, pythonError } from './fault.js';
import { json2, json2Call } from './json-2.js';
import { Stopped, type Works } from './perform.js';
import type { HttpAnswer, Incoming, Protocol } from './protocol.js';
import { versionReply } from './version.js';
import { xmlRpc } from './xml-rpc.js';
import { xmlRpcCall } from './xml-rpc-services.js';

type Listener = {
  readonly works: Works;
  readonly disturbances: Disturbances;
  readonly counted: (call: string) => void;
};

/** Answers both protocols on 127.0.0.1; every connection carries one request, as with Odoo's own server. */
export const listen = async (listener: Listener, port: number): Promise<Server> => {
  const server = createServer((request, response) => {
    response.shouldKeepAlive = false;
    respond(listener, request, response).catch((error) => {
      if (!(error instanceof Stopped)) console.error(error);
      response.destroy();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const respond = async (
  listener: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await buffer(request);
  const { protocol, read } = routed(listener.works, request);
  if (!protocol) return send(response, read);
  let incoming: Incoming;
  try {
    incoming = await read(body);
  } catch (error) {
    return send(response, protocol.failure(asFault(error)));
  }
  listener.counted(incoming.name);
  await disturbed(protocol, incoming, listener.disturbances.next(incoming.name), response);
};

type Route =
  | { readonly protocol: Protocol; readonly read: (body: Buffer) => Promise<Incoming> | Incoming }
  | { readonly protocol?: undefined; readonly read: HttpAnswer };

const routed = (works: Works, { headers, method, url = '' }: IncomingMessage): Route => {
  const { pathname } = new URL(url, 'http://odoo');
  if (pathname === '/web/webclient/version_info') return { read: versionInfo(works) };
  const service = /^\/xmlrpc\/2\/(\w+)$/.exec(pathname)?.[1];
  if (service) {
    if (method !== 'POST') return { read: page(405, 'Method Not Allowed') };
    return { protocol: xmlRpc, read: (body) => xmlRpcCall(works, service, body) };
  }
  const [, model, name] = /^\/json\/2\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (!model || !name) return { read: page(404, 'Not Found') };
  if (works.version === '18.0') return { read: toLogin(pathname) };
  const db = headers['x-odoo-database'];
  if (method !== 'POST' || (db !== undefined && db !== works.databaseName)) {
    return { read: page(404, 'Not Found') };
  }
  if (!headers['content-type']?.startsWith('application/json')) {
    return { read: page(415, 'Unsupported Media Type') };
  }
  return {
    protocol: json2,
    read: (body) => json2Call(works, { headers, model, method: name }, body),
  };
};

/** Answers a request, or fails to. */
const disturbed = async (
  protocol: Protocol,
  { carryOut }: Incoming,
  disturbance: Disturbance | undefined,
  response: ServerResponse,
): Promise<void> => {
  const answer = (): Promise<HttpAnswer> => answered(protocol, carryOut, disturbance);
  switch (disturbance?.kind) {
    case 'fault': {
      const { code, message = 'disturbed on purpose' } = disturbance;
      return send(response, protocol.failure(new Fault('Exception', message, code, 500)));
    }
    case 'gateway':
      if (disturbance.work === 'done') await answer();
      return send(response, page(disturbance.status, 'Bad Gateway'));
    case 'hang':
      if (disturbance.work === 'done') await answer();
      return;
    case 'drop':
      if (disturbance.work === 'done') await answer();
      response.destroy();
      return;
    case 'late':
      await answer();
      response.destroy();
      return;
    default:
      return send(response, await answer());
  }
};

const answered = async (
  protocol: Protocol,
  carryOut: Incoming['carryOut'],
  disturbance: Disturbance | undefined,
): Promise<HttpAnswer> => {
  try {
    return protocol.answer(await carryOut(disturbance));
  } catch (error) {
    return protocol.failure(asFault(error));
  }
};

const asFault = (error: unknown): Fault => {
  if (error instanceof Fault) return error;
  if (error instanceof DatabaseRefusal) return error.otherwise;
  if (error instanceof Stopped) throw error;
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return pythonError('StandInError', reason);
};

const send = (response: ServerResponse, { body, headers, status, type }: HttpAnswer): void => {
  response.writeHead(status, { ...headers, 'content-type': type }).end(body);
};

const page = (status: number, title: string): HttpAnswer => ({
  status,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n`,
});

/** Told to anybody, by Odoo's older JSON-RPC. */
const versionInfo = ({ version }: Works): HttpAnswer => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify({ jsonrpc: '2.0', id: null, result: versionReply(version) }),
});

/** Odoo 18 takes the path of JSON-2 for a page that one has to log in for. */
const toLogin = (path: string): HttpAnswer => ({
  ...page(303, 'Redirecting...'),
  headers: { location: `/web/login?redirect=${encodeURIComponent(`${path}?`)}` },
});
