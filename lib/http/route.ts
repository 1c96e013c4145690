import type { z } from 'zod';
import type { TraceId } from '../wallet/ids.js';
import { parsed, readJson, withIdempotencyKey } from './body.js';
import type { Caller } from './caller.js';
import { Problem } from './problem.js';

/** What is sent back: `body` as JSON, or nothing where it is undefined. */
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A request whose sender is known and may come in. */
export type Admitted<App> = {
  readonly app: App;
  readonly caller: Caller;
  readonly request: Request;
  readonly traceId: TraceId;
};

/** One method of an endpoint: whom it lets in, and what it does for them. */
export type Route<App> = {
  /** `everybody`: what is public is given without a look at credentials, be they good, stale or none. */
  readonly admits: readonly Caller['kind'][] | 'everybody';
  /** An answer for callers without any credentials, before anything else is looked at. */
  readonly toStrangers?: (app: App) => Answer | undefined;
  readonly answer: (admitted: Admitted<App>) => Promise<Answer | Problem>;
};

type Get<App, Query extends z.ZodType> = Omit<Route<App>, 'answer'> & {
  readonly query: Query;
  readonly handle: (
    call: Admitted<App> & { readonly query: z.output<Query> },
  ) => Promise<Answer | Problem>;
};

/** A read: its handler gets the query as the schema gives it. */
export const get = <App, Query extends z.ZodType>({
  handle,
  query: schema,
  ...route
}: Get<App, Query>): Route<App> => ({
  ...route,
  answer: async (admitted) => {
    const query = parsed(schema, queryOf(new URL(admitted.request.url)));
    return query instanceof Problem ? query : handle({ ...admitted, query });
  },
});

/** The parameters by name. One that comes twice is a list of its values, which is nothing that a schema here takes. */
const queryOf = ({ searchParams }: URL): unknown =>
  Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );

type Post<App, Body extends z.ZodType> = Omit<Route<App>, 'answer'> & {
  readonly body: Body;
  readonly handle: (
    call: Admitted<App> & { readonly body: z.output<Body> },
  ) => Promise<Answer | Problem>;
};

/** A write: its handler gets the body as the schema gives it, an `Idempotency-Key` header already in it. */
export const post = <App, Body extends z.ZodType>({
  handle,
  body: schema,
  ...route
}: Post<App, Body>): Route<App> => ({
  ...route,
  answer: async (admitted) => {
    const json = await readJson(admitted.request);
    if (json instanceof Problem) return json;
    const keyed = withIdempotencyKey(json, admitted.request.headers);
    const body = keyed instanceof Problem ? keyed : parsed(schema, keyed);
    return body instanceof Problem ? body : handle({ ...admitted, body });
  },
});
