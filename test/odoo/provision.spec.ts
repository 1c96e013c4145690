import { afterEach, describe, expect, it } from 'vitest';
import { assertAppendOnly } from '../../lib/ledger/odoo/append-only.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { type Stage, stageOf, type Told, WAYS } from './provision-stage.js';

let stages: Stage[] = [];

afterEach(async () => {
  for (const { odoo } of stages) await odoo.close();
  stages = [];
});

const staged = async (...how: Parameters<typeof stageOf>): Promise<Stage> => {
  const stage = await stageOf(...how);
  stages.push(stage);
  return stage;
};

/** What became of the things, by the end of their line. */
const outcomes = ({ lines }: Told): readonly string[] =>
  lines
    .filter((line) => /(made|already there|mended: .*)$/.test(line))
    .map((line) => line.replace(/^.{40} /, ''));

const EVERYTHING = 14;

describe.each(WAYS)('an Odoo %s, administered over %s', (version, transport) => {
  it('is set up for the ledger, and tried out', async () => {
    const stage = await staged(version, transport);
    const told = await stage.provision();
    expect(told.isWell).toBe(true);
    expect(outcomes(told)).toEqual(Array(EVERYTHING).fill('made'));
    expect(told.lines.filter((line) => line.startsWith('ok '))).toHaveLength(3);
    expect(told.env).toMatchObject({
      ODOO_URL: stage.odoo.url,
      ODOO_DB: stage.odoo.db,
      ODOO_USERNAME: 'cz-credits',
      ODOO_API_KEY: expect.stringMatching(/^[0-9a-f]{40}$/),
      ODOO_UID: String(stage.record('res.users', 'cz_smcr.user').id),
    });
    expect(told.env['ODOO_TRANSPORT']).toBe(transport === 'json2' ? 'json2' : undefined);
  });

  it('leaves no trace of being tried out', async () => {
    const { odoo, provision } = await staged(version, transport);
    const partners = odoo.operator.rows('res.partner').length;
    await provision();
    expect(odoo.operator.rows('crm.lead')).toEqual([]);
    expect(odoo.operator.rows('res.partner')).toHaveLength(partners);
    expect(odoo.operator.rows('ir.actions.server')).toEqual([]);
  });

  it('is left as it is by doing it again', async () => {
    const { odoo, provision } = await staged(version, transport);
    await provision();
    const before = odoo.operator.rows('ir.model.data');
    const again = await provision();
    expect(again.isWell).toBe(true);
    expect(outcomes(again)).toEqual(Array(EVERYTHING).fill('already there'));
    expect(odoo.operator.rows('ir.model.data')).toEqual(before);
    expect(again.env['ODOO_API_KEY']).toBeUndefined();
    expect(again.lines.join('\n')).toContain('ODOO_API_KEY stays as it is');
  });
});

it('the user that is made may keep a ledger', async () => {
  const { env } = await (await staged()).provision();
  const odoo = openOdoo({
    url: env['ODOO_URL'] ?? '',
    db: env['ODOO_DB'] ?? '',
    username: env['ODOO_USERNAME'] ?? '',
    apiKey: env['ODOO_API_KEY'] ?? '',
    transport: 'xmlrpc',
  });
  await expect(assertAppendOnly(odoo)).resolves.toBeUndefined();
  odoo.close();
});

it('nobody knows the password of the user that is made, and each has another', async () => {
  const passwords = await Promise.all(
    [await staged(), await staged()].map(async ({ provision, record }) => {
      await provision();
      return record('res.users', 'cz_smcr.user').values['password'];
    }),
  );
  expect(new Set(passwords).size).toBe(2);
  for (const password of passwords) expect(password).toMatch(/^[\w-]{43}$/);
});

it('the menu shows the rows, archived ones too, to read', async () => {
  const { provision, record } = await staged();
  await provision();
  const window = record('ir.actions.act_window', 'cz_smcr.action');
  expect(record('ir.ui.menu', 'cz_smcr.menu').values).toMatchObject({
    action: `ir.actions.act_window,${window.id}`,
    parent_id: record('ir.ui.menu', 'crm.crm_menu_root').id,
  });
  expect(window.values).toMatchObject({
    res_model: 'crm.lead',
    view_mode: 'list,pivot,graph',
    domain: "[('name', '=like', 'CZ_SMCR|%')]",
    context: "{'active_test': False}",
  });
  const list = record('ir.ui.view', 'cz_smcr.view_list').values['arch'];
  expect(list).toMatch(/^<list create="0" edit="0" delete="0"/);
});

