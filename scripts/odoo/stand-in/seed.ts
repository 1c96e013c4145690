import { randomBytes } from 'node:crypto';
import type { Env } from './env.js';
import { keepExternalId, splitExternalId } from './external-id.js';
import type { Values } from './model.js';
import { create, recordOf } from './records.js';
import { groupsField } from './version.js';

/** Who keeps the ledger: may create and read, and change nothing. */
export const LEDGER_USER = 'cz_append';

const GROUPS = [
  // external id, category, name, implied
  ['base.group_user', 'User types', 'Internal User', []],
  ['base.group_erp_manager', 'Administration', 'Access Rights', ['base.group_user']],
  ['base.group_system', 'Administration', 'Settings', ['base.group_erp_manager']],
  ['base.group_partner_manager', 'Extra Rights', 'Contact Creation', []],
  ['mail.group_mail_notification_type_inbox', 'Technical', 'Receive notifications in Odoo', []],
  ['sales_team.group_sale_salesman', 'Sales', 'User: Own Documents Only', ['base.group_user']],
  [
    'sales_team.group_sale_salesman_all_leads',
    'Sales',
    'User: All Documents',
    ['sales_team.group_sale_salesman'],
  ],
  [
    'sales_team.group_sale_manager',
    'Sales',
    'Administrator',
    ['sales_team.group_sale_salesman_all_leads'],
  ],
] as const;

/** What the groups of a new Odoo with CRM may do: read, write, create, unlink. */
const RIGHTS = [
  ['crm.lead', 'sales_team.group_sale_manager', 'rwcu'],
  ['crm.lead', 'sales_team.group_sale_salesman', 'rwc'],
  ['res.partner', 'base.group_partner_manager', 'rwcu'],
  ['res.partner', 'base.group_user', 'r'],
  ['res.partner', 'sales_team.group_sale_salesman', 'rwc'],
  ['crm.team', 'sales_team.group_sale_manager', 'rwcu'],
  ['crm.team', 'base.group_user', 'r'],
  ['crm.stage', 'sales_team.group_sale_manager', 'rwcu'],
  ['crm.stage', 'base.group_user', 'r'],
  ['res.users', 'base.group_erp_manager', 'rwcu'],
  ['res.users', 'base.group_user', 'r'],
  ['res.users.apikeys', 'base.group_user', 'r'],
  ['res.groups', 'base.group_erp_manager', 'rwcu'],
  ['res.groups', 'base.group_user', 'r'],
  ['res.company', 'base.group_erp_manager', 'rwcu'],
  ['res.company', 'base.group_user', 'r'],
  ['ir.module.category', 'base.group_user', 'r'],
  ['ir.model', 'base.group_erp_manager', 'rwcu'],
  ['ir.model.access', 'base.group_erp_manager', 'rwcu'],
  ['ir.model.data', 'base.group_erp_manager', 'rwcu'],
  ['ir.actions.act_window', 'base.group_system', 'rwcu'],
  ['ir.actions.act_window.view', 'base.group_system', 'rwcu'],
  ['ir.actions.server', 'base.group_system', 'rwcu'],
  ['ir.ui.view', 'base.group_system', 'rwcu'],
  ['ir.ui.menu', 'base.group_system', 'rwcu'],
  ['ir.ui.menu', 'base.group_user', 'r'],
] as const;

const STAGES = ['New', 'Qualified', 'Proposition', 'Won'];

/** Fills a new database: as after installing CRM, with one administrator. */
export const seed = (env: Env): void => {
  const add = adding(env);
  for (const name of env.database.models) seedModel(env, name);
  seedGroups(env);
  for (const [model, group, rights] of RIGHTS) grant(env, model, group, rights);
  add('res.company', 'base.main_company', { name: 'My Company' });
  for (const [at, name] of STAGES.entries()) {
    add('crm.stage', `crm.stage_lead${at + 1}`, { name, sequence: at });
  }
  add('crm.team', 'sales_team.team_sales_department', { name: 'Sales', sequence: 0 });
  add('ir.ui.menu', 'crm.crm_menu_root', { name: 'CRM' });
  const groups = [
    'base.group_system',
    'base.group_partner_manager',
    'sales_team.group_sale_manager',
  ];
  user(env, 'base.user_root', 'OdooBot', '__system__', [], { active: false });
  user(env, 'base.user_admin', 'Administrator', 'admin', groups, { password: 'admin' });
};

/** What is set up once in an Odoo for the ledger: group, user, key and team. */
export const provision = (env: Env): void => {
  const add = adding(env);
  add('res.groups', 'cz_smcr.group', { name: 'CZ append only' });
  grant(env, 'crm.lead', 'cz_smcr.group', 'rc');
  grant(env, 'res.partner', 'cz_smcr.group', 'rc');
  const groups = ['base.group_user', 'cz_smcr.group'];
  const uid = user(env, 'cz_smcr.user', 'CZ Append', LEDGER_USER, groups, {});
  create(env, 'res.users.apikeys', {
    name: 'credits',
    user_id: uid,
    key: randomBytes(20).toString('hex'),
  });
  add('crm.team', 'cz_smcr.team', { name: 'CZ Credits', use_leads: true });
};

const adding =
  (env: Env) =>
  (model: string, externalId: string, values: Values): number => {
    const id = create(env, model, values);
    keepExternalId(env, externalId, model, id);
    return id;
  };

const seedModel = (env: Env, name: string): void => {
  const { model } = env.database.table(name);
  const externalId = `${model.module}.model_${name.replaceAll('.', '_')}`;
  adding(env)('ir.model', externalId, { name: model.title, model: name });
};

const seedGroups = (env: Env): void => {
  const categories = new Map<string, number>();
  for (const [externalId, category, name, implied] of GROUPS) {
    const id = categories.get(category) ?? create(env, 'ir.module.category', { name: category });
    categories.set(category, id);
    const implied_ids = implied.map((group) => idOf(env, group));
    adding(env)('res.groups', externalId, { name, category_id: id, implied_ids });
  }
};

const grant = (env: Env, model: string, group: string, rights: string): void => {
  const { module } = env.database.table(model).model;
  const [, name] = splitExternalId(group);
  create(env, 'ir.model.access', {
    name: `${model} ${name}`,
    model_id: idOf(env, `${module}.model_${model.replaceAll('.', '_')}`),
    group_id: idOf(env, group),
    perm_read: rights.includes('r'),
    perm_write: rights.includes('w'),
    perm_create: rights.includes('c'),
    perm_unlink: rights.includes('u'),
  });
};

const user = (
  env: Env,
  externalId: string,
  name: string,
  login: string,
  groups: readonly string[],
  values: Values,
): number =>
  adding(env)('res.users', externalId, {
    name,
    login,
    [groupsField(env.version)]: groups.map((group) => idOf(env, group)),
    ...values,
  });

/** @throws Error where nothing has that external id */
export const idOf = (env: Env, externalId: string): number => {
  const record = recordOf(env, externalId);
  if (!record) throw new Error(`nothing has the external id ${externalId}`);
  return record.id;
};
