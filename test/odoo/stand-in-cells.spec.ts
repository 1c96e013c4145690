import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import serializer from 'xmlrpc/lib/serializer.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { type Caller, callerOf } from './stand-in-caller.js';

let odoo: OdooStandIn;
let ledger: Caller;
let count = 0;

beforeAll(async () => {
  odoo = await startOdooStandIn({ durationMs: 0 });
  ledger = callerOf(odoo);
  await ledger.load('res.partner', 'id name', ['x.ada', 'Ada']);
});
afterAll(() => odoo.close());

/** One row with this cell beside its external id and name. */
const load = (column: string, cell: unknown) => {
  count += 1;
  return ledger.load('crm.lead', `id name ${column}`, [`x.${count}`, 'cells', cell]);
};

/** What the column holds then. */
const held = async (column: string, cell: unknown): Promise<unknown> => {
  const { ids, messages } = await load(column, cell);
  expect(messages).toEqual([]);
  const [field = ''] = column.split('/');
  const [lead] = await ledger.find('crm.lead', [['id', 'in', ids]], field, {
    context: { active_test: false },
  });
  return lead?.[field];
};

describe('a cell of an import', () => {
  it.each<[string, unknown, unknown]>([
    ['expected_revenue', '-5', -5],
    ['expected_revenue', '12.50', 12.5],
    ['expected_revenue', ' 1_000 ', 1000],
    ['expected_revenue', '1e3', 1000],
    ['expected_revenue', 0.25, 0.25],
    ['expected_revenue', '', 0],
    ['expected_revenue', false, 0],
    ['expected_revenue', '99999999999999', 99999999999999],
    ['expected_revenue', '1e300', 1e300],
    ['color', '7', 7],
    ['color', '-7', -7],
    ['type', 'lead', 'lead'],
    ['type', 'LEAD', 'lead'],
    ['type', 'Opportunity', 'opportunity'],
    ['active', '0', false],
    ['active', 'no', false],
    ['active', 'TRUE', true],
    ['referred', '{"a":"<b>&\\"ä 😀"}', '{"a":"<b>&\\"ä 😀"}'],
    ['referred', 5, '5'],
    ['referred', '', false],
    ['date_deadline', '2020-12-31', '2020-12-31'],
    ['partner_id/id', 'x.ada', [1, 'Ada']],
    ['partner_id/.id', '1', [1, 'Ada']],
    ['partner_id/.id', 1, [1, 'Ada']],
    ['partner_id', 'Ada', [1, 'Ada']],
    ['partner_id/id', '', false],
    ['partner_id/id', '0', false],
    ['partner_id/.id', false, false],
    ['create_date', '2020-01-01 00:00:00', expect.stringMatching(/^202[1-9]|20[3-9]\d/)],
  ])('of %s takes %j for %j', async (column, cell, value) => {
    expect(await held(column, cell)).toEqual(value);
  });

  it.each<[string, unknown, string]>([
    ['expected_revenue', 'abc', "'abc' does not seem to be a number for field 'Expected Revenue'"],
    [
      'expected_revenue',
      '1,234.50',
      "'1,234.50' does not seem to be a number for field 'Expected Revenue'",
    ],
    ['color', '1.5', "'1.5' does not seem to be an integer for field 'Color Index'"],
    ['type', 'nonsense', "Value 'nonsense' not found in selection field 'Type'"],
    ['active', 'maybe', "Unknown value 'maybe' for boolean field 'Active'"],
    [
      'date_deadline',
      '31/12/2020',
      "'31/12/2020' does not seem to be a valid date for field 'Expected Closing'",
    ],
    [
      'partner_id/id',
      'x.nobody',
      "No matching record found for external id 'x.nobody' in field 'Customer'",
    ],
    ['partner_id/.id', '999', "No matching record found for database id '999' in field 'Customer'"],
    ['partner_id/.id', 'abc', "Invalid database id 'abc' for the field 'Customer'"],
    ['partner_id', 'Nobody', "No matching record found for name 'Nobody' in field 'Customer'"],
  ])('of %s refuses %j, and tells the column', async (column, cell, message) => {
    const [field] = column.split('/');
    const reply = await load(column, cell);
    expect(reply).toMatchObject({
      ids: false,
      messages: [{ type: 'error', record: 0, rows: { from: 0, to: 0 }, field, message }],
    });
    expect(reply.messages[0]).toHaveProperty('field_name');
  });

  it.each<[string, unknown, object]>([
    ['color', '99999999999', { message: 'integer out of range\n' }],
    ['type', '', { message: "Missing required value for the field 'Type' (type)", field: 'type' }],
    [
      'expected_revenue',
      'nan',
      {
        message:
          "Unknown error during import: <class 'ValueError'>: cannot convert float NaN to integer",
        moreinfo: 'Resolve other errors first',
      },
    ],
  ])('of %s that is refused only by the table, %j, is told as such', async (column, cell, told) => {
    const { ids, messages } = await load(column, cell);
    expect(ids).toBe(false);
    expect(messages).toEqual([{ type: 'error', record: 0, rows: { from: 0, to: 0 }, ...told }]);
  });

  it('of a number that is true makes Odoo fall over', async () => {
    await expect(load('active', true)).rejects.toMatchObject({
      faultCode: 1,
      faultString: expect.stringContaining(
        "AttributeError: 'bool' object has no attribute 'lower'",
      ),
    });
  });
});

