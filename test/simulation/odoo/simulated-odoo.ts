import { z } from 'zod';
import {
  type Named,
  type Odoo,
  OdooFault,
  OdooUnreachable,
} from '../../../lib/ledger/odoo/odoo.js';
import { type Change, Transaction } from '../../../scripts/odoo/stand-in/database.js';
import { Fault } from '../../../scripts/odoo/stand-in/fault.js';
import { METHODS } from '../../../scripts/odoo/stand-in/methods.js';
import { isFloat, type Reply } from '../../../scripts/odoo/stand-in/reply.js';
import type { Owner, Fault as Trouble, World } from '../world.js';
import { envOf, provisionedDatabase, type User } from './provisioned.js';

type Call = {
  readonly user: User;
  readonly model: string;
  readonly method: string;
  readonly named: Named;
};

/** A write that was sent. It sees what was when it was. */
type Sent = { readonly owner: Owner; readonly carryOut: () => unknown };

/** What Odoo does by itself, whoever has died. */
const ODOO: Owner = { name: 'odoo', alive: true };

const context = z.record(z.string(), z.unknown());

/**
 * The Odoo that all simulated processes share, as it was measured: a call is a transaction. It waits before it is carried
 * out, and again before its answer arrives.
 */
export class SimulatedOdoo {
  readonly world: World;
  readonly #database = provisionedDatabase();
  readonly #sent = new Set<Sent>();
  /** Told of every commit at the moment when it is carried out. */
  onCommit: ((changes: readonly Change[]) => void) | undefined;

  constructor(world: World) {
    this.world = world;
  }

  /** As one process is connected to it. */
  connect(owner: Owner, user: User = 'ledger'): Odoo {
    return {
      read: async (model, method, named) => {
        const what = `${model}.${method}`;
        unlessLost(await this.world.wait(`asks for ${what}`, owner), what);
        const answer = this.#carryOut({ user, model, method, named });
        unlessLost(await this.world.wait(`hears of ${what}`, owner), what);
        return answer;
      },
      write: async (model, method, named) => {
        const what = `${model}.${method}`;
        const answer = await this.#write(owner, { user, model, method, named });
        unlessLost(await this.world.wait(`hears of its ${what}`, owner), what);
        return answer;
      },
      close: () => {},
    };
  }

  /** As it is for somebody for whom nothing takes time. */
  atRest(user: User = 'ledger'): Odoo {
    const call = async (model: string, method: string, named: Named) =>
      this.#carryOut({ user, model, method, named });
    return { read: call, write: call, close: () => {} };
  }

  /** A process is gone. What it had sent may yet be carried out. */
  cut(owner: Owner, { delivers }: { readonly delivers: boolean }): void {
    owner.alive = false;
    this.world.forget(owner);
    for (const sent of this.#sent) {
      if (sent.owner !== owner) continue;
      this.#sent.delete(sent);
      if (delivers) this.#deliver(sent);
    }
  }

  async #write(owner: Owner, call: Call): Promise<unknown> {
    const what = `${call.model}.${call.method}`;
    const seen = this.#database.commits;
    const sent = { owner, carryOut: () => this.#carryOut(call, seen) };
    this.#sent.add(sent);
    const fault = await this.world.wait(`sends ${what}`, owner);
    this.#sent.delete(sent);
    if (fault === 'orphaned') this.#deliver(sent);
    if (fault === 'conflict') return this.#carryOut(call, seen, true);
    unlessLost(fault, what);
    return sent.carryOut();
  }

  /** Nobody waits for the answer any more, but the work may be done all the same: later. */
  #deliver({ carryOut }: Sent): void {
    this.world
      .wait('carries out the work of a lost connection', ODOO)
      .then((fault) => fault ?? carryOut())
      .catch(() => {}); // nobody hears of it
  }

  #carryOut(
    { method, model, named: { context: given, ids = [], ...named }, user }: Call,
    seen = this.#database.commits,
    isDoomed = false,
  ): unknown {
    const transaction = new Transaction(this.#database, seen, isDoomed);
    const env = envOf(transaction, user, context.parse(given ?? {}));
    const run = () => {
      const known = METHODS[method];
      if (!known) throw new Error(`the simulated Odoo has no method ${method}`);
      return plain(known.call(env, model, ids, named));
    };
    try {
      return this.#database.transact(transaction, run, (changes) => this.onCommit?.(changes));
    } catch (error) {
      if (error instanceof Fault) throw new OdooFault(error.message);
      throw error;
    }
  }
}

/** A conflict is of writes alone: whoever reads does not meet it. */
const unlessLost = (fault: Trouble | undefined, what: string): void => {
  if (fault && fault !== 'conflict') throw new OdooUnreachable(`connection lost at ${what}`);
};

/** A reply as a client reads it. */
const plain = (reply: Reply): unknown => {
  if (reply === null || typeof reply !== 'object') return reply;
  if (Array.isArray(reply)) return reply.map(plain);
  if (isFloat(reply)) return reply.$float;
  return Object.fromEntries(Object.entries(reply).map(([name, value]) => [name, plain(value)]));
};
