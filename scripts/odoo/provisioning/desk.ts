import { TEAM_EXTERNAL_ID } from '../../../lib/ledger/odoo/names.js';
import type { Site } from './site.js';
import type { Thing } from './thing.js';

export const MENU = 'cz_smcr.menu';

const ACTION = 'cz_smcr.action';

/** What people see of the ledger: the team that its rows belong to, and a menu that shows them and lets nobody edit. */
export const deskThings = ({ list }: Site): readonly Thing[] => {
  const views = [listView(list), PIVOT, GRAPH];
  return [
    TEAM,
    ...views.map(({ arch, mode }) => viewThing(mode, arch)),
    actionThing(views.map(({ mode }) => mode)),
    ...views.map(({ mode }, index) => bindingThing(mode, index)),
    {
      externalId: MENU,
      model: 'ir.ui.menu',
      title: 'menu CRM → CZ Credits',
      values: {
        name: 'CZ Credits',
        active: true,
        parent_id: { one: 'crm.crm_menu_root' },
        sequence: 90,
        action: { record: ACTION, of: 'ir.actions.act_window' },
      },
    },
  ];
};

const TEAM: Thing = {
  externalId: TEAM_EXTERNAL_ID,
  model: 'crm.team',
  title: 'sales team "CZ Credits"',
  values: {
    name: 'CZ Credits',
    active: true,
    // The last one, for neither leads nor opportunities: nobody else's become its own by default.
    sequence: 10_000,
    use_leads: false,
    use_opportunities: false,
    assignment_optout: true,
  },
};

type View = { readonly mode: string; readonly arch: string };

const listView = (mode: 'list' | 'tree'): View => ({
  mode,
  arch: `<${mode} create="0" edit="0" delete="0" default_group_by="partner_id" default_order="id desc">
  <field name="create_date"/>
  <field name="partner_id" string="Wallet"/>
  <field name="name" string="Entry"/>
  <field name="expected_revenue" string="Credits" sum="Credits"/>
  <field name="contact_name" string="Refers to"/>
</${mode}>`,
});

/** The sum of a wallet's rows is its balance. */
const PIVOT: View = {
  mode: 'pivot',
  arch: `<pivot disable_linking="1">
  <field name="partner_id" type="row"/>
  <field name="create_date" interval="month" type="col"/>
  <field name="expected_revenue" string="Credits" type="measure"/>
</pivot>`,
};

const GRAPH: View = {
  mode: 'graph',
  arch: `<graph type="bar" disable_linking="1">
  <field name="create_date" interval="month"/>
  <field name="expected_revenue" string="Credits" type="measure"/>
</graph>`,
};

const viewThing = (mode: string, arch: string): Thing => ({
  externalId: `cz_smcr.view_${mode}`,
  model: 'ir.ui.view',
  title: `${mode} of rows`,
  values: {
    name: `cz_smcr.${mode}`,
    active: true,
    model: 'crm.lead',
    // Never the one that Odoo shows by itself.
    priority: 1000,
    arch,
  },
});

const actionThing = (modes: readonly string[]): Thing => ({
  externalId: ACTION,
  model: 'ir.actions.act_window',
  title: 'window of rows',
  values: {
    name: 'CZ Credits',
    res_model: 'crm.lead',
    view_mode: modes.join(','),
    domain: "[('name', '=like', 'CZ_SMCR|%')]",
    // Archived rows count. A sales team's usual filters would hide the rows.
    context: "{'active_test': False}",
  },
});

const bindingThing = (mode: string, index: number): Thing => ({
  externalId: `cz_smcr.action_${mode}`,
  model: 'ir.actions.act_window.view',
  title: `${mode} in the window`,
  values: {
    sequence: index + 1,
    view_mode: mode,
    view_id: { one: `cz_smcr.view_${mode}` },
    act_window_id: { one: ACTION },
  },
});
