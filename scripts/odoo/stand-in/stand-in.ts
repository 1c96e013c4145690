import type { Server } from 'node:http';
import { z } from 'zod';
import { Database } from './database.js';
import { type Disturbance, disturbances, type Scope } from './disturbance.js';
import { forgetful, openJournal } from './journal.js';
import { modelsOf } from './models.js';
import { doAs, type Operator, operatorOf } from './operator.js';
import type { Works } from './perform.js';
import { LEDGER_USER, provision, seed } from './seed.js';
import { listen } from './server.js';
import type { Version } from './version.js';

export type StandInOptions = {
  readonly version?: Version;
  /** Keeps what is committed there, over restarts and kills. */
  readonly folder?: string;
  /** Any free one unless given. */
  readonly port?: number;
  /** How long a transaction takes; where it takes no time, none are concurrent. */
  readonly durationMs?: number;
  /** Whether it was set up for the ledger; otherwise there is an administrator alone, who is then logged in. */
  readonly provisioned?: boolean;
  readonly now?: () => Date;
  /** Decides about disturbances with a chance; from 0 to below 1. */
  readonly random?: () => number;
};

export type OdooStandIn = {
  readonly url: string;
  readonly db: string;
  readonly username: string;
  readonly apiKey: string;
  readonly uid: number;
  readonly admin: typeof ADMIN;
  readonly operator: Operator;
  /** How often each method was called, `crm.lead.load` say, since the start or the last `forgetCalls`. */
  readonly calls: () => Readonly<Record<string, number>>;
  readonly forgetCalls: () => void;
  /** Makes calls go wrong from now on; answers with how to call it off. */
  readonly disturb: (disturbance: Disturbance, scope?: Scope) => () => void;
  /** An outage: connections are cut, what is not committed never is, and nobody listens. */
  readonly stop: () => Promise<void>;
  /** Listens again where it did, with all that was committed. */
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const ADMIN = { username: 'admin', password: 'admin', uid: 2 };

const DATABASE = 'odoo';

/**
 * An Odoo for tests and for trying things out: crm.lead, res.partner and what the ledger needs around them, over
 * XML-RPC and, as version 19, JSON-2, on a real socket. What it answers was measured on the real one.
 */
export const startOdooStandIn = async (options: StandInOptions = {}): Promise<OdooStandIn> => {
  const { durationMs = 1, folder, random = Math.random, version = '18.0' } = options;
  const { now = () => new Date(), provisioned = true } = options;
  const journal = folder === undefined ? forgetful : openJournal(folder, version);
  const database = new Database(modelsOf(version));
  let stops = 0;
  const works: Works = {
    database,
    databaseName: DATABASE,
    journal,
    version,
    durationMs,
    now,
    stops: () => stops,
  };
  for (const changes of journal.kept) database.replay(changes);
  if (journal.kept.length === 0) {
    doAs(works, (env) => {
      seed(env);
      if (provisioned) provision(env);
    });
  }
  const calls = new Map<string, number>();
  const planned = disturbances(random);
  const counted = (call: string) => calls.set(call, (calls.get(call) ?? 0) + 1);
  const open = (port: number) => listen({ works, disturbances: planned, counted }, port);
  let server: Server | undefined = await open(options.port ?? 0);
  const port = portOf(server);
  const stop = async () => {
    const running = server;
    server = undefined;
    stops += 1;
    if (running) await closed(running);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    db: DATABASE,
    ...loginOf(database),
    admin: ADMIN,
    operator: operatorOf(works),
    calls: () => Object.fromEntries(calls),
    forgetCalls: () => calls.clear(),
    disturb: planned.add,
    stop,
    start: async () => {
      server ??= await open(port);
    },
    close: async () => {
      await stop();
      journal.close();
    },
  };
};

const portOf = (server: Server): number => z.object({ port: z.int() }).parse(server.address()).port;

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** The ledger's user where there is one. */
const loginOf = (database: Database) => {
  const [uid] = database.table('res.users').idsWhere('login', LEDGER_USER);
  if (uid === undefined) {
    return { username: ADMIN.username, apiKey: ADMIN.password, uid: ADMIN.uid };
  }
  const keys = database.table('res.users.apikeys');
  const [id = 0] = keys.idsWhere('user_id', uid);
  return { username: LEDGER_USER, apiKey: String(keys.row(id)?.values['key']), uid };
};
