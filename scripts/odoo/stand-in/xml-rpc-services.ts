import { z } from 'zod';
import { authenticated, requireDatabase, requireKey } from './credentials.js';
import { type Fault, pythonError } from './fault.js';
import { bound } from './method.js';
import { methodOf, perform, type Works } from './perform.js';
import type { Incoming } from './protocol.js';
import { versionReply } from './version.js';
import { decodeCall } from './xml-rpc.js';

type Service = (works: Works, method: string, params: readonly unknown[]) => Incoming;

/** A call of one of the services under /xmlrpc/2/. @throws Fault for what is none */
export const xmlRpcCall = async (
  works: Works,
  service: string,
  body: Buffer,
): Promise<Incoming> => {
  const { method, params } = await decodeCall(body);
  const called = SERVICES[service];
  if (!called) throw pythonError('KeyError', `'${service}'`);
  return called(works, method, params);
};

const common: Service = (works, method, params) => ({
  name: `common.${method}`,
  carryOut: async () => {
    if (method === 'version') return versionReply(works.version);
    if (method !== 'authenticate') throw pythonError('Exception', `Method not found: ${method}`);
    if (params.length < 4) throw lacksArguments('exp_authenticate', AUTHENTICATE, params.length);
    const [db, login, key] = params;
    requireDatabase(works.databaseName, db);
    return authenticated(works.database, login, key) ?? false;
  },
});

const AUTHENTICATE = ['db', 'login', 'password', 'user_agent_env'];

const lacksArguments = (name: string, parameters: readonly string[], given: number): Fault => {
  const missing = parameters.slice(given).map((parameter) => `'${parameter}'`);
  const many = missing.length > 1 ? 's' : '';
  return pythonError(
    'TypeError',
    `${name}() missing ${missing.length} required positional argument${many}: ${missing.join(' and ')}`,
  );
};

const execution = z.tuple([
  z.string(),
  z.string(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()).default({}),
]);

const object: Service = (works, method, [db, uid, key, ...rest]) => {
  const parsed = execution.safeParse(rest);
  const [model, name] = rest;
  return {
    name: `${model}.${name}`,
    carryOut: async (disturbance) => {
      requireDatabase(works.databaseName, db);
      requireKey(works.database, userNumber(uid), key);
      if (method !== 'execute_kw') {
        throw pythonError('NameError', `Method not available ${method}`);
      }
      if (!parsed.success) throw pythonError('TypeError', z.prettifyError(parsed.error));
      return executed(works, userNumber(uid), parsed.data, disturbance);
    },
  };
};

const userNumber = (uid: unknown): number => {
  const number = Number(uid);
  if (Number.isInteger(number)) return number;
  throw pythonError('ValueError', `invalid literal for int() with base 10: '${uid}'`);
};

const executed = async (
  works: Works,
  uid: number,
  [model, name, positional, { context, ...named }]: z.output<typeof execution>,
  disturbance: Parameters<Incoming['carryOut']>[0],
) => {
  const method = methodOf(works, model, name);
  const [first, ...others] = positional;
  if (
    positional.length === 0 &&
    (method.on === 'records' || (name === 'create' && named['vals_list']))
  ) {
    // Odoo takes what these are called on from the positional arguments, and falls over where there are none.
    throw pythonError('IndexError', 'tuple index out of range');
  }
  const ids = method.on === 'records' ? idsOf(first) : [];
  const given = bound(name, method, method.on === 'records' ? others : positional, named);
  return perform(
    works,
    {
      uid,
      context: z.record(z.string(), z.unknown()).catch({}).parse(context),
      effect: method.effect,
      run: (env) => method.call(env, model, ids, given),
    },
    disturbance,
  );
};

const idsOf = (given: unknown): readonly number[] => {
  const parsed = z.union([z.array(z.int()), z.int().transform((id) => [id])]).safeParse(given);
  if (parsed.success) return parsed.data;
  throw pythonError(
    'TypeError',
    `records are given as a list of ids, not ${JSON.stringify(given)}`,
  );
};

const SERVICES: Readonly<Record<string, Service>> = { common, object };
