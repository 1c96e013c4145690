import { z } from 'zod';
import { type Odoo, OdooFault } from '../../../lib/ledger/odoo/odoo.js';
import { impliedBy } from './rights.js';
import { PLAIN, type Site } from './site.js';
import { differencesOf, externalIdsOf, type Ids, importOf, type Thing } from './thing.js';

export type State = 'missing' | 'as it should be' | { readonly differs: readonly string[] };

const references = z.array(z.object({ module: z.string(), name: z.string(), res_id: z.int() }));

/** The numbers of all that these things are made of. */
export const idsOf = (odoo: Odoo, things: readonly Thing[]): Promise<Map<string, number>> =>
  externalRecords(odoo, [...new Set(things.flatMap(externalIdsOf))]);

/** The numbers of records by external id, as far as they exist. Only an administrator may ask. */
export const externalRecords = async (
  odoo: Odoo,
  externalIds: readonly string[],
): Promise<Map<string, number>> => {
  const [modules, names] = [0, 1].map((part) => externalIds.map((id) => id.split('.')[part]));
  const found = await odoo.read('ir.model.data', 'search_read', {
    domain: [
      ['module', 'in', modules],
      ['name', 'in', names],
    ],
    fields: ['module', 'name', 'res_id'],
  });
  return new Map(
    references.parse(found).map(({ module, name, res_id }) => [`${module}.${name}`, res_id]),
  );
};

/** How a thing is in Odoo now. Changes nothing. */
export const stateOf = async (site: Site, thing: Thing, ids: Ids): Promise<State> => {
  const id = ids.get(thing.externalId);
  if (id === undefined) return 'missing';
  const answer = await site.odoo.read(thing.model, 'search_read', {
    domain: [['id', '=', id]],
    fields: Object.keys(thing.values),
    context: PLAIN,
  });
  const [found] = z.array(z.looseObject({})).parse(answer);
  if (!found) return 'missing';
  const differs = differencesOf(thing, found, ids, await toleratedIn(site.odoo, thing, ids));
  return differs.length === 0 ? 'as it should be' : { differs };
};

/** Up to 18 Odoo lists among a user's groups what they imply. */
const toleratedIn = (odoo: Odoo, { values }: Thing, ids: Ids): Promise<ReadonlySet<number>> =>
  impliedBy(
    odoo,
    Object.values(values).flatMap((value) =>
      typeof value === 'object' && 'orImplied' in value
        ? value.many.flatMap((externalId) => ids.get(externalId) ?? [])
        : [],
    ),
  );

/** Makes or mends a thing where it needs it. Its number is among `ids` then. */
export const keep = async (
  site: Site,
  thing: Thing,
  ids: Map<string, number>,
): Promise<'made' | 'already there' | `mended: ${string}`> => {
  const state = await stateOf(site, thing, ids);
  if (state === 'as it should be') return 'already there';
  ids.set(thing.externalId, await load(site.odoo, thing, ids));
  return state === 'missing' ? 'made' : `mended: ${state.differs.join(', ')}`;
};

const loaded = z.object({
  ids: z.union([z.tuple([z.int()]), z.literal(false)]),
  messages: z.array(z.object({ message: z.string() })),
});

const load = async (odoo: Odoo, thing: Thing, ids: Ids): Promise<number> => {
  const { fields, row } = importOf(thing, ids);
  const answer = loaded.parse(
    await odoo.write(thing.model, 'load', { fields, data: [row], context: PLAIN }),
  );
  if (answer.ids !== false) return answer.ids[0];
  const why = answer.messages[0]?.message ?? 'no reason given';
  throw new OdooFault(`Odoo refuses ${thing.title}: ${why}`);
};
