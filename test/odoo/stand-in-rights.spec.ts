import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import xmlrpc from 'xmlrpc';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { adminOf, type Caller, callerOf, LEAD_MAY_NOT_CHANGE } from './stand-in-caller.js';

let odoo: OdooStandIn;
let ledger: Caller;
let admin: Caller;
let lead: number;

beforeAll(async () => {
  odoo = await startOdooStandIn({ durationMs: 0 });
  ledger = callerOf(odoo);
  admin = adminOf(odoo);
  lead = odoo.operator.add('crm.lead', { name: 'a lead' });
});
afterAll(() => odoo.close());

const rights = async (caller: Caller, model: string) => {
  const ask = (operation: string) =>
    caller.call(model, 'check_access_rights', { operation, raise_exception: false });
  return [await ask('read'), await ask('create'), await ask('write'), await ask('unlink')];
};

describe("the ledger's user", () => {
  it.each([
    ['crm.lead', [true, true, false, false]],
    ['res.partner', [true, true, false, false]],
    ['crm.team', [true, false, false, false]],
    ['res.users', [true, false, false, false]],
    ['ir.model.data', [false, false, false, false]],
    ['ir.model.access', [false, false, false, false]],
  ])('may do with %s what its groups may', async (model, may) => {
    expect(await rights(ledger, model)).toEqual(may);
    expect(
      await ledger.call(model, 'has_access', { ids: [], operation: 'read' }).catch(() => 'no ids'),
    ).toBe('no ids');
    expect(await ledger.execute(model, 'has_access', [[], 'write'])).toBe(may[2]);
  });

  it.each([
    ['write', () => ledger.execute('crm.lead', 'write', [[lead], { name: 'x' }])],
    [
      'check_access_rights',
      () => ledger.call('crm.lead', 'check_access_rights', { operation: 'write' }),
    ],
    ['check_access', () => ledger.execute('crm.lead', 'check_access', [[], 'write'])],
  ])('is told by %s who may change leads', async (_, call) => {
    await expect(call()).rejects.toMatchObject({ faultCode: 4, faultString: LEAD_MAY_NOT_CHANGE });
  });

  it('may neither delete leads nor look at external ids', async () => {
    await expect(ledger.execute('crm.lead', 'unlink', [[lead]])).rejects.toMatchObject({
      faultCode: 4,
      faultString:
        "You are not allowed to delete 'Lead/Opportunity' (crm.lead) records.\n\nThis operation is allowed for the following groups:\n\t- Sales/Administrator\n\nContact your administrator to request access if necessary.",
    });
    await expect(ledger.find('ir.model.data', [], 'name')).rejects.toMatchObject({
      faultCode: 4,
      faultString: expect.stringContaining(
        "You are not allowed to access 'Model Data' (ir.model.data) records.",
      ),
    });
    expect(odoo.operator.rows('crm.lead').map(({ id }) => id)).toContain(lead);
  });

  it('may ask which record an external id stands for', async () => {
    const ask = (xml_id: string) =>
      ledger.call('ir.model.data', 'check_object_reference', { module: 'cz_smcr', xml_id });
    expect(await ask('team')).toEqual(['crm.team', expect.any(Number)]);
    await expect(ask('nosuch')).rejects.toMatchObject({ faultCode: 1 });
  });

  it('sees neither passwords nor keys', async () => {
    expect(await ledger.find('res.users', [['id', '=', 2]], 'password')).toEqual([
      { id: 2, password: '' },
    ]);
    await expect(ledger.find('res.users.apikeys', [], 'key')).rejects.toMatchObject({
      faultCode: 1,
    });
  });
});

describe('an administrator', () => {
  it('may do everything with leads', async () => {
    expect(await rights(admin, 'crm.lead')).toEqual([true, true, true, true]);
    expect(await admin.execute('crm.lead', 'write', [[lead], { name: 'renamed' }])).toBe(true);
    const id = Number(await admin.execute('crm.lead', 'create', [{ name: 'made' }]));
    expect(await admin.execute('crm.lead', 'unlink', [[id]])).toBe(true);
  });

  it('grants rights that count at once', async () => {
    const [group = 0] = [await admin.execute('res.groups', 'create', [{ name: 'Cleaners' }])];
    const [model] = await admin.find('ir.model', [['model', '=', 'crm.lead']], 'id');
    const grant = await admin.execute('ir.model.access', 'create', [
      { name: 'clean', model_id: model?.['id'], group_id: group, perm_unlink: true },
    ]);
    const before = await rights(ledger, 'crm.lead');
    await admin.execute('res.users', 'write', [[odoo.uid], { groups_id: [[4, group]] }]);
    const after = await rights(ledger, 'crm.lead');
    await admin.execute('ir.model.access', 'write', [[grant], { active: false }]);
    const inactive = await rights(ledger, 'crm.lead');
    await admin.execute('res.users', 'write', [[odoo.uid], { groups_id: [[3, group]] }]);

    expect([before[3], after[3], inactive[3]]).toEqual([false, true, false]);
    expect(await rights(ledger, 'crm.lead')).toEqual(before);
  });
});

