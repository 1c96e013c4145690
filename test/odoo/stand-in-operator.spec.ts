import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { type Caller, callerOf } from './stand-in-caller.js';

let odoo: OdooStandIn;
let ledger: Caller;

beforeEach(async () => {
  odoo = await startOdooStandIn({ durationMs: 0, now: () => new Date('2026-03-01T12:00:00.9Z') });
  ledger = callerOf(odoo);
  await ledger.load('res.partner', 'id name ref', ['x.ada', 'Ada', 'a'], ['x.zed', 'Zed', 'z']);
  const columns = 'id name expected_revenue partner_id/id';
  await ledger.load(
    'crm.lead',
    columns,
    ['x.1', 'one', '1', 'x.ada'],
    ['x.2', 'two', '2', 'x.zed'],
    ['x.3', 'three', '3', 'x.zed'],
  );
});
afterEach(() => odoo.close());

const leads = () =>
  odoo.operator
    .rows('crm.lead')
    .map(({ externalIds, id, values }) => [
      id,
      values['name'],
      values['partner_id'],
      ...externalIds,
    ]);

describe('an operator', () => {
  it('sees all there is, with its external ids and when it was made', () => {
    expect(leads()).toEqual([
      [1, 'one', 1, 'x.1'],
      [2, 'two', 2, 'x.2'],
      [3, 'three', 2, 'x.3'],
    ]);
    expect(odoo.operator.rows('crm.lead')[0]?.values).toMatchObject({
      expected_revenue: 1,
      create_date: '2026-03-01 12:00:00',
      create_uid: odoo.uid,
      active: true,
    });
  });

  it('edits whatever the ledger can not', async () => {
    odoo.operator.edit('crm.lead', 1, { name: 'edited', expected_revenue: 9 });
    expect(await ledger.find('crm.lead', [['id', '=', 1]], 'name expected_revenue')).toEqual([
      { id: 1, name: 'edited', expected_revenue: 9 },
    ]);
    expect(await ledger.find('crm.lead', [['name', 'in', ['one', 'no']]], 'id')).toEqual([]);
  });

  it('deletes, which frees the external id', async () => {
    odoo.operator.remove('crm.lead', [2]);
    const externalIds = odoo.operator
      .rows('ir.model.data')
      .map(({ values }) => values['complete_name']);
    expect(externalIds).not.toContain('x.2');
    expect(externalIds).toContain('x.3');
    expect(leads()).toEqual([
      [1, 'one', 1, 'x.1'],
      [3, 'three', 2, 'x.3'],
    ]);
    expect((await ledger.load('crm.lead', 'id name', ['x.2', 'forged'])).ids).toEqual([4]);
  });

  it('merges leads: the oldest stays, and the external ids of the others are free', async () => {
    odoo.operator.mergeLeads([3, 1]);
    expect(leads()).toEqual([
      [1, 'one', 1, 'x.1'],
      [2, 'two', 2, 'x.2'],
    ]);
    expect((await ledger.load('crm.lead', 'id name', ['x.3', 'forged'])).ids).not.toBe(false);
    expect((await ledger.load('crm.lead', 'id name', ['x.1', 'forged'])).ids).toBe(false);
  });

  it('merges partners: rows and external ids move to the one that stays', async () => {
    odoo.operator.mergePartners(1, [2]);
    expect(leads()).toEqual([
      [1, 'one', 1, 'x.1'],
      [2, 'two', 1, 'x.2'],
      [3, 'three', 1, 'x.3'],
    ]);
    expect(odoo.operator.rows('res.partner').map(({ externalIds }) => externalIds)).toEqual([
      ['x.ada', 'x.zed'],
    ]);
    expect(await ledger.find('crm.lead', [['partner_id.ref', '=', 'a']], 'id')).toHaveLength(3);
  });

  it('lets the ledger overwrite, or no longer', async () => {
    const overwrite = () => ledger.load('crm.lead', 'id name', ['x.1', 'overwritten']);
    odoo.operator.letWrite(true);
    expect((await overwrite()).ids).toEqual([1]);
    odoo.operator.letWrite(false);
    expect((await overwrite()).ids).toBe(false);
  });
});

describe('a stand-in that was not set up', () => {
  it('has an administrator alone, who logs in by password', async () => {
    const bare = await startOdooStandIn({ provisioned: false });
    expect(bare).toMatchObject({ username: 'admin', apiKey: 'admin', uid: 2 });
    expect(
      await callerOf(bare).find('res.users', [['active', 'in', [true, false]]], 'login'),
    ).toEqual([
      { id: 2, login: 'admin' },
      { id: 1, login: '__system__' },
    ]);
    await bare.close();
  });
});
