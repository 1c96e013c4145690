import {
  boolean,
  char,
  float,
  integer,
  type Model,
  many2many,
  many2one,
  model,
  reference,
  selection,
  text,
} from '../model.js';

const partner = model({
  name: 'res.partner',
  title: 'Contact',
  module: 'base',
  order: 'complete_name, id desc',
  fields: {
    name: char('Name'),
    complete_name: char('Complete Name', { computed: ({ name }) => name ?? false }),
    ref: char('Reference', { indexed: true }),
    active: boolean('Active', { initially: true }),
    type: selection(
      'Address Type',
      [
        ['contact', 'Contact'],
        ['invoice', 'Invoice Address'],
        ['delivery', 'Delivery Address'],
        ['other', 'Other Address'],
      ],
      { initially: 'contact' },
    ),
    is_company: boolean('Is a Company'),
    email: char('Email'),
    phone: char('Phone'),
    company_id: many2one('Company', 'res.company'),
    parent_id: many2one('Related Company', 'res.partner'),
    color: integer('Color Index', { aggregator: 'sum' }),
  },
  broken: ({ name, type }) =>
    type === 'contact' && name === false ? 'Contacts require a name' : undefined,
});

const user = model({
  name: 'res.users',
  title: 'User',
  module: 'base',
  order: 'name, login',
  fields: {
    name: char('Name', { required: true }),
    login: char('Login', { required: true, indexed: true }),
    password: char('Password', { secret: 'blank' }),
    active: boolean('Active', { initially: true }),
    email: char('Email'),
    groups_id: many2many('Groups', 'res.groups'),
    company_id: many2one('Company', 'res.company', { initially: 1 }),
    share: boolean('Share User'),
    lang: char('Language', { initially: 'en_US' }),
    notification_type: selection(
      'Notification',
      [
        ['email', 'By Emails'],
        ['inbox', 'In Odoo'],
      ],
      { required: true, initially: 'email' },
    ),
    tz: char('Timezone'),
  },
});

const apiKey = model({
  name: 'res.users.apikeys',
  title: 'Users API Keys',
  module: 'base',
  order: 'id',
  fields: {
    name: char('Description', { required: true }),
    user_id: many2one('User', 'res.users', { required: true, indexed: true }),
    scope: char('Scope'),
    expiration_date: char('Expiration Date'),
    key: char('Key', { secret: 'hidden', indexed: true }),
  },
});

const slashed = (...parts: readonly unknown[]): string => parts.filter(Boolean).join(' / ');

const group = model({
  name: 'res.groups',
  title: 'Access Groups',
  module: 'base',
  order: 'name',
  fields: {
    name: char('Name', { required: true }),
    category_id: many2one('Application', 'ir.module.category'),
    implied_ids: many2many('Inherits', 'res.groups'),
    full_name: char('Group Name', {
      computed: ({ category_id, name }, lookUp) =>
        slashed(lookUp('ir.module.category', category_id)?.['name'], name),
    }),
    comment: text('Comment'),
    api_key_duration: float('API Keys maximum duration days'),
    share: boolean('Share Group'),
  },
});

const category = model({
  name: 'ir.module.category',
  title: 'Application',
  module: 'base',
  order: 'name',
  fields: { name: char('Name', { required: true }) },
});

const company = model({
  name: 'res.company',
  title: 'Companies',
  module: 'base',
  order: 'name',
  fields: { name: char('Company Name', { required: true }) },
});

const modelOfModels = model({
  name: 'ir.model',
  title: 'Models',
  module: 'base',
  order: 'name',
  fields: {
    name: char('Model Description', { required: true }),
    model: char('Model', { required: true, indexed: true }),
  },
});

const access = model({
  name: 'ir.model.access',
  title: 'Model Access',
  module: 'base',
  order: 'model_id, group_id, name, id',
  fields: {
    name: char('Name', { required: true }),
    active: boolean('Active', { initially: true }),
    model_id: many2one('Model', 'ir.model', { required: true, indexed: true }),
    group_id: many2one('Group', 'res.groups'),
    perm_read: boolean('Read Access'),
    perm_write: boolean('Write Access'),
    perm_create: boolean('Create Access'),
    perm_unlink: boolean('Delete Access'),
  },
});

const externalId = model({
  name: 'ir.model.data',
  title: 'Model Data',
  module: 'base',
  order: 'module, model, name',
  fields: {
    name: char('External Identifier', { required: true }),
    module: char('Module', { required: true }),
    complete_name: char('Complete ID', { indexed: true }),
    model: char('Model Name', { required: true }),
    res_id: integer('Record ID', { indexed: true }),
    noupdate: boolean('Non Updatable'),
  },
});

const action = model({
  name: 'ir.actions.act_window',
  title: 'Action Window',
  module: 'base',
  order: 'name',
  fields: {
    name: char('Action Name', { required: true }),
    res_model: char('Destination Model', { required: true }),
    view_mode: char('View Mode', { required: true, initially: 'list,form' }),
    domain: char('Domain Value'),
    context: char('Context Value', { required: true, initially: '{}' }),
    groups_id: many2many('Groups', 'res.groups'),
    help: text('Action Description'),
  },
});

const menu = model({
  name: 'ir.ui.menu',
  title: 'Menu',
  module: 'base',
  order: 'sequence, id',
  fields: {
    name: char('Menu', { required: true }),
    parent_id: many2one('Parent Menu', 'ir.ui.menu'),
    action: reference('Action'),
    sequence: integer('Sequence', { initially: 10 }),
    groups_id: many2many('Groups', 'res.groups'),
    active: boolean('Active', { initially: true }),
  },
});

export const base: readonly Model[] = [
  partner,
  user,
  apiKey,
  group,
  category,
  company,
  modelOfModels,
  access,
  externalId,
  action,
  menu,
];
