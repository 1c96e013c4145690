import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { type Caller, callerOf } from './stand-in-caller.js';

let odoo: OdooStandIn;
let ledger: Caller;

/** Seven leads: of Ada, of Zed, of nobody; the fifth is archived. */
beforeAll(async () => {
  odoo = await startOdooStandIn({ durationMs: 0 });
  ledger = callerOf(odoo);
  await ledger.load(
    'res.partner',
    'id name ref',
    ['x.zed', 'Zed', 'acme:zed'],
    ['x.ada', 'Ada', 'acme:ada'],
  );
  const columns = 'id name type expected_revenue partner_id/id contact_name referred active';
  await ledger.load(
    'crm.lead',
    columns,
    ['x.1', 'CZ|1', 'lead', '10', 'x.ada', 'one', 'a_b', '1'],
    ['x.2', 'CZ|2', 'lead', '-2.5', 'x.zed', 'One', 'axb', '1'],
    ['x.3', 'CZ|3', 'lead', '0', 'x.ada', '', 'a%b', '1'],
    ['x.4', 'CZ|4', 'opportunity', '7', '', 'two', '', '1'],
    ['x.5', 'CZ|5', 'lead', '5', 'x.ada', 'three', '', '0'],
    ['x.6', 'CZ|6', 'lead', '5', 'x.zed', '', 'A_B', '1'],
    ['x.7', 'Other', 'lead', '1', 'x.ada', 'one', '', '1'],
  );
});
afterAll(() => odoo.close());

/** The numbers of the leads that are found, in one string. */
const found = async (domain: unknown[], how: object = {}): Promise<string> => {
  const leads = await ledger.find('crm.lead', domain, 'id', { order: 'id', ...how });
  return leads.map(({ id }) => id).join('');
};

const ALL = { context: { active_test: false } };

