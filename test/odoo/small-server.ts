import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export type Asked = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What a server does with a request, when all of it has come. */
export type Answering = (asked: Asked, response: ServerResponse) => void;

/** A real server that answers as it is told to, and remembers what it was asked. */
export class SmallServer {
  readonly asked: Asked[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(answering: Answering) {
    this.#server = createServer(async (request, response) => {
      const asked = {
        path: request.url ?? '',
        headers: request.headers,
        body: await text(request).catch(() => ''),
      };
      this.asked.push(asked);
      answering(asked, response);
    });
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async open(answering: Answering): Promise<SmallServer> {
    const server = new SmallServer(answering);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('the server is closed');
    return `http://127.0.0.1:${address.port}`;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }
}

export const xml = (response: ServerResponse, body: string, status = 200): void => {
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' });
  response.end(`<?xml version="1.0"?>\n<methodResponse>\n${body}\n</methodResponse>\n`);
};

export const value = (inner: string): string =>
  `<params>\n<param>\n<value>${inner}</value>\n</param>\n</params>\n`;

/** As Odoo sends it. */
export const fault = (code: number, said: string): string =>
  `<fault>\n<value><struct>\n<member>\n<name>faultCode</name>\n<value><int>${code}</int></value>\n</member>\n` +
  `<member>\n<name>faultString</name>\n<value><string>${escaped(said)}</string></value>\n</member>\n</struct></value>\n</fault>\n`;

const escaped = (said: string): string =>
  said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const page = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<html>\n<head><title>${status}</title></head><body><hr>nginx</body>\n</html>`);
};

export const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
};

/** The traceback of an exception as Odoo's Python prints it. */
export const traceback = (exception: string): string =>
  [
    'Traceback (most recent call last):',
    '  File "/usr/lib/odoo/odoo/addons/base/controllers/rpc.py", line 165, in xmlrpc_2',
    '    response = self._xmlrpc(service)',
    '               ^^^^^^^^^^^^^^^^^^^^^',
    exception,
    '',
  ].join('\n');
