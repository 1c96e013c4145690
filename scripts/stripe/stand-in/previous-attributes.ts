import { canonical, isHash, type Json } from './json.js';

/**
 * What changed members were before, as an event of an update says it: of a hash only the members that changed, of a
 * list all of it, and null for what was not there.
 */
export const previousAttributes = (before: object, after: object): Json => {
  const old = new Map<string, unknown>(Object.entries(before));
  const changes = Object.entries(after).flatMap(([key, value]: [string, unknown]) => {
    const was = old.get(key) ?? null;
    if (canonical(was) === canonical(value ?? null)) return [];
    return [[key, isHash(was) && isHash(value) ? previousAttributes(was, value) : was]];
  });
  return Object.fromEntries(changes);
};
