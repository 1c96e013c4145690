import { couldNotSerialize, userError } from './fault.js';
import type { Model, Value, Values } from './model.js';
import { type Row, Table } from './table.js';

/** What a committed transaction left of a record; null where it deleted it. */
export type Change = readonly [model: string, id: number, values: Values | null];

/**
 * All tables. Work on them never waits, so that there are no two transactions at work at one time: what one does is
 * there at once, and taken back if it fails. That others were committed since a transaction began shows in the numbers
 * of commits.
 */
export class Database {
  readonly #tables: ReadonlyMap<string, Table>;
  #commits = 0;

  constructor(models: readonly Model[]) {
    this.#tables = new Map(models.map((model) => [model.name, new Table(model)]));
  }

  /** How many transactions were committed. A transaction sees what was when it began. */
  get commits(): number {
    return this.#commits;
  }

  get models(): readonly string[] {
    return [...this.#tables.keys()];
  }

  has(model: string): boolean {
    return this.#tables.has(model);
  }

  table(model: string): Table {
    const table = this.#tables.get(model);
    if (!table) throw userError(`Object ${model} doesn't exist`);
    return table;
  }

  /** What a record holds; nothing where there is none. */
  readonly values = (model: string, id: Value | undefined): Values | undefined =>
    typeof id === 'number' ? this.#tables.get(model)?.row(id)?.values : undefined;

  /** Carries out `work` as one transaction; `keep` makes what it changed durable. */
  transact<Result>(
    transaction: Transaction,
    work: () => Result,
    keep: (changes: readonly Change[]) => void,
  ): Result {
    return transaction.savepoint(() => {
      const result = work();
      const changes = transaction.changes();
      if (changes.length > 0) {
        keep(changes);
        this.#commits += 1;
      }
      return result;
    });
  }

  /** Does again what was committed once. */
  replay(changes: readonly Change[]): void {
    this.#commits += 1;
    for (const [model, id, values] of changes) {
      const table = this.table(model);
      table.put({ id, values: values ?? {}, born: this.#commits, changed: this.#commits });
      if (!values) table.remove(id);
    }
  }
}

export class Transaction {
  readonly #log: {
    readonly table: Table;
    readonly id: number;
    readonly before: Row | undefined;
  }[] = [];

  constructor(
    readonly database: Database,
    /** How many commits it sees. */
    readonly seen: number,
    /** Whatever it changes, somebody else changed first. */
    readonly isDoomed = false,
  ) {}

  /** Whether a concurrent transaction, which this one can't see, made it. */
  isUnseen({ born }: Row): boolean {
    return born > this.seen && born <= this.database.commits;
  }

  /** @throws DatabaseRefusal when a concurrent transaction changed it first */
  put(model: string, id: number, values: Values): void {
    const table = this.database.table(model);
    const before = this.#lock(table, id);
    const now = this.database.commits + 1;
    table.put({ id, values, born: before?.born ?? now, changed: now });
  }

  /** @throws DatabaseRefusal when a concurrent transaction changed it first */
  remove(model: string, id: number): void {
    const table = this.database.table(model);
    this.#lock(table, id);
    table.remove(id);
  }

  /** Carries out `work`, or takes back all it did. */
  savepoint<Result>(work: () => Result): Result {
    const mark = this.#log.length;
    try {
      return work();
    } catch (error) {
      this.#takeBack(mark);
      throw error;
    }
  }

  changes(): readonly Change[] {
    const touched = new Map(
      this.#log.map(({ id, table }) => [`${table.model.name},${id}`, { id, table }]),
    );
    return [...touched.values()].map(({ id, table }) => [
      table.model.name,
      id,
      table.row(id)?.values ?? null,
    ]);
  }

  #takeBack(mark: number): void {
    for (const { before, id, table } of this.#log.splice(mark).reverse()) {
      if (before) table.put(before);
      else table.remove(id);
    }
  }

  #lock(table: Table, id: number): Row | undefined {
    const before = table.row(id);
    const changed = before?.changed ?? 0;
    const isStale = changed > this.seen && changed <= this.database.commits;
    if (isStale || this.isDoomed) throw couldNotSerialize();
    this.#log.push({ table, id, before });
    return before;
  }
}
