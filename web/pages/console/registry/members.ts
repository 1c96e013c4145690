import { decimal, placesOf, units } from './amounts.js';
import {
  at,
  type Draft,
  ID_OF,
  LISTS,
  type ListName,
  type RegistryDocument,
  type Row,
} from './draft.js';

/** How a member is written in a field, and read from there. `wrong` is only what the server could not be sent at all. */
export type Kind = {
  readonly show: (value: unknown, row: Row) => string;
  readonly read: (text: string, row: Row) => unknown;
  readonly wrong?: string;
  readonly keys?: 'numeric' | 'decimal';
};

type Member = { readonly label: string; readonly kind: Kind };

/** What is wrong with a document, and where. */
export type Issue = { readonly path: string; readonly message: string };

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const text: Kind = { show: asText, read: (written) => written };

const optionalText: Kind = { show: asText, read: (written) => written || undefined };

const whole: Kind = {
  show: asText,
  read: (written) => units(written, 0) ?? written,
  wrong: 'is a whole number, without separators',
  keys: 'numeric',
};

const optionalWhole: Kind = {
  ...whole,
  read: (written) => (written.trim() === '' ? undefined : whole.read(written, {})),
};

const MICRO = 6;

const euros: Kind = {
  show: (value) => (typeof value === 'number' ? decimal(value, MICRO, 2) : asText(value)),
  read: (written) => units(written, MICRO) ?? written,
  wrong: 'is an amount such as 0.012, with a point and at most six places behind it',
  keys: 'decimal',
};

const currencyOf = (row: Row): unknown => at(row, 'price.currency');

const money: Kind = {
  show: (value, row) => {
    const places = placesOf(currencyOf(row));
    return typeof value === 'number' ? decimal(value, places, places) : asText(value);
  },
  read: (written, row) => units(written, placesOf(currencyOf(row))) ?? written,
  wrong: 'is an amount such as 29.00, with a point',
  keys: 'decimal',
};

const lines: Kind = {
  show: (value) => (Array.isArray(value) ? value.join('\n') : ''),
  read: (written) => written.split('\n').filter((line) => line.trim() !== ''),
};

const price = {
  'price.amountMinor': { label: 'Price', kind: money },
  'price.currency': { label: 'Currency', kind: text },
  stripePriceId: { label: 'Stripe price', kind: optionalText },
};

export const GENERAL: Readonly<Record<string, Member>> = {
  creditValueMicroEur: { label: 'Value of a credit', kind: euros },
  defaultPlanId: { label: 'Default plan', kind: text },
};

/** Every member that has a field, by list. */
export const MEMBERS: Readonly<Record<ListName, Readonly<Record<string, Member>>>> = {
  actions: {
    actionId: { label: 'Id', kind: text },
    name: { label: 'Name', kind: text },
    product: { label: 'Product', kind: text },
    unit: { label: 'Unit', kind: text },
    creditsPerUnit: { label: 'Credits per unit', kind: whole },
    estimatedCostMicroEur: { label: 'Cost per unit', kind: euros },
    chargeableBy: { label: 'Chargeable by', kind: text },
    aliases: { label: 'Aliases', kind: lines },
    description: { label: 'Description', kind: optionalText },
  },
  plans: {
    planId: { label: 'Id', kind: text },
    name: { label: 'Name', kind: text },
    monthlyGrant: { label: 'Monthly grant', kind: whole },
    softCap: { label: 'Soft cap', kind: optionalWhole },
    features: { label: 'Features', kind: lines },
    selfService: { label: 'Self-service', kind: text },
    ...price,
  },
  packs: {
    packId: { label: 'Id', kind: text },
    name: { label: 'Name', kind: text },
    credits: { label: 'Credits', kind: whole },
    ...price,
  },
};

const ONE: Readonly<Record<ListName, string>> = { actions: 'Action', plans: 'Plan', packs: 'Pack' };

export const listIn = (path: string): ListName | undefined =>
  LISTS.find((name) => path === name || path.startsWith(`${name}.`));

/** The place of a row in its list, where a path names one by its place. */
export const indexIn = (path: string): number | undefined => {
  const [, index = ''] = path.split('.');
  return /^\d+$/.test(index) ? Number(index) : undefined;
};

/** `actions.3.creditsPerUnit` → `Action ask_ai · Credits per unit`. */
export const nameOf = (path: string, draft: Draft): string => {
  const list = listIn(path);
  if (!list) return GENERAL[path]?.label ?? (path || 'The registry');
  const [, row = '', ...rest] = path.split('.');
  const index = indexIn(path);
  const id = index === undefined ? row : asText(draft[list][index]?.[ID_OF[list]]);
  return [`${ONE[list]} ${id || `no. ${(index ?? 0) + 1}`}`, ...memberName(list, rest)].join(' · ');
};

/** Of a path by id, as in a diff: `actions.ask_ai.creditsPerUnit` → `ask_ai · Credits per unit`. */
export const memberLabel = (path: string): string => {
  const list = listIn(path);
  if (!list) return GENERAL[path]?.label ?? path;
  const [, id, ...rest] = path.split('.');
  return id === undefined ? ONE[list] : [id, ...memberName(list, rest)].join(' · ');
};

const memberName = (list: ListName, path: readonly string[]): readonly string[] => {
  if (path.length === 0) return [];
  const [first = ''] = path;
  const member = MEMBERS[list][path.join('.')] ?? MEMBERS[list][first];
  return [member?.label ?? (first === 'price' ? 'Price' : path.join('.'))];
};

/** What is text where only a number can be sent. */
export const unreadable = (draft: Draft): readonly Issue[] => [
  ...unreadableIn(draft, GENERAL, ''),
  ...LISTS.flatMap((list) =>
    draft[list].flatMap((row, index) => unreadableIn(row, MEMBERS[list], `${list}.${index}.`)),
  ),
];

/** Of one field. What is only empty is not complained of while somebody may be on the way to it. */
export const unreadableAt = (draft: Draft, path: string): string | undefined => {
  const list = listIn(path);
  const { wrong } =
    (list ? MEMBERS[list][path.split('.').slice(2).join('.')] : GENERAL[path])?.kind ?? {};
  const value = wrong && at(draft, path);
  return typeof value === 'string' && value !== '' ? wrong : undefined;
};

const unreadableIn = (
  row: Row,
  members: Readonly<Record<string, Member>>,
  prefix: string,
): readonly Issue[] =>
  Object.entries(members).flatMap(([path, { kind }]) => {
    if (!kind.wrong) return [];
    const value = at(row, path);
    if (typeof value !== 'string') return [];
    return [{ path: `${prefix}${path}`, message: value === '' ? 'is missing' : kind.wrong }];
  });

/** Whether it can be sent. Whether it is right the server says. */
export const isSendable = (draft: Draft): draft is Draft & RegistryDocument =>
  unreadable(draft).length === 0;
