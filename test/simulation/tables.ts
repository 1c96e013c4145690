/** What is durable of one wallet, as text: nothing gets out of here without being read back from its stored form. */
export type Table = {
  stored: string | undefined;
  readonly rows: string[];
  readonly named: Map<string, number>;
  readonly referring: Map<string, number[]>;
};

/** What a transaction writes to one wallet. */
export type Move = {
  readonly key: string;
  readonly stored: string;
  readonly rows: readonly NewRow[];
};

export type NewRow = {
  readonly seq: number;
  readonly name: string;
  readonly ref: string | undefined;
  readonly text: string;
};

/** The disk of the simulated storage, shared by all processes: it keeps what a database's constraints would keep. */
export class Tables {
  readonly #tables = new Map<string, Table>();
  /** Told of every commit at the moment when it is carried out. */
  onCommit: ((moves: readonly Move[]) => void) | undefined;
  /** Told of what a constraint had to prevent, also where nobody waits for an answer any more. */
  onViolation: ((problem: string) => void) | undefined;

  of(key: string): Table | undefined {
    return this.#tables.get(key);
  }

  /** The keys of all wallets of a tenant, in the order in which a scan comes by them. */
  keys(tenantId: string): readonly string[] {
    return [...this.#tables.keys()].filter((key) => key.startsWith(`${tenantId}:`)).sort();
  }

  /** All or nothing, like a transaction that violates a constraint. */
  write(moves: readonly Move[]): void {
    for (const { key, rows } of moves) {
      const table = this.#tables.get(key);
      let last = table?.rows.length ?? 0;
      for (const { name, seq } of rows) {
        last += 1;
        if (seq !== last || table?.named.has(name)) {
          const problem = `${key}: entry ${seq}, ${name}, is there already`;
          this.onViolation?.(problem);
          throw new Error(problem);
        }
      }
    }
    for (const { key, rows, stored } of moves) {
      const table = this.#tables.get(key) ?? this.#create(key);
      table.stored = stored;
      for (const row of rows) add(table, row);
    }
    this.onCommit?.(moves);
  }

  #create(key: string): Table {
    const table = { stored: undefined, rows: [], named: new Map(), referring: new Map() };
    this.#tables.set(key, table);
    return table;
  }
}

const add = (table: Table, { name, ref, text }: NewRow): void => {
  const at = table.rows.push(text) - 1;
  table.named.set(name, at);
  if (ref !== undefined) table.referring.set(ref, [...(table.referring.get(ref) ?? []), at]);
};
