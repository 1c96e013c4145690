import { setTimeout as delay } from 'node:timers/promises';
import { type Database, Transaction } from './database.js';
import type { Disturbance } from './disturbance.js';
import { type Env, timestamp } from './env.js';
import { DatabaseRefusal, pythonError, userError } from './fault.js';
import type { Journal } from './journal.js';
import type { Method } from './method.js';
import { METHODS } from './methods.js';
import { METHODS_OF_MODELS, refusePrivate } from './methods-of-models.js';
import type { Reply } from './reply.js';
import type { Version } from './version.js';

/** What calls are carried out on. */
export type Works = {
  readonly database: Database;
  readonly databaseName: string;
  readonly journal: Journal;
  readonly version: Version;
  /** How long a transaction takes. */
  readonly durationMs: number;
  readonly now: () => Date;
  /** How often the server was stopped. Whatever it was stopped in is never committed. */
  readonly stops: () => number;
};

export type Call = {
  readonly uid: number;
  readonly context: Readonly<Record<string, unknown>>;
  readonly effect: Method['effect'];
  /** The method, with its arguments bound. */
  readonly run: (env: Env) => Reply;
};

/** How often Odoo tries a transaction that could not be serialized. */
const TRIES = 5;

/** The public method of a model. @throws Fault */
export const methodOf = ({ database, version }: Works, model: string, name: string): Method => {
  if (!database.has(model)) throw userError(`Object ${model} doesn't exist`);
  refusePrivate(model, name, version);
  const method = METHODS_OF_MODELS[model]?.[name] ?? METHODS[name];
  if (method) return method;
  throw pythonError('AttributeError', `The method '${model}.${name}' does not exist`);
};

/** Carries out a call as one transaction. @throws Fault, after taking everything back */
export const perform = async (
  works: Works,
  { context, effect, run, uid }: Call,
  disturbance: Disturbance | undefined,
): Promise<Reply> => {
  const { database } = works;
  const stops = works.stops();
  const seen = database.commits;
  const attempt = (sees: number): Reply => {
    if (works.stops() > stops) throw new Stopped();
    const transaction = new Transaction(database, sees, disturbance?.kind === 'conflict');
    const now = timestamp(works.now());
    const { version } = works;
    const env: Env = { database, transaction, version, uid, su: false, context, now };
    return database.transact(transaction, () => run(env), works.journal.keep);
  };
  if (effect === 'reads') {
    const reply = attempt(seen);
    await lasting(works, disturbance);
    return reply;
  }
  await lasting(works, disturbance);
  if (disturbance?.kind === 'meanwhile') await disturbance.happens();
  return withRetries(attempt, seen, () => database.commits);
};

const withRetries = (
  attempt: (seen: number) => Reply,
  seen: number,
  newest: () => number,
): Reply => {
  for (let left = TRIES, sees = seen; ; sees = newest()) {
    try {
      return attempt(sees);
    } catch (error) {
      if (!(error instanceof DatabaseRefusal)) throw error;
      if (error.kind !== 'serialization' || --left === 0) throw error.otherwise;
    }
  }
};

const lasting = async (
  { durationMs }: Works,
  disturbance: Disturbance | undefined,
): Promise<unknown> => {
  if (disturbance?.kind !== 'slow' && disturbance?.kind !== 'late') return pause(durationMs);
  return 'until' in disturbance ? disturbance.until : pause(disturbance.ms);
};

const pause = async (ms: number): Promise<void> => {
  if (ms > 0) await delay(ms);
};

/** The server was stopped in the middle of it; nobody is there to be told. */
export class Stopped extends Error {}