describe('a call that fails', () => {
  it.each<[string, object, number, string]>([
    ['a wrong key', { apiKey: 'wrong' }, 3, 'Access Denied'],
    ['no key', { apiKey: '' }, 3, 'Access Denied'],
    ["somebody else's number", { uid: 2 }, 3, 'Access Denied'],
    [
      'the number of nobody',
      { uid: 999 },
      2,
      'Record does not exist or has been deleted.\n(Record: res.users(999,), User: 999)',
    ],
    ['a wrong database', { db: 'nosuch' }, 1, 'FATAL:  database "nosuch" does not exist'],
  ])('for %s says so', async (_, wrong, faultCode, text) => {
    const call = callerOf({ ...odoo, ...wrong }).call('crm.lead', 'search_count', { domain: [] });
    await expect(call).rejects.toMatchObject({
      faultCode,
      faultString: expect.stringContaining(text),
    });
  });

  it.each<[string, () => Promise<unknown>, number, string]>([
    [
      'a model that there is not',
      () => ledger.call('no.such', 'read'),
      2,
      "Object no.such doesn't exist",
    ],
    [
      'a method that there is not',
      () => ledger.call('crm.lead', 'nosuch'),
      1,
      "AttributeError: The method 'crm.lead.nosuch' does not exist",
    ],
    [
      'a private method',
      () => ledger.call('crm.lead', '_load_records'),
      4,
      "Private methods (such as 'crm.lead._load_records') cannot be called remotely.",
    ],
    [
      'an argument that is missing',
      () => ledger.execute('crm.lead', 'load', [['id']]),
      1,
      "TypeError: BaseModel.load() missing 1 required positional argument: 'data'",
    ],
    [
      'an argument too many',
      () => ledger.call('crm.lead', 'search', { domain: [], foo: 1 }),
      1,
      "got an unexpected keyword argument 'foo'",
    ],
    [
      'records that are not named',
      () => ledger.call('crm.lead', 'read', { fields: ['name'] }),
      1,
      'IndexError: tuple index out of range',
    ],
    [
      'a name that is missing',
      () => ledger.execute('crm.lead', 'create', [{ type: 'lead' }]),
      2,
      'Model: Lead/Opportunity (crm.lead)\nField: Opportunity (name)\n',
    ],
    [
      'an answer of nothing',
      () => ledger.call('crm.lead', 'check_access_rights', { operation: 'read' }),
      1,
      'TypeError: cannot marshal None unless allow_none is enabled',
    ],
    [
      'something that this is no stand-in for',
      () => ledger.find('crm.lead', [['partner_id', 'in', 'x']], 'id'),
      1,
      'the stand-in does not know',
    ],
  ])('for %s says so', async (_, call, faultCode, text) => {
    await expect(call()).rejects.toMatchObject({
      faultCode,
      faultString: expect.stringContaining(text),
    });
  });

  it('changes nothing', async () => {
    const before = odoo.operator.rows('crm.lead');
    const batch = [{ name: 'first' }, { type: 'lead' }];
    await expect(ledger.execute('crm.lead', 'create', [batch])).rejects.toMatchObject({
      faultCode: 2,
    });
    expect(odoo.operator.rows('crm.lead')).toEqual(before);
  });
});

describe('common', () => {
  const common = (method: string, ...params: unknown[]) =>
    new Promise((resolve, reject) => {
      const client = xmlrpc.createClient(`${odoo.url}/xmlrpc/2/common`);
      client.methodCall(method, params, (error: unknown, value: unknown) =>
        error ? reject(error) : resolve(value),
      );
    });

  it('tells the version', async () => {
    expect(await common('version')).toEqual({
      server_version: '18.0',
      server_version_info: [18, 0, 0, 'final', 0, ''],
      server_serie: '18.0',
      protocol_version: 1,
    });
  });

  it('gives the number of who has the key or the password, and false to others', async () => {
    expect(await common('authenticate', odoo.db, odoo.username, odoo.apiKey, {})).toBe(odoo.uid);
    expect(await common('authenticate', odoo.db, 'admin', 'admin', {})).toBe(odoo.admin.uid);
    expect(await common('authenticate', odoo.db, odoo.username, 'wrong', {})).toBe(false);
    expect(await common('authenticate', odoo.db, 'nobody', odoo.apiKey, {})).toBe(false);
    await expect(common('authenticate', 'nosuch', 'x', 'y', {})).rejects.toMatchObject({
      faultCode: 1,
    });
    await expect(common('nosuch')).rejects.toMatchObject({ faultCode: 1 });
  });
});
