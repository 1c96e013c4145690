import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

/** What the API calls its shapes: `Schemas['State']`, `Schemas['Entry']` … */
export type Schemas = components['schemas'];

/** How to reach the API, and as whom. */
export type Access = {
  /** Origin of the API: `https://credits.example.com`; empty for the page's own. */
  readonly baseUrl: string;
  /** The session token of who is signed in, asked for before every request; nothing for a stranger. */
  readonly getToken?: (() => Promise<string | null | undefined>) | undefined;
  /** A product's own backend calls with this instead, for the client whom each request names. */
  readonly serviceSecret?: string | undefined;
  /** Stands in for the platform's fetch. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
};

/** A typed fetch of every path that `openapi.json` has. */
export type Api = ReturnType<typeof createClient<paths>>;

export const createApi = ({ baseUrl, fetch, getToken, serviceSecret }: Access): Api => {
  const api = createClient<paths>({
    baseUrl,
    ...(fetch && { fetch }),
    // A browser drops a token on its way to another origin; nothing would drop this header.
    ...(serviceSecret && { redirect: 'manual' }),
  });
  api.use({
    onRequest: async ({ request }) => {
      if (serviceSecret) request.headers.set('x-service-secret', serviceSecret);
      const token = await getToken?.();
      if (token) request.headers.set('authorization', `Bearer ${token}`);
      return request;
    },
  });
  return api;
};

/** No answer of the API came at all: no connection, or something else stands where it should. */
type Unreachable = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: 'unreachable';
  readonly traceId: string;
};

/** Why something was not done: the API's own problem (RFC 9457), or `unreachable` where no answer of it came at all. */
export type Problem = Schemas['Problem'] | Unreachable;

/** What came of a request. A refusal is a value: `if (!answer.ok) show(answer.problem)`. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly response: Response }
  | { readonly ok: false; readonly problem: Problem; readonly response?: Response };

type Fetched<T> = Promise<{
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}>;

/** Waits for a request of an `Api`. It never rejects: no connection, and an answer that is not the API's, are problems too. */
export const answerOf = async <T>(request: Fetched<T>): Promise<Answer<T>> => {
  try {
    const { data, error, response } = await request;
    if (response.ok && data !== undefined) return { ok: true, value: data, response };
    return { ok: false, problem: isProblem(error) ? error : foreign(response), response };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: unreachable(0, 'No connection', detail) };
  }
};

/** Whether an answer's body is the API's own account of what went wrong. */
export const isProblem = (value: unknown): value is Schemas['Problem'] =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;

/** Of a gateway, a proxy, or a page that stands where the API should. */
const foreign = (response: Response): Problem => {
  const detail = `the answer (${response.status}) did not come from the credits API`;
  const traceId = response.headers.get('x-trace-id') ?? '';
  return { ...unreachable(response.status, 'No answer of the API', detail), traceId };
};

/** For whoever finds out in another way that nobody answers. */
export const unreachable = (status: number, title: string, detail: string): Unreachable => ({
  type: 'urn:cz-credits:problem:unreachable',
  title,
  status,
  detail,
  code: 'unreachable',
  traceId: '',
});
