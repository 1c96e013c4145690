import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Environment, NOW, type Stage, stageOf, WAYS } from './provision-stage.js';

const DAY_MS = 86_400_000;

const isOk = (line: string): boolean => line.startsWith('ok ');

describe.each(WAYS)('checking an Odoo %s over %s', (version, transport) => {
  it('finds nothing where nothing was changed, and changes nothing', async () => {
    const stage = await stageOf(version, transport);
    const { env } = await stage.provision();
    const calls = () => Object.keys(stage.odoo.calls());
    stage.odoo.forgetCalls();
    const asUser = await stage.check(env);
    const asBoth = await stage.check({ ...stage.env, ...env });
    expect(asUser.filter((line) => !isOk(line))).toEqual([]);
    expect(asBoth.filter((line) => !isOk(line))).toEqual([]);
    expect(asBoth.length).toBeGreaterThan(asUser.length);
    expect(
      calls().filter((call) => /load|write|create|unlink|run/.test(call.split('.').at(-1) ?? '')),
    ).toEqual([]);
    await stage.odoo.close();
  });
});

describe('a check', () => {
  let stage: Stage;
  let env: Environment;

  beforeEach(async () => {
    stage = await stageOf();
    ({ env } = await stage.provision());
  });

  afterEach(() => stage.odoo.close());

  const findings = async (more: Environment = {}, now?: Date) =>
    (await stage.check({ ...env, ...more }, now)).filter((line) => !isOk(line));

  it('names a user that may write, and how it came by that', async () => {
    const writers = stage.record('res.groups', 'sales_team.group_sale_salesman').id;
    stage.odoo.operator.edit('res.users', Number(env['ODOO_UID']), { groups_id: [[4, writers]] });
    expect(await findings()).toEqual([
      expect.stringMatching(/^WRONG {2}the user may edit crm\.lead\n.*odoo:provision/),
      expect.stringMatching(/^WRONG {2}the user may edit res\.partner\n/),
    ]);
    expect(await findings(stage.env)).toEqual([
      expect.stringContaining('edit crm.lead (by way of: '),
      expect.stringContaining('edit res.partner (by way of: '),
      expect.stringContaining('user "cz-credits" was changed: groups_id'),
    ]);
  });

  it('names rights that are missing', async () => {
    const { id } = stage.record('ir.model.access', 'cz_smcr.access_lead');
    stage.odoo.operator.edit('ir.model.access', id, { perm_create: false });
    expect(await findings()).toEqual([
      expect.stringMatching(/^WRONG {2}the user may not create crm\.lead\n/),
    ]);
  });

  it.each([
    ['crm.team', 'cz_smcr.team', 'sales team'],
    ['ir.ui.menu', 'cz_smcr.menu', 'menu'],
  ])('names a %s that is gone', async (model, externalId, what) => {
    stage.odoo.operator.remove(model, [stage.record(model, externalId).id]);
    expect(await findings()).toEqual([
      expect.stringMatching(new RegExp(`^WRONG {2}the ${what} \\(${externalId}\\) is missing\n`)),
    ]);
  });

  it('names what only an administrator sees', async () => {
    const { id } = stage.record('ir.actions.act_window', 'cz_smcr.action');
    stage.odoo.operator.edit('ir.actions.act_window', id, { domain: '[]', context: '{}' });
    expect(await findings()).toEqual([]);
    expect(await findings(stage.env)).toEqual([
      expect.stringMatching(/^WRONG {2}window of rows was changed: domain, context\n/),
    ]);
  });

  it('names a number that is another user’s', async () => {
    expect(await findings({ ODOO_UID: '2' })).toEqual([
      expect.stringContaining(`→ set ODOO_UID=${env['ODOO_UID']}`),
    ]);
  });

  it('says a month ahead that the key ends, which is no failure yet', async () => {
    const daysLeft = (days: number) => new Date(NOW.getTime() + (365 - days) * DAY_MS);
    expect(await findings({}, daysLeft(30))).toEqual([]);
    expect(await findings({}, daysLeft(29))).toEqual([
      expect.stringMatching(/^LOOK {3}the key of .* lasts until 2027-03-01\n.*--rotate/),
    ]);
  });

  it('says so when it is not let in', async () => {
    await expect(findings({ ODOO_API_KEY: 'wrong' })).rejects.toThrow('refuses the login');
  });
});

it('whose key it is, is looked at: over JSON-2 nobody else does', async () => {
  const stage = await stageOf('19.0', 'json2');
  const { env } = await stage.provision();
  expect(await stage.check({ ...env, ODOO_USERNAME: 'somebody' })).toContainEqual(
    'WRONG  ODOO_API_KEY is a key of "cz-credits"\n       → set ODOO_USERNAME=cz-credits, or use another key',
  );
  await stage.odoo.close();
});
