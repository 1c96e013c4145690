import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { userOfKey } from './credentials.js';
import { Fault, faultString } from './fault.js';
import type { Method } from './method.js';
import { methodOf, perform, type Works } from './perform.js';
import type { HttpAnswer, Incoming, Protocol } from './protocol.js';
import { isFloat, type Reply } from './reply.js';

/** A call over JSON-2: the path names model and method, the body the arguments, `ids` and `context` among them. */
export const json2Call = (
  works: Works,
  { headers, method: name, model }: { headers: IncomingHttpHeaders; model: string; method: string },
  body: Buffer,
): Incoming => ({
  name: `${model}.${name}`,
  carryOut: async (disturbance) => {
    const uid = userOf(works, headers.authorization);
    const { context, ids, ...named } = argumentsIn(body);
    const method = found(works, model, name);
    if (method.on === 'model' && ids.length > 0) {
      throw httpError('UnprocessableEntity', 422, `cannot call ${model}.${name} with ids`);
    }
    checkSignature(method, named);
    const reply = await perform(
      works,
      { uid, context, effect: method.effect, run: (env) => method.call(env, model, ids, named) },
      disturbance,
    );
    return name === 'create' && typeof reply === 'number' ? [reply] : reply;
  },
});

const userOf = ({ database }: Works, authorization: string | undefined): number => {
  const key = /^bearer\s+(.+)$/i.exec(authorization ?? '')?.[1];
  if (!key) {
    throw httpError('Unauthorized', 401, 'User not authenticated, use the "Authorization" header');
  }
  const uid = userOfKey(database, key);
  if (uid === undefined) throw httpError('Unauthorized', 401, 'Invalid apikey');
  return uid;
};

const given = z.looseObject({
  ids: z.array(z.int()).default([]),
  context: z.record(z.string(), z.unknown()).default({}),
});

const argumentsIn = (body: Buffer): z.output<typeof given> => {
  try {
    return given.parse(body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw httpError('BadRequest', 400, `could not parse the body as json: ${reason}`);
  }
};

const found = (works: Works, model: string, name: string): Method => {
  if (!works.database.has(model)) {
    throw httpError('NotFound', 404, `the model '${model}' does not exist`);
  }
  try {
    return methodOf(works, model, name);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 4) throw error;
    throw httpError('NotFound', 404, error.message);
  }
};

const checkSignature = ({ parameters, required }: Method, named: object): void => {
  const missing = required.find((name) => !(name in named));
  if (missing) {
    throw httpError('UnprocessableEntity', 422, `missing a required argument: '${missing}'`);
  }
  const unknown = Object.keys(named).find((name) => !parameters.includes(name));
  if (unknown === undefined) return;
  throw httpError('UnprocessableEntity', 422, `got an unexpected keyword argument '${unknown}'`);
};

const httpError = (name: string, status: number, message: string): Fault =>
  new Fault(`werkzeug.exceptions.${name}`, message, 2, status);

export const json2: Protocol = {
  answer: (reply) => json(200, reply),
  failure: (fault) =>
    json(fault.status, {
      name: fault.exception,
      message: fault.message,
      arguments: [fault.message],
      context: {},
      debug: faultString(fault),
    }),
};

const json = (status: number, body: Reply): HttpAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body, (_, value) =>
    typeof value === 'object' && value !== null && isFloat(value) ? value.$float : value,
  ),
});
