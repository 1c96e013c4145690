import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where a connection breaks: before the commit reached the database, or after, with only the answer lost. */
export type Cut = 'before the commit' | 'after the commit';

/** A simple query `COMMIT`, and the answer to one, as the protocol frames them. */
const ASKED = Buffer.from('COMMIT\0');

/** Stands between a client and the database, and breaks a connection when it is told to, once for each time. */
export class CuttingProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cuts: Cut[] = [];
  #made = 0;

  private constructor(upstream: URL) {
    this.#server = createServer((client) => this.#serve(client, upstream));
  }

  static async open(upstream: string): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(new URL(upstream));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** The database's address by way of this proxy. */
  urlOf(upstream: string): string {
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('the proxy is closed');
    const url = new URL(upstream);
    url.port = String(address.port);
    return url.href;
  }

  /** Breaks the connections that the next commits come by, one after the other. */
  cutNext(...cuts: readonly Cut[]): void {
    this.#cuts.push(...cuts);
  }

  get cutsMade(): number {
    return this.#made;
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #serve(client: Socket, upstream: URL): void {
    const database = connect(Number(upstream.port), upstream.hostname);
    let answersLost = false;
    const cut = () => {
      this.#made += 1;
      client.destroy();
      database.destroy();
    };
    client.on('data', (chunk) => {
      const how = chunk.includes(ASKED) ? this.#cuts.shift() : undefined;
      if (how === 'before the commit') return cut();
      answersLost ||= how === 'after the commit';
      database.write(chunk);
    });
    database.on('data', (chunk) => {
      if (!answersLost) client.write(chunk);
      // The tag says that it is durable; the client will never know.
      else if (chunk.includes(ASKED)) cut();
    });
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
