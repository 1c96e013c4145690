import { z } from 'zod';
import { mayDo } from '../../../lib/ledger/odoo/append-only.js';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';
import { type Finding, ok, wrong } from './finding.js';
import type { Site } from './site.js';

const MODELS = ['crm.lead', 'res.partner'] as const;
const OPERATIONS = ['read', 'create', 'write', 'unlink'] as const;

/** Which of the operations a user may carry out on a model. */
export type Rights = {
  readonly model: string;
  readonly may: Readonly<Record<(typeof OPERATIONS)[number], boolean>>;
};

/** What the ledger's user may do; where that is too much and somebody may look, also how it came by it. */
export const rightsFindings = async (
  user: Odoo,
  userId: number,
  site: Site | undefined,
): Promise<readonly Finding[]> =>
  Promise.all(
    (await readRights(user)).map(async (rights) => {
      const isEditor = rights.may.write || rights.may.unlink;
      const editors = isEditor && site ? await editorsOf(site, userId, rights.model) : [];
      return rightsFinding(rights, editors);
    }),
  );

const readRights = (user: Odoo): Promise<readonly Rights[]> =>
  Promise.all(
    MODELS.map(async (model) => {
      const [read = false, create = false, write = false, unlink = false] = await Promise.all(
        OPERATIONS.map((operation) => mayDo(user, model, operation)),
      );
      return { model, may: { read, create, write, unlink } };
    }),
  );

/**
 * Rows are added and read, and nothing else: an import by a user who may edit would overwrite what others wrote.
 * `editors` are the user's groups that may edit or delete, where somebody could look.
 */
export const rightsFinding = ({ may, model }: Rights, editors: readonly string[] = []): Finding => {
  const excess = [...(may.write ? ['edit'] : []), ...(may.unlink ? ['delete'] : [])];
  const lack = [...(may.read ? [] : ['read']), ...(may.create ? [] : ['create'])];
  if (excess.length > 0) {
    const through = editors.length > 0 ? ` (by way of: ${editors.join(', ')})` : '';
    return wrong(
      `the user may ${excess.join(' and ')} ${model}${through}`,
      '`npm run odoo:provision` takes the user out of all groups but its own; where it still may, "Internal User" ' +
        'implies such a group in this Odoo (Settings → Users & Companies → Groups), and must not. Until then the ' +
        'ledger refuses to run with this user',
    );
  }
  if (lack.length > 0) {
    return wrong(
      `the user may not ${lack.join(' and ')} ${model}`,
      '`npm run odoo:provision` gives it its rights again',
    );
  }
  return ok(`the user may read and create ${model}, and neither edit nor delete it`);
};

const grants = z.array(
  z.object({ group_id: z.union([z.tuple([z.int(), z.string()]), z.literal(false)]) }),
);

/** Those of a user's groups, implied ones among them, that may edit or delete records of a model. */
const editorsOf = async (site: Site, userId: number, model: string): Promise<readonly string[]> => {
  const own = await idsIn(site.odoo, 'res.users', site.groupsField, [userId]);
  const groups = new Set([...own, ...(await impliedBy(site.odoo, own))]);
  const answer = await site.odoo.read('ir.model.access', 'search_read', {
    domain: [
      ['model_id.model', '=', model],
      '|',
      ['perm_write', '=', true],
      ['perm_unlink', '=', true],
    ],
    fields: ['group_id'],
    context: { lang: 'en_US' },
  });
  return grants.parse(answer).flatMap(({ group_id: group }) => {
    if (group === false) return ['everybody'];
    return groups.has(group[0]) ? [group[1]] : [];
  });
};

/** All groups that these imply, and those imply in turn. */
export const impliedBy = async (
  odoo: Odoo,
  groups: readonly number[],
): Promise<ReadonlySet<number>> => {
  const implied = new Set<number>();
  for (let next = groups; next.length > 0; ) {
    const found = await idsIn(odoo, 'res.groups', 'implied_ids', next);
    next = found.filter((id) => !implied.has(id));
    for (const id of next) implied.add(id);
  }
  return implied;
};

/** What a field of these records lists. */
const idsIn = async (
  odoo: Odoo,
  model: string,
  field: string,
  ids: readonly number[],
): Promise<readonly number[]> => {
  const answer = await odoo.read(model, 'read', { ids, fields: [field] });
  return z
    .array(z.object({ [field]: z.array(z.int()) }))
    .parse(answer)
    .flatMap((record) => record[field] ?? []);
};
