import type { Schemas } from '../../../api/api.js';

export type RegistryDocument = Schemas['RegistryDocument'];

/** A plan, action or pack while somebody works on it: any member may be missing, or be text that is no number yet. */
export type Row = { readonly [member: string]: unknown };

export const LISTS = ['actions', 'plans', 'packs'] as const;

export type ListName = (typeof LISTS)[number];

/** A registry while somebody works on it. What is wrong with it the server says, not its type. */
export type Draft = { readonly [member: string]: unknown } & {
  readonly [Name in ListName]: readonly Row[];
};

/** By what the rows of a list are known. */
export const ID_OF: Readonly<Record<ListName, string>> = {
  actions: 'actionId',
  plans: 'planId',
  packs: 'packId',
};

export const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the tables can show it. */
export const isDraft = (value: unknown): value is Draft => {
  if (!isObject(value)) return false;
  const lists = LISTS.map((name) => value[name]);
  return lists.every((list) => Array.isArray(list) && list.every(isObject));
};

/** Paths are as the server tells them: `actions.3.creditsPerUnit`. */
export const at = (node: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((within, name) => {
    if (Array.isArray(within)) return within[Number(name)];
    return isObject(within) ? within[name] : undefined;
  }, node);

/** The same with another value at a path; undefined takes the member away. */
export const edited = (draft: Draft, path: string, value: unknown): Draft => {
  const next = written(draft, path.split('.'), value);
  return isDraft(next) ? next : draft;
};

const written = (node: unknown, [name, ...rest]: readonly string[], value: unknown): unknown => {
  if (name === undefined) return value;
  if (Array.isArray(node)) {
    return node.map((each, index) => (index === Number(name) ? written(each, rest, value) : each));
  }
  const { [name]: old, ...others } = isObject(node) ? node : {};
  const next = written(old, rest, value);
  if (next === undefined) return others;
  // Members keep their places, so that a paste and a later look at it are alike.
  return isObject(node) && name in node ? { ...node, [name]: next } : { ...others, [name]: next };
};

export const withRow = (draft: Draft, list: ListName, index: number, row: Row): Draft => ({
  ...draft,
  [list]: draft[list].toSpliced(index, 0, row),
});

export const withoutRow = (draft: Draft, list: ListName, index: number): Draft => ({
  ...draft,
  [list]: draft[list].toSpliced(index, 1),
});

/** A copy under an id that is free; other names and prices kept at Stripe belong to one row alone. */
export const copyOf = (draft: Draft, list: ListName, row: Row): Row => {
  const { aliases, stripePriceId, ...rest } = row;
  const name = ID_OF[list];
  const taken = new Set(draft[list].map((each) => each[name]));
  const stem = String(row[name] ?? '');
  let copy = `${stem}_copy`;
  for (let number = 2; taken.has(copy); number += 1) copy = `${stem}_copy_${number}`;
  return { ...rest, [name]: copy, ...(list === 'actions' && { aliases: [] }) };
};

/** What a new row begins with: nothing that could be right by chance. */
export const freshRow = (draft: Draft, list: ListName): Row => {
  switch (list) {
    case 'actions': {
      const product = draft.actions.at(-1)?.['product'] ?? '';
      return {
        actionId: '',
        aliases: [],
        product,
        name: '',
        unit: '',
        creditsPerUnit: '',
        estimatedCostMicroEur: '',
        chargeableBy: 'any',
      };
    }
    case 'plans':
      return { planId: '', name: '', monthlyGrant: '', features: [], selfService: false };
    case 'packs':
      return { packId: '', name: '', credits: '', price: { amountMinor: '', currency: 'eur' } };
  }
};

/** Equal in all that is sent, whatever the order of members. */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(one[name], other[name]));
};
