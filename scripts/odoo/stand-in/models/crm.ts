import {
  boolean,
  char,
  date,
  float,
  html,
  integer,
  type Model,
  many2one,
  model,
  monetary,
  selection,
} from '../model.js';

/** The first stage and the first team of a new database. */
export const FIRST_STAGE = 1;
export const FIRST_TEAM = 1;

const lead = model({
  name: 'crm.lead',
  title: 'Lead/Opportunity',
  module: 'crm',
  order: 'priority desc, id desc',
  fields: {
    name: char('Opportunity', { required: true, indexed: true }),
    active: boolean('Active', { initially: true }),
    type: selection(
      'Type',
      [
        ['lead', 'Lead'],
        ['opportunity', 'Opportunity'],
      ],
      { required: true, initially: 'opportunity' },
    ),
    expected_revenue: monetary('Expected Revenue', { aggregator: 'sum' }),
    partner_id: many2one('Customer', 'res.partner', { indexed: true }),
    team_id: many2one('Sales Team', 'crm.team', { initially: FIRST_TEAM }),
    user_id: many2one('Salesperson', 'res.users', { initially: (uid) => uid }),
    stage_id: many2one('Stage', 'crm.stage', { initially: FIRST_STAGE }),
    contact_name: char('Contact Name', { indexed: true }),
    partner_name: char('Company Name'),
    referred: char('Referred By'),
    description: html('Notes'),
    probability: float('Probability', { aggregator: 'avg' }),
    priority: selection(
      'Priority',
      [
        ['0', 'Low'],
        ['1', 'Medium'],
        ['2', 'High'],
        ['3', 'Very High'],
      ],
      { initially: '0' },
    ),
    color: integer('Color Index', { aggregator: 'sum' }),
    date_deadline: date('Expected Closing'),
    company_id: many2one('Company', 'res.company'),
  },
  derived: ({ partner_id }, lookUp) => {
    const partner = lookUp('res.partner', partner_id);
    return { contact_name: (partner?.['is_company'] === false && partner['name']) || false };
  },
});

const team = model({
  name: 'crm.team',
  title: 'Sales Team',
  module: 'sales_team',
  order: 'sequence, create_date desc, id desc',
  fields: {
    name: char('Sales Team', { required: true }),
    active: boolean('Active', { initially: true }),
    sequence: integer('Sequence', { initially: 10 }),
    use_leads: boolean('Leads'),
    use_opportunities: boolean('Pipeline', { initially: true }),
    assignment_optout: boolean('Skip auto assignment'),
    user_id: many2one('Team Leader', 'res.users'),
    company_id: many2one('Company', 'res.company'),
    color: integer('Color Index', { aggregator: 'sum' }),
  },
});

const stage = model({
  name: 'crm.stage',
  title: 'CRM Stages',
  module: 'crm',
  order: 'sequence, name, id',
  fields: {
    name: char('Stage Name', { required: true }),
    sequence: integer('Sequence', { initially: 1 }),
  },
});

export const crm: readonly Model[] = [lead, team, stage];
