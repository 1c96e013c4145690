import type { Values } from './db.js';

type Value = Values[number];

/**
 * What rows have to fulfil, some of it where it was asked for only. Each set of conditions becomes a statement of its own: one
 * text for all of them could make no use of an index.
 */
export class Conditions {
  readonly #conditions = new Map<string, string>();
  readonly #values: Value[] = [];

  /** A place for a value in the statement's text. */
  put(value: Value): string {
    return `$${this.#values.push(value)}`;
  }

  /** One condition, where there is a value for it. */
  hold(name: string, value: Value | undefined, condition: (place: string) => string): this {
    if (value !== undefined) this.#conditions.set(name, condition(this.put(value)));
    return this;
  }

  /** What the statement is kept prepared under: the same for the same text. */
  get name(): string {
    return [...this.#conditions.keys()].join('_');
  }

  get text(): string {
    return [...this.#conditions.values()].join('\n      AND ');
  }

  get values(): Values {
    return this.#values;
  }
}
