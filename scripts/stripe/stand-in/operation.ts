import { z } from 'zod';
import type { Env } from './env.js';
import { readForm } from './form.js';

/** What the API answers; anything but a 200 is an error that does not take the work back. */
export type Answer = { readonly status: number; readonly body: object };

export type Prepared = {
  /** Paths of ids to put objects for. */
  readonly expand: readonly string[];
  readonly perform: (env: Env) => Answer;
};

/** One call of the API. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:id` for what varies. */
  readonly path: string;
  /** Reads parameters. @throws Refusal */
  readonly prepare: (form: unknown, id: string) => Prepared;
};

const expansion = z.object({ expand: z.array(z.string()).max(20).optional() });

/** A call whose work gives an object. */
export const operation = <Shape extends z.core.$ZodLooseShape>(
  method: Operation['method'],
  path: string,
  params: Shape,
  work: (env: Env, params: z.output<z.ZodObject<Shape>>, id: string) => object,
): Operation =>
  mayFail(method, path, params, (env, read, id) => ({ status: 200, body: work(env, read, id) }));

/** A call that can fail, and leave something nevertheless. */
export const mayFail = <Shape extends z.core.$ZodLooseShape>(
  method: Operation['method'],
  path: string,
  params: Shape,
  work: (env: Env, params: z.output<z.ZodObject<Shape>>, id: string) => Answer,
): Operation => {
  const schema = z.strictObject({ ...params });
  return {
    method,
    path,
    prepare: (form, id) => {
      const { expand = [] } = readForm(expansion, form);
      const { expand: _, ...others } = z.record(z.string(), z.unknown()).parse(form);
      const read = readForm(schema, others);
      return { expand, perform: (env) => work(env, read, id) };
    },
  };
};