it('what somebody changed is mended, and told', async () => {
  const { odoo, provision, record } = await staged();
  await provision();
  const { operator } = odoo;
  operator.edit('crm.team', record('crm.team', 'cz_smcr.team').id, { active: false, name: 'X' });
  operator.remove('ir.ui.menu', [record('ir.ui.menu', 'cz_smcr.menu').id]);
  const access = record('ir.model.access', 'cz_smcr.access_lead').id;
  operator.edit('ir.model.access', access, { perm_unlink: true });
  const writers = record('res.groups', 'base.group_partner_manager').id;
  const user = record('res.users', 'cz_smcr.user').id;
  operator.edit('res.users', user, { groups_id: [[4, writers]] });

  const told = await provision();

  expect(outcomes(told).filter((outcome) => outcome !== 'already there')).toEqual([
    'mended: perm_unlink',
    'mended: groups_id',
    'mended: name, active',
    'made',
  ]);
  expect(record('crm.team', 'cz_smcr.team').values).toMatchObject({
    active: true,
    name: 'CZ Credits',
  });
  expect(record('res.users', 'cz_smcr.user').values['groups_id']).not.toContain(writers);
});

it('says which group lets the user edit where mending does not help', async () => {
  const { odoo, provision, record } = await staged();
  const writers = record('res.groups', 'base.group_partner_manager').id;
  const everybody = record('res.groups', 'base.group_user').id;
  odoo.operator.edit('res.groups', everybody, { implied_ids: [[4, writers]] });
  const { env, isWell, lines } = await provision();
  expect(isWell).toBe(false);
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^WRONG .*edit and delete res\.partner \(by way of: .*Contact Creation\)$/,
    ),
  );
  // The key was made, and nobody could ever see it again.
  expect(env['ODOO_API_KEY']).toBeDefined();
});

it('tells the key also when trying it out breaks off, and cleans up', async () => {
  const { odoo, provision } = await staged();
  odoo.disturb({ kind: 'fault', code: 2, message: 'no more today' }, { of: 'crm.lead.load' });
  const partners = odoo.operator.rows('res.partner').length;
  const lines: string[] = [];
  await expect(provision({ lines })).rejects.toThrow('no more today');
  expect(lines).toContainEqual(expect.stringMatching(/^ODOO_API_KEY=[0-9a-f]{40}$/));
  expect(odoo.operator.rows('res.partner')).toHaveLength(partners);
});

describe('a login', () => {
  it('may be chosen, and stays when it is not said again', async () => {
    const { provision } = await staged();
    const first = await provision({ env: { ODOO_USERNAME: 'ledger@example.com' } });
    expect(first.env['ODOO_USERNAME']).toBe('ledger@example.com');
    expect((await provision()).env['ODOO_USERNAME']).toBe('ledger@example.com');
  });

  it('of somebody else is left alone', async () => {
    const { odoo, provision } = await staged();
    const before = odoo.operator.rows('res.users');
    await expect(provision({ env: { ODOO_USERNAME: 'admin' } })).rejects.toThrow(
      /a user "admin" already.*ODOO_USERNAME/,
    );
    expect(odoo.operator.rows('res.users')).toEqual(before);
  });
});

describe('refuses', () => {
  it('a login that is none, in the words of the variables that hold it', async () => {
    const { provision } = await staged();
    await expect(provision({ env: { ODOO_ADMIN_PASSWORD: 'wrong' } })).rejects.toThrow(
      'check ODOO_ADMIN_USERNAME and ODOO_ADMIN_PASSWORD',
    );
    const json2 = await staged('19.0', 'json2');
    await expect(json2.provision({ env: { ODOO_ADMIN_PASSWORD: 'admin' } })).rejects.toThrow(
      'ODOO_ADMIN_PASSWORD, which over JSON-2 has to be an API key',
    );
  });

  it('a database that is none', async () => {
    const { provision } = await staged();
    await expect(provision({ env: { ODOO_DB: 'other' } })).rejects.toThrow('check ODOO_DB');
  });

  it.each([
    ['base.group_user', 'Administration: Settings'],
    ['base.group_system', 'Sales: Administrator'],
  ])('an administrator with %s alone', async (group, role) => {
    const { odoo, provision, record } = await staged();
    const groups_id = [record('res.groups', group).id];
    odoo.operator.edit('res.users', odoo.admin.uid, { groups_id });
    await expect(provision()).rejects.toThrow(role);
    expect(
      odoo.operator.rows('res.groups').flatMap(({ externalIds }) => externalIds),
    ).not.toContain('cz_smcr.group_append_only');
  });

  it('an Odoo without CRM, and says what to install', async () => {
    const { odoo, provision, record } = await staged();
    odoo.operator.remove('ir.model', [record('ir.model', 'crm.model_crm_lead').id]);
    await expect(provision()).rejects.toThrow('install the app "CRM"');
  });
});
