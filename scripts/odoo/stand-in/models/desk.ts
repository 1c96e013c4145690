import {
  boolean,
  char,
  integer,
  type Model,
  many2many,
  many2one,
  model,
  selection,
  text,
} from '../model.js';

const KINDS_OF_VIEW = [
  ['list', 'List'],
  ['form', 'Form'],
  ['graph', 'Graph'],
  ['pivot', 'Pivot'],
  ['kanban', 'Kanban'],
  ['search', 'Search'],
] as const;

const view = model({
  name: 'ir.ui.view',
  title: 'View',
  module: 'base',
  order: 'priority, name, id',
  fields: {
    name: char('View Name', { required: true }),
    type: selection('View Type', KINDS_OF_VIEW),
    model: char('Model', { indexed: true }),
    priority: integer('Sequence', { initially: 16 }),
    active: boolean('Active', { initially: true }),
    arch: text('View Architecture'),
  },
});

const viewOfWindow = model({
  name: 'ir.actions.act_window.view',
  title: 'Action Window View',
  module: 'base',
  order: 'sequence, id',
  fields: {
    sequence: integer('Sequence'),
    view_id: many2one('View', 'ir.ui.view'),
    view_mode: selection('View Type', KINDS_OF_VIEW, { required: true }),
    act_window_id: many2one('Action', 'ir.actions.act_window'),
  },
});

const serverAction = model({
  name: 'ir.actions.server',
  title: 'Server Actions',
  module: 'base',
  order: 'sequence, name',
  fields: {
    name: char('Action Name', { required: true }),
    sequence: integer('Sequence', { initially: 5 }),
    model_id: many2one('Model', 'ir.model', { required: true }),
    groups_id: many2many('Allowed Groups', 'res.groups'),
    state: selection(
      'Type',
      [
        ['code', 'Execute Code'],
        ['object_write', 'Update Record'],
      ],
      { required: true, initially: 'object_write' },
    ),
    code: text('Python Code'),
  },
});

/** What people see in Odoo, and what an administrator has it do. */
export const desk: readonly Model[] = [view, viewOfWindow, serverAction];
