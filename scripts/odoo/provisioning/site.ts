import { z } from 'zod';
import { mayDo } from '../../../lib/ledger/odoo/append-only.js';
import { QUIET } from '../../../lib/ledger/odoo/lead.js';
import { type Odoo, OdooFault } from '../../../lib/ledger/odoo/odoo.js';

/** An Odoo as its administrator sees it, and what is called differently in its version. */
export type Site = {
  readonly odoo: Odoo;
  /** Of users, menus and actions: renamed in 19. */
  readonly groupsField: 'groups_id' | 'group_ids';
  /** What a list view is called: renamed in 18. */
  readonly list: 'list' | 'tree';
  /** From 18 on. */
  readonly keysExpire: boolean;
};

/** Told in one language, whichever the administrator reads; and of what is archived too. */
export const PLAIN = { ...QUIET, lang: 'en_US', active_test: false, no_reset_password: true };

/** What setting up, proving and cleaning up takes. The models of `base` tell an administrator from others. */
const NEEDED = {
  base: [
    ['res.groups', 'create'],
    ['ir.model.access', 'create'],
    ['res.users', 'create'],
    ['ir.ui.view', 'create'],
    ['ir.ui.menu', 'create'],
    ['ir.actions.act_window', 'create'],
    ['ir.actions.server', 'create'],
  ],
  crm: [
    ['crm.team', 'create'],
    ['crm.lead', 'unlink'],
    ['res.partner', 'unlink'],
  ],
} as const;

/**
 * Asks an Odoo whether it can be set up with this login, and how its version calls things.
 * @throws OdooFault which says what is missing
 */
export const openSite = async (odoo: Odoo): Promise<Site> => {
  await require(odoo, NEEDED.base, 'Administration: Settings');
  const named = { domain: [['model', '=', 'crm.lead']] };
  if ((await odoo.read('ir.model', 'search_count', named)) === 0) {
    throw new OdooFault(
      'this Odoo has no CRM: install the app "CRM" (Apps → CRM → Activate), then run this again',
    );
  }
  await require(odoo, NEEDED.crm, 'Sales: Administrator');
  const [users, views, keysExpire] = await Promise.all([
    fieldsOf(odoo, 'res.users', ['group_ids']),
    fieldsOf(odoo, 'ir.ui.view', ['type']),
    doKeysExpire(odoo),
  ]);
  return {
    odoo,
    groupsField: users.has('group_ids') ? 'group_ids' : 'groups_id',
    list: views.get('type')?.includes('list') ? 'list' : 'tree',
    keysExpire,
  };
};

/** Whether keys of this Odoo end some day. */
export const doKeysExpire = async (odoo: Odoo): Promise<boolean> =>
  (await fieldsOf(odoo, 'res.users.apikeys', ['expiration_date'])).size > 0;

const require = async (
  odoo: Odoo,
  rights: readonly (readonly [model: string, operation: string])[],
  role: string,
): Promise<void> => {
  const missing = await Promise.all(
    rights.map(async ([model, operation]) =>
      (await mayDo(odoo, model, operation)) ? [] : [`${operation} ${model}`],
    ),
  );
  if (missing.flat().length === 0) return;
  throw new OdooFault(
    `the login of ODOO_ADMIN_USERNAME may not ${missing.flat().join(', ')}: ` +
      `use an administrator's, one with "${role}" in Odoo`,
  );
};

const fields = z.record(
  z.string(),
  z.object({ selection: z.array(z.tuple([z.string(), z.unknown()])).optional() }),
);

/** Those of a model's fields that its version has, with what each lets one choose from. */
const fieldsOf = async (
  odoo: Odoo,
  model: string,
  allfields: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const answer = await odoo.read(model, 'fields_get', { allfields, attributes: ['selection'] });
  return new Map(
    Object.entries(fields.parse(answer)).map(([name, { selection }]) => [
      name,
      (selection ?? []).map(([value]) => value),
    ]),
  );
};
