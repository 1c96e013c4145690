import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { callerOf, LEAD_MAY_NOT_CHANGE } from './stand-in-caller.js';

let odoo: OdooStandIn;
beforeAll(async () => {
  odoo = await startOdooStandIn({ version: '19.0', durationMs: 0 });
});
afterAll(() => odoo.close());

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${odoo.url}/json/2/${path}`, {
    method: 'POST',
    headers: {
      authorization: `bearer ${odoo.apiKey}`,
      'content-type': 'application/json',
      'x-odoo-database': odoo.db,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
};

const load = (externalId: string, name: string) =>
  post('crm.lead/load', { fields: ['id', 'name'], data: [[externalId, name]] });

describe('JSON-2', () => {
  it('carries out methods by their names and those of their arguments', async () => {
    const { body, status } = await load('x.first', 'first');

    expect(status).toBe(200);
    expect(body).toEqual({ ids: [expect.any(Number)], messages: [], nextrow: 0 });
    const named = { domain: [['name', '=', 'first']], fields: ['name', 'expected_revenue'] };
    expect(await post('crm.lead/search_read', named)).toEqual({
      status: 200,
      body: [{ id: body.ids[0], name: 'first', expected_revenue: 0 }],
    });
    expect(await post('crm.lead/read', { ids: body.ids, fields: ['name'] })).toMatchObject({
      body: [{ name: 'first' }],
    });
  });

  it('is the same Odoo as over XML-RPC', async () => {
    await load('x.both', 'over JSON-2');

    expect(
      await callerOf(odoo).load('crm.lead', 'id name', ['x.both', 'over XML-RPC']),
    ).toMatchObject({
      ids: false,
      messages: [{ message: LEAD_MAY_NOT_CHANGE }],
    });
  });

  it('takes the context with the arguments', async () => {
    const { body } = await load('x.archived', 'archived');
    odoo.operator.edit('crm.lead', body.ids[0], { active: false });

    const domain = [['name', '=', 'archived']];
    expect((await post('crm.lead/search', { domain })).body).toEqual([]);
    expect(
      (await post('crm.lead/search', { domain, context: { active_test: false } })).body,
    ).toEqual(body.ids);
  });

  it('answers with null, and with ids of what was made', async () => {
    expect(await post('crm.lead/check_access_rights', { operation: 'read' })).toEqual({
      status: 200,
      body: null,
    });
    expect(await post('crm.lead/create', { vals_list: { name: 'one' } })).toMatchObject({
      body: [expect.any(Number)],
    });
    expect(await post('crm.lead/has_access', { operation: 'write' })).toMatchObject({
      body: false,
    });
  });

  it.each<[string, string, unknown, Record<string, string>, number, string]>([
    [
      'a wrong key',
      'crm.lead/search',
      { domain: [] },
      { authorization: 'bearer wrong' },
      401,
      'Invalid apikey',
    ],
    [
      'no key',
      'crm.lead/search',
      { domain: [] },
      { authorization: '' },
      401,
      'User not authenticated',
    ],
    [
      'an unknown model',
      'no.such/search',
      { domain: [] },
      {},
      404,
      "the model 'no.such' does not exist",
    ],
    [
      'an unknown method',
      'crm.lead/nosuch',
      {},
      {},
      404,
      "The method 'crm.lead.nosuch' does not exist",
    ],
    ['a private method', 'crm.lead/_load_records', {}, {}, 403, 'cannot be called remotely'],
    [
      'a method that 19 made private',
      'crm.lead/check_access',
      { operation: 'read' },
      {},
      403,
      'cannot be called remotely',
    ],
    ['a missing argument', 'crm.lead/search', {}, {}, 422, "missing a required argument: 'domain'"],
    [
      'an unknown argument',
      'crm.lead/search',
      { domain: [], foo: 1 },
      {},
      422,
      "got an unexpected keyword argument 'foo'",
    ],
    [
      'ids where there are none',
      'crm.lead/search',
      { domain: [], ids: [1] },
      {},
      422,
      'cannot call crm.lead.search with ids',
    ],
    ['what is no JSON', 'crm.lead/search', 'oops', {}, 400, 'could not parse the body as json'],
    [
      'what the user may not',
      'crm.lead/write',
      { ids: [1], vals: {} },
      {},
      403,
      LEAD_MAY_NOT_CHANGE,
    ],
    [
      'what can not be',
      'crm.lead/create',
      { vals_list: { type: 'lead' } },
      {},
      422,
      'a mandatory field is not set',
    ],
    [
      'what Odoo falls over',
      'crm.lead/search',
      { domain: [['nosuch', '=', 1]] },
      {},
      500,
      'Invalid field crm.lead.nosuch',
    ],
  ])('tells of %s by a status and a body', async (_, path, body, headers, status, message) => {
    const answer = await post(path, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      name: expect.any(String),
      message: expect.stringContaining(message),
      arguments: [answer.body.message],
      context: {},
      debug: expect.any(String),
    });
  });

  it('has only the database that it has', async () => {
    const response = await fetch(`${odoo.url}/json/2/crm.lead/search`, {
      method: 'POST',
      headers: { 'x-odoo-database': 'nosuch', 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch('text/html');
  });

  it('came with 19: Odoo 18 sends whoever asks to its login page', async () => {
    const old = await startOdooStandIn({ version: '18.0' });
    const response = await fetch(`${old.url}/json/2/crm.lead/search_count`, {
      method: 'POST',
      headers: { authorization: `bearer ${old.apiKey}`, 'content-type': 'application/json' },
      body: '{"domain":[]}',
      redirect: 'manual',
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(/^\/web\/login\?redirect=/);
    await old.close();
  });
});
