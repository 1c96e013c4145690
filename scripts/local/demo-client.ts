import { request, response } from './story.js';

/** Asks the demo's server over HTTP, and shows the question and of the answer what `pick` takes. */
export type Ask = <Body>(
  how: {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: Readonly<Record<string, unknown>>;
  },
  pick: (body: Body) => unknown,
) => Promise<Body>;

export const asking =
  (url: string): Ask =>
  async ({ body, headers, path }, pick) => {
    const method = body ? 'POST' : 'GET';
    request(method, path, body);
    const answer = await fetch(url + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const json = await answer.json();
    const replayed = answer.headers.get('idempotency-replayed') === 'true';
    response(answer.status, { ...Object(pick(json)), ...(replayed && { replayed }) });
    return json;
  };
