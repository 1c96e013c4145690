import type { Model, Value, Values } from './model.js';

/** A record as it is now, and in which commits it was made and last changed. */
export type Row = {
  readonly id: number;
  readonly values: Values;
  readonly born: number;
  readonly changed: number;
};

/** The records of a model by id, and by what its indexed fields hold. Lists of ids are ascending. */
export class Table {
  readonly #rows = new Map<number, Row>();
  readonly #ids: number[] = [];
  readonly #indexes: ReadonlyMap<string, Map<Value, number[]>>;
  #lastId = 0;

  constructor(readonly model: Model) {
    const indexed = Object.entries(model.fields).filter(([, { indexed }]) => indexed);
    this.#indexes = new Map(indexed.map(([name]) => [name, new Map<Value, number[]>()]));
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  row(id: number): Row | undefined {
    return this.#rows.get(id);
  }

  /** The next number of the sequence; one that is taken is never given again, whatever becomes of its record. */
  nextId(): number {
    return ++this.#lastId;
  }

  isIndexed(field: string): boolean {
    return this.#indexes.has(field);
  }

  /** The records whose indexed field holds exactly this. */
  idsWhere(field: string, value: Value): readonly number[] {
    return this.#indexes.get(field)?.get(value) ?? [];
  }

  idsFrom(id: number): readonly number[] {
    return this.#ids.slice(place(this.#ids, id));
  }

  put(row: Row): void {
    const before = this.#rows.get(row.id);
    if (!before) insert(this.#ids, row.id);
    this.#rows.set(row.id, row);
    this.#lastId = Math.max(this.#lastId, row.id);
    for (const [field, index] of this.#indexes) {
      const value = row.values[field] ?? false;
      if (before?.values[field] === value) continue;
      if (before) removeFrom(index, before.values[field] ?? false, row.id);
      const ids = index.get(value);
      if (ids) insert(ids, row.id);
      else index.set(value, [row.id]);
    }
  }

  remove(id: number): void {
    const row = this.#rows.get(id);
    if (!row) return;
    this.#rows.delete(id);
    this.#ids.splice(place(this.#ids, id), 1);
    for (const [field, index] of this.#indexes) removeFrom(index, row.values[field] ?? false, id);
  }
}

/** Where an id is in an ascending list, or would be. */
const place = (ids: readonly number[], id: number): number => {
  let from = 0;
  let to = ids.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ids[middle] ?? 0) < id) from = middle + 1;
    else to = middle;
  }
  return from;
};

const insert = (ids: number[], id: number): void => {
  if (id > (ids.at(-1) ?? 0)) ids.push(id);
  else ids.splice(place(ids, id), 0, id);
};

const removeFrom = (index: Map<Value, number[]>, value: Value, id: number): void => {
  const ids = index.get(value);
  if (!ids) return;
  ids.splice(place(ids, id), 1);
  if (ids.length === 0) index.delete(value);
};
