import {
  type Draft,
  ID_OF,
  isDraft,
  isObject,
  isSame,
  LISTS,
  type ListName,
  type Row,
} from './draft.js';

/** Where two people changed the same thing to something else. Undefined: it is gone. */
export type Clash = {
  readonly path: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
};

export type Merged = { readonly document: Draft; readonly clashes: readonly Clash[] };

type Three = { readonly base: unknown; readonly mine: unknown; readonly theirs: unknown };

/** The paths, by id (`actions.ask_ai.creditsPerUnit`), at which the other's value is to hold. */
export type Yielded = ReadonlySet<string>;

/**
 * My changes to `base` put into `theirs`, path by path. Where both changed the same, mine holds unless I yielded there.
 */
export const merge = (base: Draft, mine: Draft, theirs: Draft, yielded: Yielded): Merged => {
  const clashes: Clash[] = [];
  const document = mergeMembers({ base, mine, theirs }, '', { clashes, yielded });
  return { document: isDraft(document) ? document : mine, clashes };
};

type Along = { readonly clashes: Clash[]; readonly yielded: Yielded };

const mergeValue = (three: Three, path: string, along: Along): unknown => {
  const { base, mine, theirs } = three;
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base) || isSame(mine, theirs)) return mine;
  if (isObject(mine) && isObject(theirs) && isObject(base)) return mergeMembers(three, path, along);
  along.clashes.push({ path, base, mine, theirs });
  return along.yielded.has(path) ? theirs : mine;
};

const mergeMembers = ({ base, mine, theirs }: Three, path: string, along: Along): Row => {
  const [old, own, other] = [base, mine, theirs].map((each) => (isObject(each) ? each : {}));
  const names = new Set([...Object.keys(other ?? {}), ...Object.keys(own ?? {})]);
  const members = [...names].map((name): [string, unknown] => {
    const within = path ? `${path}.${name}` : name;
    const three = { base: old?.[name], mine: own?.[name], theirs: other?.[name] };
    const list = path === '' ? LISTS.find((each) => each === name) : undefined;
    const rows = list && mergeRows(three, list, along);
    return [name, rows ?? mergeValue(three, within, along)];
  });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
};

/** Row by row, by id; undefined where rows can't be told apart by it. */
const mergeRows = (
  { base, mine, theirs }: Three,
  list: ListName,
  along: Along,
): readonly unknown[] | undefined => {
  const [old, own, other] = [base, mine, theirs].map((rows) => byId(rows, ID_OF[list]));
  if (!old || !own || !other) return undefined;
  const order = orderOf([...old.keys()], [...own.keys()], [...other.keys()]);
  return order.flatMap((id) => {
    const three = { base: old.get(id), mine: own.get(id), theirs: other.get(id) };
    const row = mergeValue(three, `${list}.${id}`, along);
    return row === undefined ? [] : [row];
  });
};

const byId = (rows: unknown, name: string): ReadonlyMap<string, unknown> | undefined => {
  if (!Array.isArray(rows)) return undefined;
  const map = new Map(rows.map((row) => [isObject(row) ? String(row[name] ?? '') : '', row]));
  return map.size === rows.length ? map : undefined;
};

/** Mine if I moved something, else theirs; what only the other one has comes after its neighbour there. */
const orderOf = (
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] => {
  const inBoth = (ids: readonly string[], others: readonly string[]) =>
    ids.filter((id) => others.includes(id));
  const isMoved = !isSame(inBoth(mine, base), inBoth(base, mine));
  const [order, added] = isMoved ? [[...mine], theirs] : [[...theirs], mine];
  added.forEach((id, index) => {
    if (order.includes(id)) return;
    const before = order.indexOf(added[index - 1] ?? '');
    order.splice(index === 0 ? 0 : before + 1, 0, id);
  });
  return order;
};
