/** What a field should hold. Records of others are named by external id, as they are in Odoo's import. */
export type Value =
  | string
  | number
  | boolean
  | { readonly one: string }
  /** `orImplied`: what these groups imply may be there too. */
  | { readonly many: readonly string[]; readonly orImplied?: true }
  /** A record of any model; Odoo keeps it as text. */
  | { readonly record: string; readonly of: string };

/** A record that provisioning makes, and keeps as it should be. Its external id makes that repeatable. */
export type Thing = {
  readonly externalId: string;
  readonly model: string;
  /** In the words of whoever reads the report. */
  readonly title: string;
  readonly values: Readonly<Record<string, Value>>;
  /** Given when it is made, and never looked at again. */
  readonly atFirst?: Readonly<Record<string, string>>;
};

/** The numbers of records by external id, as far as they exist. */
export type Ids = ReadonlyMap<string, number>;

/** All external ids that a thing is made of: its own, and those it refers to. */
export const externalIdsOf = ({ externalId, values }: Thing): readonly string[] => [
  externalId,
  ...Object.values(values).flatMap((value) => {
    if (typeof value !== 'object') return [];
    if ('one' in value) return [value.one];
    return 'many' in value ? value.many : [value.record];
  }),
];

/** Columns and a row for Odoo's import. */
export const importOf = (
  { atFirst, externalId, values }: Thing,
  ids: Ids,
): { readonly fields: readonly string[]; readonly row: readonly string[] } => {
  const columns = [
    ['id', externalId],
    ...Object.entries(values).map(([field, value]) => column(field, value, ids)),
    ...(ids.has(externalId) ? [] : Object.entries(atFirst ?? {})),
  ];
  return {
    fields: columns.map(([field = '']) => field),
    row: columns.map(([, value = '']) => value),
  };
};

const column = (field: string, value: Value, ids: Ids): readonly [string, string] => {
  if (typeof value === 'boolean') return [field, value ? '1' : '0'];
  if (typeof value !== 'object') return [field, String(value)];
  if ('one' in value) return [`${field}/id`, value.one];
  if ('many' in value) return [`${field}/id`, value.many.join(',')];
  return [field, `${value.of},${ids.get(value.record) ?? ''}`];
};

/** The fields of a record, as Odoo reads them out, that don't hold what they should. */
export const differencesOf = (
  { values }: Thing,
  found: Readonly<Record<string, unknown>>,
  ids: Ids,
  implied: ReadonlySet<number>,
): readonly string[] =>
  Object.entries(values).flatMap(([field, value]) =>
    holds(found[field], value, ids, implied) ? [] : [field],
  );

const holds = (found: unknown, wanted: Value, ids: Ids, implied: ReadonlySet<number>): boolean => {
  // Odoo says false for what is empty.
  if (typeof wanted === 'string') return (found === false ? '' : found) === wanted;
  if (typeof wanted !== 'object') return found === wanted;
  if ('record' in wanted) return found === `${wanted.of},${ids.get(wanted.record)}`;
  if (!Array.isArray(found)) return false;
  const there: readonly unknown[] = found;
  // A many2one reads as id and name.
  if ('one' in wanted) return there[0] === ids.get(wanted.one);
  const numbers = wanted.many.map((externalId) => ids.get(externalId));
  const isFine = (id: unknown): boolean =>
    numbers.some((number) => number === id) ||
    (wanted.orImplied === true && typeof id === 'number' && implied.has(id));
  return numbers.every((number) => there.includes(number)) && there.every(isFine);
};
