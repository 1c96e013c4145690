import { z } from 'zod';
import type { JsonLines } from '../../support/json-lines.js';
import type { Kind, Objects } from './objects/objects.js';

/** What a transaction left of an object; null where it deleted it. */
export type Change = readonly [kind: string, id: string, object: unknown];

export type Journal = JsonLines<readonly Change[]>;

export const transaction: z.ZodType<readonly Change[]> = z.array(
  z.tuple([z.string(), z.string(), z.unknown()]),
);

/** Of no use to the next process. */
export const forgetful: Journal = { kept: [], keep: () => {}, close: () => {} };

/** The objects of one kind, oldest first. */
class Table<Stored extends object> {
  readonly rows = new Map<string, Stored>();

  /** What a journal kept of an object. */
  restore(id: string, kept: unknown): void {
    if (kept === null) this.rows.delete(id);
    else this.rows.set(id, z.custom<Stored>((value) => typeof value === 'object').parse(kept));
  }

  find(id: string): Stored | undefined {
    return this.rows.get(id);
  }
}

type Tables = { readonly [K in Kind]: Table<Objects[K]> };

const emptyTables = (): Tables => ({
  customer: new Table(),
  deleted_customer: new Table(),
  'checkout.session': new Table(),
  payment_intent: new Table(),
  charge: new Table(),
  refund: new Table(),
  dispute: new Table(),
  balance_transaction: new Table(),
  product: new Table(),
  price: new Table(),
  subscription: new Table(),
  invoice: new Table(),
  invoice_payment: new Table(),
  portal_session: new Table(),
  event: new Table(),
  pending_line: new Table(),
  pending_change: new Table(),
  order: new Table(),
  test_payment_method: new Table(),
  given_answer: new Table(),
  listening: new Table(),
});

/**
 * All objects. Work on them never waits, so that there are no two transactions at one time: what one does is there at
 * once, and taken back if it fails. Objects are replaced, never changed.
 */
export class Store {
  readonly #tables = emptyTables();
  readonly #journal: Journal;
  readonly #touched = new Map<
    string,
    { readonly change: () => Change; readonly undo: () => void }
  >();

  constructor(journal: Journal) {
    this.#journal = journal;
    const tables = new Map(Object.entries(this.#tables));
    for (const [kind, id, object] of journal.kept.flat()) tables.get(kind)?.restore(id, object);
  }

  get<K extends Kind>(kind: K, id: string): Objects[K] | undefined {
    return this.#tables[kind].rows.get(id);
  }

  /** Oldest first. */
  all<K extends Kind>(kind: K): readonly Objects[K][] {
    return [...this.#tables[kind].rows.values()];
  }

  /** Whatever of Stripe's objects has this id. */
  find(id: string): object | undefined {
    for (const table of Object.values(this.#tables)) {
      const found = table.find(id);
      if (found && 'object' in found) return found;
    }
    return undefined;
  }

  put<K extends Kind>(kind: K, object: Objects[K]): void {
    this.#touch(kind, object.id);
    this.#tables[kind].rows.set(object.id, object);
  }

  remove(kind: Kind, id: string): void {
    this.#touch(kind, id);
    this.#tables[kind].rows.delete(id);
  }

  /** Carries out `work` and keeps what it changed, or takes it all back. */
  transact<Result>(work: () => Result): Result {
    try {
      const result = work();
      const changes = [...this.#touched.values()].map(({ change }) => change());
      if (changes.length > 0) this.#journal.keep(changes);
      return result;
    } catch (error) {
      for (const { undo } of [...this.#touched.values()].reverse()) undo();
      throw error;
    } finally {
      this.#touched.clear();
    }
  }

  #touch<K extends Kind>(kind: K, id: string): void {
    const key = `${kind} ${id}`;
    if (this.#touched.has(key)) return;
    const { rows } = this.#tables[kind];
    const before = rows.get(id);
    this.#touched.set(key, {
      change: () => [kind, id, rows.get(id) ?? null],
      undo: () => {
        if (before) rows.set(id, before);
        else rows.delete(id);
      },
    });
  }
}