describe('a row of an import', () => {
  it('lacks a name, and is told so', async () => {
    expect(await ledger.load('crm.lead', 'id name', ['x.nameless', ''])).toMatchObject({
      ids: false,
      messages: [{ message: "Missing required value for the field 'Opportunity' (name)" }],
    });
    expect(await ledger.load('res.partner', 'id ref', ['x.nameless', 'acme:x'])).toMatchObject({
      ids: false,
      messages: [{ message: "'Contacts require a name'" }],
    });
  });

  it('tells all its cells that are wrong, and rows that are stale besides', async () => {
    const columns = 'id name expected_revenue color';
    await ledger.load('crm.lead', columns, ['x.stale', 'stale', '1', '1']);

    const { messages } = await ledger.load(
      'crm.lead',
      columns,
      ['x.wrong', 'wrong', 'a', 'b'],
      ['x.stale', 'stale', '1', '1'],
    );

    expect(messages.map(({ field, record }) => [record, field])).toEqual([
      [0, undefined],
      [0, 'expected_revenue'],
      [0, 'color'],
      [1, undefined],
    ]);
  });

  it('may not refer to a record in two ways', async () => {
    const { messages } = await ledger.load('crm.lead', 'id name partner_id/id partner_id/.id', [
      'x.both',
      'both',
      'x.ada',
      '1',
    ]);
    expect(messages[0]?.message).toBe(
      "Ambiguous specification for field 'Customer', only provide one of name, external id or database id",
    );
  });

  it('may be longer than the columns, or shorter where these are plain', async () => {
    expect((await ledger.load('crm.lead', 'id name', ['x.long', 'long', 'more'])).ids).not.toBe(
      false,
    );
    expect((await ledger.load('crm.lead', 'id name type', ['x.short', 'short'])).ids).not.toBe(
      false,
    );
    await expect(
      ledger.load('crm.lead', 'id name partner_id/id', ['x.shorter', 'short']),
    ).rejects.toMatchObject({ faultString: expect.stringContaining('IndexError') });
  });

  it('of a column that there is not is a fault', async () => {
    await expect(load('nosuch', 'x')).rejects.toMatchObject({
      faultCode: 1,
      faultString: expect.stringContaining("ValueError: Invalid field name 'nosuch'"),
    });
    await expect(load('partner_id/nosuch', 'x')).rejects.toMatchObject({ faultCode: 1 });
  });

  it('with a space in its external id breaks a constraint', async () => {
    const { messages } = await ledger.load('crm.lead', 'id name', ['x.a b', 'spaced']);
    expect(messages[0]?.message).toMatch(
      /^new row for relation "ir_model_data" violates check constraint "ir_model_data_name_nospaces"/,
    );
  });

  it('takes its contact from the partner, unless one is given', async () => {
    const contact = async (columns: string, row: unknown[]) => {
      const { ids } = await ledger.load('crm.lead', columns, row);
      return ledger.find('crm.lead', [['id', 'in', ids]], 'contact_name');
    };
    expect(await contact('id name partner_id/id', ['x.c1', 'c', 'x.ada'])).toMatchObject([
      { contact_name: 'Ada' },
    ]);
    expect(
      await contact('id name partner_id/id contact_name', ['x.c2', 'c', 'x.ada', '']),
    ).toMatchObject([{ contact_name: false }]);
  });
});

const post = async (body: string): Promise<string> =>
  (await fetch(`${odoo.url}/xmlrpc/2/object`, { method: 'POST', body })).text();

describe('a call over XML-RPC', () => {
  it('has every end of a line as a line feed, as XML has', async () => {
    const row = ['x.lines', 'lines', 'a\tb\nc\r\nd\re'];
    const load = { fields: ['id', 'name', 'referred'], data: [row] };
    const params = [odoo.db, odoo.uid, odoo.apiKey, 'crm.lead', 'load', [], load];
    const call = serializer.serializeMethodCall('execute_kw', params);
    await post(call.replaceAll('&#xD;', '\r'));

    expect(await ledger.find('crm.lead', [['name', '=', 'lines']], 'referred')).toMatchObject([
      { referred: 'a\tb\nc\nd\ne' },
    ]);
  });

  it.each(['<value><string>a\u0001b</string></value>', '<value><string>a&#1;b</string></value>'])(
    'may not hold a control character: %j',
    async (value) => {
      const text = await post(
        `<?xml version="1.0"?><methodCall><methodName>execute_kw</methodName><params><param>${value}</param></params></methodCall>`,
      );
      expect(text).toContain('<name>faultCode</name><value><int>1</int></value>');
      expect(text).toContain('xml.parsers.expat.ExpatError');
    },
  );

  it('may not hold a number so large that the package writes it as no integer', async () => {
    await expect(load('expected_revenue', 1e300)).rejects.toMatchObject({
      faultCode: 1,
      faultString: expect.stringContaining("invalid literal for int() with base 10: '1e+300'"),
    });
  });

  it('is a fault where it is no call at all', async () => {
    expect(await post('<methodCall><oops>')).toContain('ExpatError');
    expect(await post('not XML')).toContain('ExpatError');
    expect(await post('')).toContain('ExpatError');
  });
});
