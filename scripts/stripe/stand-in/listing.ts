import { invalid, resourceMissing } from './refusal.js';

/** Which part of a list; what is newest comes first. */
export type Page = {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
};

export type Moments =
  | undefined
  | number
  | {
      readonly gt?: number | undefined;
      readonly gte?: number | undefined;
      readonly lt?: number | undefined;
      readonly lte?: number | undefined;
    };

const DEFAULT_LIMIT = 10;

/** A page of objects, given oldest first. */
export const listed = <Item extends { readonly id: string }>(
  url: string,
  oldestFirst: readonly Item[],
  page: Page = {},
) => {
  const all = [...oldestFirst].reverse();
  const { limit = DEFAULT_LIMIT, starting_after: after, ending_before: before } = page;
  if (after && before)
    throw invalid('You cannot parameterize both starting_after and ending_before.');
  if (before) {
    const until = placeOf(all, before, 'ending_before');
    const data = all.slice(Math.max(0, until - limit), until);
    return { object: 'list' as const, data, has_more: until > limit, url };
  }
  const from = after ? placeOf(all, after, 'starting_after') + 1 : 0;
  const data = all.slice(from, from + limit);
  return { object: 'list' as const, data, has_more: from + limit < all.length, url };
};

const placeOf = (all: readonly { readonly id: string }[], id: string, param: string): number => {
  const at = all.findIndex((item) => item.id === id);
  if (at < 0) throw resourceMissing('object', id, param, 400);
  return at;
};

/** Whether a moment is one of those asked for; no wish allows all. */
export const isWithin = (moment: number, moments: Moments): boolean => {
  if (moments === undefined) return true;
  if (typeof moments === 'number') return moment === moments;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = moments;
  return moment > gt && moment >= gte && moment < lt && moment <= lte;
};