describe('search_read', () => {
  it.each<[unknown[], string]>([
    [[], '123467'],
    [[['name', '=', 'CZ|1']], '1'],
    [[['name', '!=', 'CZ|1']], '23467'],
    [[['name', 'in', ['CZ|1', 'CZ|6', 'no']]], '16'],
    [[['name', 'not in', ['CZ|1', 'CZ|6']]], '2347'],
    [[['name', 'in', []]], ''],
    [[['name', '=like', 'CZ|%']], '12346'],
    [[['name', '=like', 'CZ|_']], '12346'],
    [[['name', '=like', 'CZ']], ''],
    [[['name', 'like', 'CZ']], '12346'],
    [[['name', 'like', 'cz']], ''],
    [[['name', 'ilike', 'cz']], '12346'],
    [[['contact_name', '=ilike', 'ONE']], '127'],
    [[['contact_name', 'not ilike', 'one']], '346'],
    [[['referred', '=like', 'a_b']], '123'],
    [[['referred', '=like', 'a\\_b']], '1'],
    [[['referred', 'like', '\\%']], '3'],
    [[['contact_name', '=', false]], '36'],
    [[['contact_name', '!=', false]], '1247'],
    [[['contact_name', 'in', ['one', false]]], '1367'],
    [[['contact_name', '!=', 'one']], '2346'],
    [[['expected_revenue', '>', 5]], '14'],
    [[['expected_revenue', '>=', 5]], '146'],
    [[['expected_revenue', '<', 0]], '2'],
    [[['expected_revenue', '<=', 0]], '23'],
    [[['expected_revenue', '=', 0]], '3'],
    [[['expected_revenue', '=', false]], '3'],
    [[['partner_id', '=', 2]], '137'],
    [[['partner_id', '!=', 2]], '246'],
    [[['partner_id', 'in', [1, 2]]], '12367'],
    [[['partner_id', 'in', [1, false]]], '246'],
    [[['partner_id', 'not in', [2]]], '246'],
    [[['partner_id', '=', false]], '4'],
    [[['partner_id', '=', 'Ada']], '137'],
    [[['partner_id.ref', '=', 'acme:ada']], '137'],
    [[['partner_id.ref', '=like', 'acme:%']], '12367'],
    [[['partner_id.ref', 'in', ['acme:zed', 'no']]], '26'],
    [[['partner_id.ref', '!=', 'acme:ada']], '26'],
    [[['id', '>=', 4]], '467'],
    [[['id', '>', 4]], '67'],
    [[['id', '<', 4]], '123'],
    [[['id', '<=', 4]], '1234'],
    [[['id', 'in', [7, 1, 99]]], '17'],
    [[['id', '=', 7]], '7'],
    [[['type', '=', 'opportunity']], '4'],
    [['|', ['name', '=', 'CZ|1'], ['name', '=', 'CZ|4']], '14'],
    [['&', ['id', '>', 1], ['id', '<', 4]], '23'],
    [['!', ['id', '>', 1]], '1'],
    [['!', '|', ['id', '=', 1], ['id', '>', 3]], '23'],
    [[['id', '>', 1], '|', ['name', '=', 'CZ|1'], ['name', '=', 'CZ|4']], '4'],
    [[['partner_id', 'in', [2]], '|', ['name', 'in', ['CZ|1', 'no']], ['id', '>=', 6]], '17'],
    [['|', '&', ['partner_id', '=', 1], ['id', '>', 2], '!', ['partner_id', '!=', 2]], '1367'],
  ])('finds by %j the leads %s', async (domain, leads) => {
    expect(await found(domain)).toBe(leads);
  });

  it('sees what is archived where the context or the domain asks for it', async () => {
    expect(await found([['expected_revenue', '=', 5]], ALL)).toBe('56');
    expect(await found([['active', '=', false]])).toBe('5');
    expect(await found([['active', 'in', [true, false]]])).toBe('1234567');
  });

  it.each([
    ['id desc', '764321'],
    ['name desc', '764321'],
    ['expected_revenue desc, id desc', '146732'],
    ['expected_revenue, id', '237641'],
    ['contact_name, id', '217436'],
    ['partner_id, id', '137264'],
    ['partner_id desc, id', '426137'],
    [undefined, '764321'],
  ])('gives them in the order %s', async (order, leads) => {
    expect(await found([], { order })).toBe(leads);
  });

  it('gives the part that is asked for', async () => {
    expect(await found([], { limit: 2 })).toBe('12');
    expect(await found([], { limit: 2, offset: 3 })).toBe('46');
    expect(await found([], { limit: 2, offset: 1, order: 'id desc' })).toBe('64');
    expect(await found([], { limit: 2, offset: 1, order: 'name desc' })).toBe('64');
    expect(await found([], { offset: 5, limit: 0 })).toBe('7');
    expect(await found([], { offset: 6 })).toBe('');
  });

  it('tells false for what is empty, a name with what is pointed to, and seconds', async () => {
    const fields = 'name contact_name partner_id expected_revenue create_date active';
    expect(await ledger.find('crm.lead', [['id', 'in', [3, 4]]], fields, { order: 'id' })).toEqual([
      {
        id: 3,
        name: 'CZ|3',
        contact_name: false,
        partner_id: [2, 'Ada'],
        expected_revenue: 0,
        create_date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        active: true,
      },
      expect.objectContaining({ contact_name: 'two', partner_id: false, expected_revenue: 7 }),
    ]);
  });

  it.each([
    [[['nosuch', '=', 1]], "ValueError: Invalid field crm.lead.nosuch in leaf ('nosuch', '=', 1)"],
    [[['name', 'foo', 1]], "ValueError: Invalid leaf ('name', 'foo', 1)"],
    [
      ['|', ['id', '=', 1]],
      "ValueError: Domain ['|', ['id', '=', 1]] is syntactically not correct.",
    ],
    [[['partner_id', 'child_of', 1]], "Invalid leaf ('partner_id', 'child_of', 1)"],
  ])('fails for %j, and says why', async (domain, why) => {
    await expect(found(domain)).rejects.toMatchObject({
      faultCode: 1,
      faultString: expect.stringContaining(why),
    });
  });

  it('fails for a field or an order that there is not', async () => {
    await expect(ledger.find('crm.lead', [['id', '=', 0]], 'nosuch')).rejects.toMatchObject({
      faultCode: 1,
      faultString: expect.stringContaining(
        "ValueError: Invalid field 'nosuch' on model 'crm.lead'",
      ),
    });
    await expect(found([], { order: 'id; drop' })).rejects.toMatchObject({ faultCode: 2 });
  });
});

