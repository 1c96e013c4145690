import { expect, it } from 'vitest';
import { conditionOf } from '../../scripts/odoo/stand-in/condition.js';
import { Database } from '../../scripts/odoo/stand-in/database.js';
import { parseDomain } from '../../scripts/odoo/stand-in/domain.js';
import { modelsOf } from '../../scripts/odoo/stand-in/models.js';

/** A thousand leads of ten partners: lead 1 is of partner 1, lead 11 is again. */
const database = new Database(modelsOf('18.0'));
for (let id = 1; id <= 10; id++) {
  database.replay([['res.partner', id, { name: `P${id}`, ref: `acme:${id}`, active: true }]]);
}
for (let id = 1; id <= 1000; id++) {
  database.replay([['crm.lead', id, { name: `CZ|${id}`, partner_id: ((id - 1) % 10) + 1 }]]);
}

const EVERY = undefined;

it.each<[unknown[], number | undefined]>([
  [[['partner_id', 'in', [1]]], 100],
  [[['partner_id', 'in', [1, 2]]], 200],
  [[['partner_id', '=', 1]], 100],
  [[['partner_id.ref', '=', 'acme:1']], 100],
  [[['partner_id.ref', 'in', ['acme:1', 'no']]], 100],
  [[['partner_id', 'in', [1]], '|', ['name', 'in', ['CZ|1', 'no']], ['id', '>=', 991]], 11],
  [
    [
      ['partner_id', 'in', [1]],
      ['id', '>', 500],
    ],
    100,
  ],
  [
    [
      ['name', '=', 'CZ|7'],
      ['partner_id', '=', 1],
    ],
    1,
  ],
  [[['id', 'in', [1, 2, 2000]]], 2],
  [[['id', '>=', 998]], 3],
  [['|', ['name', '=', 'CZ|1'], ['expected_revenue', '>', 1]], EVERY],
  [['!', ['name', '=', 'CZ|1']], EVERY],
  [[['name', '!=', 'CZ|1']], EVERY],
  [[['name', 'in', ['CZ|1', false]]], EVERY],
  [[['name', '=like', 'CZ|%']], EVERY],
  [[], EVERY],
])('a search by %j looks at %s rows', (domain, rows) => {
  const { ids } = conditionOf(database, database.table('crm.lead'), parseDomain(domain));
  expect(ids?.length).toBe(rows);
});

it('an index forgets what a row held before', () => {
  const holding = (name: string) => database.table('crm.lead').idsWhere('name', name);
  database.replay([['crm.lead', 5, { name: 'renamed', partner_id: 1 }]]);
  expect([holding('CZ|5'), holding('renamed')]).toEqual([[], [5]]);
  database.replay([['crm.lead', 5, null]]);
  expect([holding('CZ|5'), holding('renamed')]).toEqual([[], []]);
  expect(database.table('crm.lead').idsWhere('partner_id', 1)).not.toContain(5);
});
