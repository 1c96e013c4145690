import { z } from 'zod';
import type { TraceId } from '../wallet/ids.js';
import { parsed, readJson, withIdempotencyKey, withParams } from './body.js';
import type { Caller } from './caller.js';
import { Problem } from './problem.js';
import type { Duty, Visit } from './visit.js';

/** What is sent back: `body` as JSON, or `content` as it is, or nothing. */
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  /** Something else than JSON, at once or as it comes. */
  readonly content?: {
    readonly type: string;
    readonly data: string | ReadableStream<Uint8Array>;
  };
  readonly headers?: Readonly<Record<string, string>>;
};

/** A request whose sender is known and may come in. */
export type Admitted<App> = {
  readonly app: App;
  readonly caller: Caller;
  readonly request: Request;
  readonly traceId: TraceId;
  /** What stands in the path where the route has a name for it. */
  readonly params: Params;
  /** Taken down for the audit trail and the log. */
  readonly visit: Visit;
};

export type Params = Readonly<Record<string, string>>;

/** One method of an endpoint: whom it lets in, and what it does for them. */
export type Route<App> = {
  /**
   * `everybody`: what is public is given without a look at credentials, be they good, stale or none. A duty: operators who
   * are permitted to do it, be they people or machines, and the audit trail has every visit.
   */
  readonly admits: readonly Caller['kind'][] | 'everybody' | Duty;
  /** Whether it may be called as often as anybody likes. */
  readonly unlimited?: boolean;
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

/** A read: its handler gets the query, and what the path names, as the schema gives it. */
export const get = <App, Query extends z.ZodType>({
  handle,
  query: schema,
  ...route
}: Get<App, Query>): Route<App> => ({
  ...route,
  answer: async (admitted) => {
    const given = withParams(queryOf(admitted.request), admitted.params);
    const query = given instanceof Problem ? given : parsed(schema, given);
    return query instanceof Problem ? query : handle({ ...admitted, query });
  },
});

/** The parameters by name. One that comes twice is a list of its values, which is nothing that a schema here takes. */
const queryOf = (request: Request): Readonly<Record<string, unknown>> => {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
};

/** What stands in the query of most writes: so no `?dryRun=1` is overlooked where it belongs into the body. */
export const NOTHING = z.strictObject({});

type Post<App, Body extends z.ZodType, Query extends z.ZodType> = Omit<Route<App>, 'answer'> & {
  readonly body: Body;
  readonly query: Query;
  /** Where it may be larger than bodies usually are. */
  readonly mostBytes?: number;
  readonly handle: (
    call: Admitted<App> & { readonly body: z.output<Body>; readonly query: z.output<Query> },
  ) => Promise<Answer | Problem>;
};

/** A write: its handler gets the body as the schema gives it, what the path names and an `Idempotency-Key` header already in it. */
export const post = <App, Body extends z.ZodType, Query extends z.ZodType>({
  handle,
  body: schema,
  mostBytes,
  query: querySchema,
  ...route
}: Post<App, Body, Query>): Route<App> => ({
  ...route,
  answer: async (admitted) => {
    const query = parsed(querySchema, queryOf(admitted.request));
    if (query instanceof Problem) return query;
    const json = await readJson(admitted.request, mostBytes);
    if (json instanceof Problem) return json;
    const keyed = withIdempotencyKey(json, admitted.request.headers);
    const given = keyed instanceof Problem ? keyed : withParams(keyed, admitted.params);
    const body = given instanceof Problem ? given : parsed(schema, given);
    return body instanceof Problem ? body : handle({ ...admitted, body, query });
  },
});
