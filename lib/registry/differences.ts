import { isDeepStrictEqual } from 'node:util';
import type { RegistryDocument } from './document.js';

/**
 * What is different in another version, a line each, for people: `actions.ask_ai.creditsPerUnit: 1 → 2`, `plans: + gold`.
 * None exactly where the two are the same.
 */
export const differences = (
  before: RegistryDocument,
  after: RegistryDocument,
): readonly string[] => {
  const { actions, packs, plans, ...rest } = before;
  const { actions: newActions, packs: newPacks, plans: newPlans, ...newRest } = after;
  return [
    ...compare('', rest, newRest),
    ...compareItems('plans', plans, newPlans, ({ planId }) => planId),
    ...compareItems('actions', actions, newActions, ({ actionId }) => actionId),
    ...compareItems('packs', packs, newPacks, ({ packId }) => packId),
  ];
};

const compareItems = <Item>(
  path: string,
  before: readonly Item[],
  after: readonly Item[],
  idOf: (item: Item) => string,
): readonly string[] => {
  const newById = new Map(after.map((item) => [idOf(item), item]));
  return [
    ...compareNames(path, before.map(idOf), after.map(idOf)),
    ...before.flatMap((item) => {
      const id = idOf(item);
      return newById.has(id) ? compare(`${path}.${id}`, item, newById.get(id)) : [];
    }),
  ];
};

/** Their order counts: the public matrix shows it. */
const compareNames = (
  path: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] => {
  const [old, recent] = [new Set(before), new Set(after)];
  const kept = before.filter((name) => recent.has(name));
  const stillThere = after.filter((name) => old.has(name));
  return [
    ...after.filter((name) => !old.has(name)).map((name) => `${path}: + ${shown(name)}`),
    ...before.filter((name) => !recent.has(name)).map((name) => `${path}: - ${shown(name)}`),
    ...(isDeepStrictEqual(kept, stillThere) ? [] : [`${path}: in another order`]),
  ];
};

const compare = (path: string, before: unknown, after: unknown): readonly string[] => {
  if (areNames(before) && areNames(after)) return compareNames(path, before, after);
  if (isObject(before) && isObject(after)) {
    const members = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...members].flatMap((name) =>
      compare(path ? `${path}.${name}` : name, before[name], after[name]),
    );
  }
  return before === after ? [] : [`${path}: ${shown(before)} → ${shown(after)}`];
};

const areNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** In quotes where it would not be clear otherwise where it begins and ends. */
const shown = (value: unknown): string => {
  if (value === undefined) return 'none';
  return typeof value === 'string' && /^[\w.-]+$/.test(value) ? value : JSON.stringify(value);
};
