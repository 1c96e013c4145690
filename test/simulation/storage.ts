import { StorageConflict, StorageUnreachable } from '../../lib/ledger/commit-batch.js';
import { type Move, Tables } from './tables.js';
import type { Fault, Owner, World } from './world.js';

/** A transaction: locks, then whatever it reads of the tables, then at most one write that is all or nothing. */
export type Transaction = {
  readonly lock: (key: string) => Promise<void>;
  readonly loaded: () => Promise<void>;
  readonly commit: (moves: readonly Move[]) => Promise<void>;
  readonly end: () => void;
};

/** What the storage does by itself, whoever has died. */
const STORAGE: Owner = { name: 'storage', alive: true };

const thrown = (fault: Fault | undefined, where: string): void => {
  if (fault === 'conflict') throw new StorageConflict(`conflict at ${where}`);
  if (fault) throw new StorageUnreachable(`connection lost at ${where}`);
};

type Open = { readonly owner: Owner; readonly end: () => void; readonly deliver: () => boolean };

/** The storage that all simulated processes share: tables, one lock per wallet, and a connection that may break. */
export class Storage {
  readonly tables = new Tables();
  readonly world: World;
  readonly #locks = new Map<string, object>();
  readonly #open = new Set<Open>();

  constructor(world: World) {
    this.world = world;
  }

  begin(owner: Owner): Transaction {
    const held: string[] = [];
    let sent: (() => void) | undefined;
    const end = () => {
      for (const key of held.splice(0)) this.#locks.delete(key);
      this.#open.delete(open);
    };
    /** The connection is gone, but its commit is on its way: locked until it arrives, or is given up. */
    const deliver = () => {
      const write = sent;
      if (!write) return false;
      this.#open.delete(open);
      this.world
        .wait('carries out the commit of a lost connection', STORAGE)
        .then((fault) => fault ?? write())
        .catch(() => {}) // nobody hears of it any more; the tables have told what was wrong
        .finally(end);
      return true;
    };
    const open = { owner, end, deliver };
    this.#open.add(open);
    return {
      lock: async (key) => {
        const free = () => !this.#locks.has(key);
        thrown(await this.world.wait(`locks ${key}`, owner, free), 'the lock');
        this.#locks.set(key, open);
        held.push(key);
      },
      loaded: async () => {
        thrown(await this.world.wait('loads', owner), 'the load');
      },
      commit: async (moves) => {
        sent = () => this.tables.write(moves);
        const fault = await this.world.wait('commits', owner);
        if (fault === 'orphaned') deliver();
        else if (!fault) sent();
        sent = undefined;
        thrown(fault, 'the commit');
        end();
        thrown(await this.world.wait('hears of its commit', owner), 'the answer');
      },
      end: () => {
        if (this.#open.has(open)) end();
      },
    };
  }

  /** A read sees one moment, and its answer takes its time. */
  async read<Result>(what: string, owner: Owner, look: () => Result): Promise<Result> {
    thrown(await this.world.wait(`reads ${what}`, owner), 'a read');
    const result = look();
    thrown(await this.world.wait(`hears of ${what}`, owner), 'the answer to a read');
    return result;
  }

  /** A process is gone: so are its locks and what it had not committed. What it had sent may yet arrive. */
  cut(owner: Owner, { delivers }: { readonly delivers: boolean }): void {
    owner.alive = false;
    this.world.forget(owner);
    for (const open of [...this.#open]) {
      if (open.owner !== owner) continue;
      if (!(delivers && open.deliver())) open.end();
    }
  }
}
