import { z } from 'zod';
import type { Env } from './env.js';
import { type Fault, pythonError } from './fault.js';
import type { Reply } from './reply.js';

type Named = Readonly<Record<string, unknown>>;

/** A public method of every model. */
export type Method = {
  /** Called on a model as a whole, or on records by their ids. */
  readonly on: 'model' | 'records';
  readonly effect: 'reads' | 'writes';
  /** In the order in which they may be given without their names. */
  readonly parameters: readonly string[];
  readonly required: readonly string[];
  readonly call: (env: Env, model: string, ids: readonly number[], named: Named) => Reply;
};

export const method = <Shape extends z.ZodRawShape>(
  on: Method['on'],
  effect: Method['effect'],
  shape: Shape,
  run: (
    env: Env,
    model: string,
    given: z.output<z.ZodObject<Shape>>,
    ids: readonly number[],
  ) => Reply,
): Method => {
  const schema = z.object(shape);
  const parameters = Object.keys(shape);
  return {
    on,
    effect,
    parameters,
    required: Object.entries(schema.shape).flatMap(([name, parameter]) =>
      z.safeParse(parameter, undefined).success ? [] : [name],
    ),
    call: (env, model, ids, named) => run(env, model, parsed(schema, named), ids),
  };
};

const parsed = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, named: Named) => {
  const result = schema.safeParse(named);
  if (result.success) return result.data;
  throw pythonError('TypeError', z.prettifyError(result.error));
};

/** Binds what was given to a method's parameters, as Python does. @throws Fault TypeError */
export const bound = (
  name: string,
  { parameters, required }: Method,
  positional: readonly unknown[],
  named: Named,
): Named => {
  const all: Record<string, unknown> = { ...named };
  for (const [at, value] of positional.entries()) {
    const parameter = parameters[at];
    if (parameter === undefined) {
      throw typeError(
        `BaseModel.${name}() takes ${parameters.length + 1} positional arguments but ${positional.length + 1} were given`,
      );
    }
    if (parameter in named) {
      throw typeError(`BaseModel.${name}() got multiple values for argument '${parameter}'`);
    }
    all[parameter] = value;
  }
  const unknown = Object.keys(all).find((given) => !parameters.includes(given));
  if (unknown)
    throw typeError(`BaseModel.${name}() got an unexpected keyword argument '${unknown}'`);
  const missing = required.filter((parameter) => !(parameter in all));
  if (missing.length > 0) throw isMissingArguments(name, missing);
  return all;
};

const typeError = (message: string): Fault => pythonError('TypeError', message);

const isMissingArguments = (name: string, missing: readonly string[]): Fault => {
  const many = missing.length > 1 ? 's' : '';
  const names = missing.map((parameter) => `'${parameter}'`).join(' and ');
  return typeError(
    `BaseModel.${name}() missing ${missing.length} required positional argument${many}: ${names}`,
  );
};
