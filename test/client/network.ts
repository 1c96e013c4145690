import v1 from '../../api/v1.js';
import type { TestApi } from '../support/app.js';
import { ENDPOINTS } from '../support/caller.js';

/**
 * What happens to one request. `lost` and `silent`: the API does it, and its answer never arrives, told by the network or by
 * nobody. `refused`: it never gets there. `busy`: the API can't, and says when to come again. `gateway`: something else answers.
 */
export type Fault = 'none' | 'lost' | 'silent' | 'refused' | 'busy' | 'gateway';

/** The way from a client to the handlers of `api/`, with faults where a spec wants them. */
export class Network {
  readonly #api: TestApi;
  /** What becomes of the next requests; afterwards all is well. */
  readonly faults: Fault[] = [];
  /** What becomes of every request, once `faults` is empty. */
  otherwise: Fault = 'none';
  /** Every request that was sent, as far as it was read. */
  readonly sent: { readonly path: string; readonly body: unknown; readonly headers: Headers }[] =
    [];

  constructor(api: TestApi) {
    this.#api = api;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname: path } = new URL(request.url);
    const text = await request.clone().text();
    this.sent.push({ path, body: text && JSON.parse(text), headers: request.headers });
    const fault = this.faults.shift() ?? this.otherwise;
    switch (fault) {
      case 'none':
        return this.#answer(request, path);
      case 'lost':
        await this.#answer(request, path);
        throw new TypeError('the connection was reset');
      case 'silent':
        await this.#answer(request, path);
        return new Promise(() => {});
      case 'refused':
        throw new TypeError('connection refused');
      case 'busy':
        return new Response(
          JSON.stringify({ code: 'ledger_unavailable', status: 503, detail: 'later' }),
          { status: 503, headers: { 'retry-after': '1' } },
        );
      case 'gateway':
        return new Response('<h1>Bad gateway</h1>', { status: 502 });
    }
  };

  #answer(request: Request, path: string): Promise<Response> {
    const name = path.replace('/api/', '');
    const found = Object.entries(ENDPOINTS).find(([known]) => known === name);
    const { handler } = found?.[1] ?? { handler: v1 };
    return handler.servedBy(this.#api.app)(request);
  }
}
