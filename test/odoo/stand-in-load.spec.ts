import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { adminOf, type Caller, callerOf, LEAD_MAY_NOT_CHANGE } from './stand-in-caller.js';

const COLUMNS = 'id name type expected_revenue partner_id/id';

let odoo: OdooStandIn;
let ledger: Caller;
let admin: Caller;

beforeAll(async () => {
  odoo = await startOdooStandIn({ durationMs: 0 });
  ledger = callerOf(odoo);
  admin = adminOf(odoo);
  await ledger.load('res.partner', 'id name ref', ['cz_smcr.ada', 'Ada', 'acme:ada']);
});
afterAll(() => odoo.close());

const lead = (externalId: string, revenue: unknown = '-5', name = externalId): unknown[] => [
  externalId,
  name,
  'lead',
  revenue,
  'cz_smcr.ada',
];

const named = (name: string) =>
  admin.find('crm.lead', [['name', '=', name]], 'id name expected_revenue partner_id');

describe('load', () => {
  it('makes a record of a row, and of a partner its external id points to', async () => {
    const { ids, messages, nextrow } = await ledger.load('crm.lead', COLUMNS, lead('x.new'));

    expect(messages).toEqual([]);
    expect(nextrow).toBe(0);
    const [id] = ids || [];
    expect(await named('x.new')).toEqual([
      { id, name: 'x.new', expected_revenue: -5, partner_id: [expect.any(Number), 'Ada'] },
    ]);
  });

  it('is refused for an external id that is taken, where the user may not change records', async () => {
    await ledger.load('crm.lead', COLUMNS, lead('x.taken', '-5', 'first'));

    const again = await ledger.load('crm.lead', COLUMNS, lead('x.taken', '-6', 'second'));

    expect(again).toEqual({
      ids: false,
      messages: [
        { rows: { from: 0, to: 0 }, record: 0, type: 'error', message: LEAD_MAY_NOT_CHANGE },
      ],
      nextrow: 0,
    });
    expect(await named('first')).toMatchObject([{ expected_revenue: -5 }]);
    expect(await named('second')).toEqual([]);
  });

  it('overwrites the record of an external id that is taken, where the user may', async () => {
    const first = await ledger.load('crm.lead', COLUMNS, lead('x.mine', '-5', 'mine'));

    const again = await admin.load('crm.lead', COLUMNS, lead('x.mine', '9', 'theirs'));

    expect(again).toEqual({ ids: first.ids, messages: [], nextrow: 0 });
    expect(await named('mine')).toEqual([]);
    expect(await named('theirs')).toMatchObject([{ expected_revenue: 9 }]);
  });

  it('takes what a user may do from the rights of that moment', async () => {
    await ledger.load('crm.lead', COLUMNS, lead('x.rights'));
    odoo.operator.letWrite(true);
    expect((await ledger.load('crm.lead', COLUMNS, lead('x.rights'))).ids).not.toBe(false);
    odoo.operator.letWrite(false);
    expect((await ledger.load('crm.lead', COLUMNS, lead('x.rights'))).ids).toBe(false);
  });

  it.each([
    ['last', ['x.all-1', 'x.stale'], [0, 1]],
    ['first', ['x.stale', 'x.all-2'], [0]],
  ])('makes nothing of a batch whose %s row is stale', async (_, externalIds, told) => {
    await ledger.load('crm.lead', COLUMNS, lead('x.stale'));
    const before = odoo.operator.rows('crm.lead').length;

    const reply = await ledger.load('crm.lead', COLUMNS, ...externalIds.map((id) => lead(id)));

    expect(reply.ids).toBe(false);
    expect(reply.messages.map(({ record }) => record)).toEqual(told);
    expect(odoo.operator.rows('crm.lead')).toHaveLength(before);
    expect(odoo.operator.rows('ir.model.data').map(({ values }) => values['name'])).not.toContain(
      externalIds[0] === 'x.stale' ? 'all-2' : 'all-1',
    );
  });

  it('never gives an id again that a refused batch had taken', async () => {
    const [before = 0] = (await ledger.load('crm.lead', COLUMNS, lead('x.gap-1'))).ids || [];
    await ledger.load('crm.lead', COLUMNS, lead('x.gap-2'), lead('x.gap-1'));

    const [after = 0] = (await ledger.load('crm.lead', COLUMNS, lead('x.gap-3'))).ids || [];

    expect(after).toBeGreaterThan(before + 1);
  });

  it('tells the second of two rows with one external id that it may not change the first', async () => {
    const reply = await ledger.load('crm.lead', COLUMNS, lead('x.twice'), lead('x.twice'));

    expect(reply).toMatchObject({ ids: false, messages: [{ record: 1 }] });
    expect(reply.messages).toHaveLength(1);
    expect(await named('x.twice')).toEqual([]);
  });

  it('gives both of two rows with one external id to one record, where the user may change it', async () => {
    const { ids } = await admin.load('crm.lead', COLUMNS, lead('x.both'), lead('x.both', '7'));

    const [first, second] = ids || [];
    expect(first).toBe(second);
    expect(await named('x.both')).toMatchObject([{ expected_revenue: 7 }]);
  });

  it('takes an external id that belongs to another kind of record for an error', async () => {
    const reply = await ledger.load('crm.lead', COLUMNS, lead('cz_smcr.ada'));

    expect(reply.ids).toBe(false);
    expect(reply.messages[0]?.message).toMatch(
      /^For external id cz_smcr\.ada when trying to create\/update a record of model crm\.lead found record of different model res\.partner \(\d+\)$/,
    );
  });

  it('puts an external id without a module under the one of the import', async () => {
    await ledger.load('crm.lead', COLUMNS, lead('bare'));

    expect((await ledger.load('crm.lead', COLUMNS, lead('__import__.bare'))).ids).toBe(false);
    expect((await ledger.load('crm.lead', COLUMNS, lead('x.bare'))).ids).not.toBe(false);
  });

  it('gives a freed external id to whoever comes next, as a new record', async () => {
    const [old = 0] = (await ledger.load('crm.lead', COLUMNS, lead('x.freed'))).ids || [];
    await admin.execute('crm.lead', 'unlink', [[old]]);

    const { ids } = await ledger.load('crm.lead', COLUMNS, lead('x.freed', '-1'));

    expect(ids).not.toBe(false);
    expect(ids).not.toContain(old);
  });

  it('keeps the external id of a record that was only archived', async () => {
    const [id = 0] = (await ledger.load('crm.lead', COLUMNS, lead('x.archived'))).ids || [];
    odoo.operator.edit('crm.lead', id, { active: false });

    expect((await ledger.load('crm.lead', COLUMNS, lead('x.archived'))).ids).toBe(false);
  });

  it('makes nothing of no rows', async () => {
    expect(await ledger.load('crm.lead', COLUMNS)).toEqual({ ids: [], messages: [], nextrow: 0 });
  });
});