describe('search, search_count and read', () => {
  it('find and count the same', async () => {
    const domain = [['partner_id', '=', 2]];
    expect(await ledger.call('crm.lead', 'search', { domain, order: 'id' })).toEqual([1, 3, 7]);
    expect(await ledger.call('crm.lead', 'search_count', { domain })).toBe(3);
    expect(await ledger.execute('crm.lead', 'search', [domain, 1, 1, 'id'])).toEqual([3]);
  });

  it('read what is asked for in that order, archived or not, and pass over what is gone', async () => {
    expect(await ledger.execute('crm.lead', 'read', [[5, 99, 1], ['name']])).toEqual([
      { id: 5, name: 'CZ|5' },
      { id: 1, name: 'CZ|1' },
    ]);
  });
});

describe('read_group', () => {
  const grouped = (named: object) => ledger.call('crm.lead', 'read_group', named);
  const CZ = [['name', '=like', 'CZ|%']];

  it('sums and counts by partner, nobody last, and tells how to find the rows', async () => {
    const groups = await grouped({
      domain: CZ,
      fields: ['expected_revenue', 'last:max(id)'],
      groupby: ['partner_id'],
      lazy: false,
    });
    expect(groups).toEqual([
      {
        partner_id: [2, 'Ada'],
        __count: 2,
        expected_revenue: 10,
        last: 3,
        __domain: ['&', ...CZ, ['partner_id', '=', 2]],
      },
      {
        partner_id: [1, 'Zed'],
        __count: 2,
        expected_revenue: 2.5,
        last: 6,
        __domain: ['&', ...CZ, ['partner_id', '=', 1]],
      },
      {
        partner_id: false,
        __count: 1,
        expected_revenue: 7,
        last: 4,
        __domain: ['&', ...CZ, ['partner_id', '=', false]],
      },
    ]);
  });

  it('is lazy unless it is told otherwise: by the first field alone', async () => {
    expect(await grouped({ domain: CZ, fields: [], groupby: ['type', 'partner_id'] })).toEqual([
      {
        type: 'lead',
        type_count: 4,
        __domain: ['&', ...CZ, ['type', '=', 'lead']],
        __context: { group_by: ['partner_id'] },
      },
      expect.objectContaining({ type: 'opportunity', type_count: 1 }),
    ]);
  });

  it('makes one group of everything where there is nothing to group by', async () => {
    const of = (domain: unknown[]) =>
      grouped({ domain, fields: ['expected_revenue', 'last:max(id)'], groupby: [] });
    expect(await of([])).toEqual([{ __count: 6, expected_revenue: 20.5, last: 7, __domain: [] }]);
    expect(await of([['id', '=', 0]])).toMatchObject([
      { __count: 0, expected_revenue: false, last: false },
    ]);
  });

  it('gives groups in the order and the part that is asked for', async () => {
    const of = async (how: object) => {
      const named = { domain: CZ, fields: ['expected_revenue'], groupby: ['partner_id'], ...how };
      return JSON.stringify(await grouped({ ...named, lazy: false })).match(
        /Ada|Zed|"partner_id":false/g,
      );
    };
    expect(await of({ orderby: 'expected_revenue desc' })).toEqual([
      'Ada',
      '"partner_id":false',
      'Zed',
    ]);
    expect(await of({ limit: 1, offset: 1 })).toEqual(['Zed']);
  });
});
