import { type Document, SPELLINGS, type Spelled } from '../terms.js';

/** A published version as the model reads it: the plain document, and since when it is in force. */
export type Terms = {
  readonly version: number;
  readonly document: Document;
  readonly publishedAt: number;
};

export const planOf = ({ document }: Terms, planId: string) =>
  document.plans.find((plan) => plan.planId === planId);

export const actionOf = ({ document }: Terms, actionId: string) =>
  document.actions.find((action) => action.actionId === actionId);

const plain = (name: string): string => SPELLINGS[name as Spelled] ?? name;

/** The action that a version means by a name; a name that it does not know stands for itself. */
export const actionNamed = ({ document }: Terms, name: Spelled): string => {
  const called = plain(name);
  const known = document.actions.find(
    ({ actionId, aliases, product }) =>
      called === actionId ||
      called === `${product}_${actionId}` ||
      aliases.some((alias) => plain(alias) === called),
  );
  return known?.actionId ?? called;
};

/** A new version is in force everywhere after this time. */
const FRESH_FOR_MS = 20_000;

/** All versions there ever were. */
export class Versions {
  readonly #all: Terms[] = [];

  add(terms: Terms): void {
    this.#all.push(terms);
  }

  numbered(version: number): Terms | undefined {
    return this.#all[version - 1];
  }

  /** Those that a process may go by for a request of that time, the latest first. */
  since(time: number): readonly Terms[] {
    const oldest = this.#all.findLastIndex(({ publishedAt }) => publishedAt < time - FRESH_FOR_MS);
    return this.#all.slice(Math.max(0, oldest)).reverse();
  }
}
