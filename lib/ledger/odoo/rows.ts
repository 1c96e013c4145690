import { z } from 'zod';
import type { WalletId } from '../../wallet/ids.js';
import { readExternalIds } from './external-ids.js';
import { LEAD_COLUMNS, LEAD_FIELDS, type Lead, leadsFrom, QUIET } from './lead.js';
import { walletExternalId, walletRef } from './names.js';
import { type Odoo, OdooFault, OdooMisconfigured } from './odoo.js';

/** Conditions in Odoo's prefix notation. */
export type Domain = readonly (
  | string
  | readonly [field: string, operator: string, value: unknown]
)[];

/** Any of the conditions, each of which may be a domain of its own. */
export const anyOf = (...domains: readonly Domain[]): Domain => [
  ...domains.slice(1).map(() => '|'),
  ...domains.flat(),
];

export const allOf = (...domains: readonly Domain[]): Domain => [
  ...domains.slice(1).map(() => '&'),
  ...domains.flat(),
];

/** Archived rows are rows. */
const ALL = { active_test: false };

export type Page = {
  readonly order: 'id' | 'id desc';
  readonly limit?: number;
  readonly offset?: number;
};

export const searchLeads = async (
  odoo: Odoo,
  domain: Domain,
  page: Page,
): Promise<readonly Lead[]> => {
  const named = { domain, fields: LEAD_FIELDS, ...page, context: ALL };
  return leadsFrom(await odoo.read('crm.lead', 'search_read', named));
};

const count = z.object({
  partner_id: z.union([z.tuple([z.int(), z.string()]).transform(([id]) => id), z.literal(false)]),
  head: z.int(),
  rows: z.int(),
});

/** How many rows each partner has, and the id of the last one. */
export const countLeads = async (
  odoo: Odoo,
  domain: Domain,
): Promise<
  readonly { readonly partner: number; readonly head: number; readonly rows: number }[]
> => {
  const groups = await odoo.read('crm.lead', 'read_group', {
    domain,
    fields: ['head:max(id)', 'rows:count(id)'],
    groupby: ['partner_id'],
    lazy: false,
    context: ALL,
  });
  return z
    .array(count)
    .parse(groups)
    .flatMap(({ partner_id, ...of }) =>
      partner_id === false ? [] : [{ partner: partner_id, ...of }],
    );
};

const partner = z.object({ id: z.int(), ref: z.string() });

/** Partners by their ref. Two of one ref would both be told. */
export const searchPartners = async (
  odoo: Odoo,
  domain: Domain,
  page: { readonly order?: string; readonly limit?: number } = {},
): Promise<readonly z.output<typeof partner>[]> => {
  const named = { domain, fields: ['id', 'ref'], order: 'id', ...page, context: ALL };
  return z.array(partner).parse(await odoo.read('res.partner', 'search_read', named));
};

const NO_TEAM =
  'the sales team of the ledger is missing in Odoo: run `npm run odoo:provision` with an administrator';

const loaded = z.object({
  ids: z.union([z.array(z.int()), z.literal(false)]),
  messages: z.array(z.looseObject({ message: z.string(), field: z.unknown().optional() })),
});

/** What became of an import: the ids that the rows got, in their order, or why all of them were refused. */
export type Loaded = { readonly ids: readonly number[] } | { readonly refused: string };

/**
 * Odoo's import, which is all or nothing. A row whose external id is taken would be an edit, which this user may not do:
 * so it is an insert-if-absent.
 * @throws OdooFault where a row itself is at fault, and would be however often it came; OdooMisconfigured where no row
 * would be taken.
 */
const load = async (
  odoo: Odoo,
  model: string,
  fields: readonly string[],
  data: readonly (readonly string[])[],
): Promise<Loaded> => {
  const answer = loaded.parse(await odoo.write(model, 'load', { fields, data, context: QUIET }));
  if (answer.ids !== false) return { ids: answer.ids };
  const [first] = answer.messages;
  const why = first?.message.split('\n')[0] ?? 'no reason was given';
  // A value that Odoo does not take is told with its field. A row that is there, or coming, is not.
  const faulty = answer.messages.find(({ field }) => field !== undefined);
  if (faulty?.field === 'team_id') throw new OdooMisconfigured(NO_TEAM);
  if (faulty) throw new OdooFault(`Odoo refused a row: ${faulty.message.split('\n')[0]}`);
  if (/not allowed to create/i.test(why)) {
    throw new OdooMisconfigured(
      `ODOO_USERNAME: this user may not create ${model} in Odoo; run \`npm run odoo:provision\` (${why})`,
    );
  }
  return { refused: why };
};

export const loadLeads = (odoo: Odoo, rows: readonly (readonly string[])[]): Promise<Loaded> =>
  load(odoo, 'crm.lead', LEAD_COLUMNS, rows);

export type NewPartner = {
  readonly externalId: string;
  readonly name: string;
  readonly ref: string;
};

/** The partner of a wallet. */
export const partnerOf = (walletId: WalletId): NewPartner => ({
  externalId: walletExternalId(walletId),
  name: walletId.clientId,
  ref: walletRef(walletId),
});

/**
 * Makes partners where they are not there yet, and answers with their ids by ref; undefined when somebody else is at it.
 * @throws OdooFault when one is there, but no longer has its ref.
 */
export const ensurePartners = async (
  odoo: Odoo,
  partners: readonly NewPartner[],
): Promise<ReadonlyMap<string, number> | undefined> => {
  const made = await loadPartners(odoo, partners);
  if ('ids' in made) return new Map(partners.map(({ ref }, index) => [ref, made.ids[index] ?? 0]));
  const there = new Map(await findPartners(odoo, partners));
  for (const each of partners.filter(({ ref }) => !there.has(ref))) {
    const alone = await loadPartners(odoo, [each]);
    const id = 'ids' in alone ? alone.ids[0] : await idOf(odoo, each, alone.refused);
    if (id === undefined) return undefined;
    there.set(each.ref, id);
  }
  return there;
};

/** Of a partner that was not there, and now is said to be. */
const idOf = async (odoo: Odoo, partner: NewPartner, refused: string) => {
  const { externalId, ref } = partner;
  const id = (await findPartners(odoo, [partner])).get(ref);
  if (id !== undefined || !/not allowed/i.test(refused)) return id;
  throw new OdooFault(
    `the partner with the external id ${externalId} needs the reference ${ref} in Odoo, which it has lost`,
  );
};

/** The ids of those that are there, by ref. Somebody else's partner may have the same ref: no row is put with that one. */
const findPartners = async (
  odoo: Odoo,
  partners: readonly NewPartner[],
): Promise<ReadonlyMap<string, number>> => {
  const found = await searchPartners(odoo, [['ref', 'in', partners.map(({ ref }) => ref)]]);
  const ids = found.map(({ id }) => id);
  const externalIds = await readExternalIds(odoo, 'res.partner', ids);
  return new Map(
    partners.flatMap(({ externalId, ref }) => {
      const own = ids.find((id) => externalIds.get(id)?.includes(externalId));
      return own === undefined ? [] : [[ref, own] as const];
    }),
  );
};

const loadPartners = (odoo: Odoo, partners: readonly NewPartner[]): Promise<Loaded> =>
  load(
    odoo,
    'res.partner',
    ['id', 'name', 'ref'],
    partners.map(({ externalId, name, ref }) => [externalId, name, ref]),
  );
