import { randomBytes } from 'node:crypto';
import type { Site } from './site.js';
import type { Thing } from './thing.js';

export const GROUP = 'cz_smcr.group_append_only';
export const USER = 'cz_smcr.user';

/** Who may write rows, and nothing else: no right here lets anybody change or delete one. */
export const accessThings = (site: Site, login: string): readonly Thing[] => [
  {
    externalId: GROUP,
    model: 'res.groups',
    title: 'group "CZ Credits: append only"',
    values: {
      name: 'CZ Credits: append only',
      comment: "May add rows to the credits ledger. Don't let it edit or delete.",
      implied_ids: { many: [] },
    },
  },
  grant('lead', 'crm.lead', 'crm.model_crm_lead', { mayCreate: true }),
  grant('partner', 'res.partner', 'base.model_res_partner', { mayCreate: true }),
  grant('team', 'crm.team', 'sales_team.model_crm_team', { mayCreate: false }),
  {
    externalId: USER,
    model: 'res.users',
    title: `user "${login}"`,
    values: {
      name: 'CZ Credits',
      login,
      active: true,
      lang: 'en_US',
      email: '',
      notification_type: 'inbox',
      [site.groupsField]: {
        many: ['base.group_user', GROUP, 'mail.group_mail_notification_type_inbox'],
        orImplied: true,
      },
    },
    // Nobody knows it: only keys get in.
    atFirst: { password: randomBytes(32).toString('base64url') },
  },
];

const grant = (
  name: string,
  model: string,
  externalIdOfModel: string,
  { mayCreate }: { readonly mayCreate: boolean },
): Thing => ({
  externalId: `cz_smcr.access_${name}`,
  model: 'ir.model.access',
  title: `right to read ${mayCreate ? 'and create ' : ''}${model}`,
  values: {
    name: `cz_smcr ${model}`,
    active: true,
    model_id: { one: externalIdOfModel },
    group_id: { one: GROUP },
    perm_read: true,
    perm_create: mayCreate,
    perm_write: false,
    perm_unlink: false,
  },
});
