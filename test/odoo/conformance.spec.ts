import { afterAll, expect, it } from 'vitest';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { run } from '../slow/dev-server.js';

const odoo = await startOdooStandIn();
afterAll(() => odoo.close());

const env = {
  ODOO_URL: odoo.url,
  ODOO_DB: odoo.db,
  ODOO_USERNAME: odoo.username,
  ODOO_API_KEY: odoo.apiKey,
  ODOO_ADMIN_USERNAME: odoo.admin.username,
  ODOO_ADMIN_PASSWORD: odoo.admin.password,
};

const command = (set: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  run('odoo/conformance', args, set);

const refs = () => odoo.operator.rows('res.partner').map(({ values }) => values['ref']);

it('conformance is not run as a user that may edit, and nothing is written', async () => {
  odoo.operator.letWrite(true);
  const { code, out } = await command(env);
  odoo.operator.letWrite(false);
  expect(code).toBe(1);
  expect(out).toMatch(/may edit crm\.lead.*npm run odoo:provision/);
  expect(odoo.operator.rows('crm.lead')).toEqual([]);
});

it.each([
  ['no Odoo is given', {}, [], 'ODOO_URL: is needed'],
  ['a part is unknown', env, ['--only', 'nothing'], '--only: should be one of contract'],
])('conformance says in a sentence that %s', async (_, set, args, sentence) => {
  const { code, out } = await command(set, ...args);
  expect([code, out.split('\n').length]).toEqual([1, 2]);
  expect(out).toContain(sentence);
});

it('what conformance runs left is deleted by an administrator, and nothing else', async () => {
  const rowOf = (ref: string) => {
    const partner_id = odoo.operator.add('res.partner', { name: 'ada', ref });
    odoo.operator.add('crm.lead', { name: 'CZ_SMCR|debit|k', partner_id, active: false });
  };
  for (const ref of ['conformance_12ab:ada', 'conformance_12ab', 'conformances:ada', 'a:ada']) {
    rowOf(ref);
  }
  const { code, out } = await command(env, '--clean');
  expect([code, out]).toEqual([
    0,
    'deleted 2 rows and 2 customers of tenants named conformance_…\n',
  ]);
  expect(refs()).toEqual(expect.arrayContaining(['conformances:ada', 'a:ada']));
  expect(refs().filter((ref) => String(ref).startsWith('conformance_'))).toEqual([]);
  expect(odoo.operator.rows('crm.lead')).toHaveLength(2);
});
