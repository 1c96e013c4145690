import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { walletRef } from '../../lib/ledger/odoo/names.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { debit } from '../wallet/asks.js';

let standIn: OdooStandIn;
let odoo: Odoo;
let stage: Stage;

beforeEach(async () => {
  standIn = await startOdooStandIn();
  odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  stage = new Stage(
    odooLedger(odoo, { random: Math.random, newEventId: new CountedIds().newEventId }),
  );
});
afterEach(async () => {
  odoo.close();
  await standIn.close();
});

const work = { ...debit(3), key: 'work' };

/** A process that knows nothing yet. */
const another = () => {
  const ledger = odooLedger(odoo, { random: Math.random, newEventId: () => crypto.randomUUID() });
  return {
    answer: async (ask: Parameters<Stage['ask']>[0], client = 'ada') =>
      (await ledger.commit([stage.ask(ask, client)], stage.catalog))[0],
    read: (limit: number, before?: number) => ledger.read(stage.wallet(), { limit, before }),
  };
};

const ownRows = () =>
  standIn.operator.rows('crm.lead').filter(({ externalIds }) => externalIds.length > 0);

const partner = (client = 'ada') =>
  standIn.operator
    .rows('res.partner')
    .find(({ values }) => values['ref'] === walletRef(stage.wallet(client)))?.id ?? 0;

/** As a row of older code: without JSON, and with the key that somebody may use here. */
const older = { name: 'CZ_SMCR|debit|work', expected_revenue: -7 };

/** Enough that no page of a read has room for anything else. */
const addOthers = (values: object) => {
  for (let n = 0; n < 60; n++) {
    standIn.operator.add('crm.lead', { ...older, partner_id: partner(), ...values });
  }
};

describe('rows of others at the partner of a wallet', () => {
  it.each([
    ['opportunities of sales people', { name: 'Three offices in Lisbon', type: 'opportunity' }],
    ['rows that older code wrote', {}],
    ['rows that look like our own', { type: 'lead', user_id: false }],
    ['rows with some JSON', { type: 'lead', user_id: false, referred: '{"client":"ada"}' }],
  ])('are left out: %s', async (_, values) => {
    await stage.accept(debit(1));
    addOthers(values);
    expect(await another().answer(work)).toMatchObject({ outcome: 'committed' });
    expect(await another().answer(work)).toMatchObject({ outcome: 'replayed' });
    expect(await stage.answer(work)).toMatchObject({ outcome: 'replayed' });
    await stage.accept(debit(1));
    addOthers(values);

    const { entries, stored } = await another().read(3);
    expect(entries.map(({ seq }) => seq)).toEqual([5, 4, 3]);
    expect(stored?.wallet.version).toBe(5);
    expect((await another().read(3, 3)).entries.map(({ seq }) => seq)).toEqual([2, 1]);
    expect(await stage.findings()).toEqual([]);
  });

  it('cost nothing more where they do not look like our own', async () => {
    await stage.accept(debit(1));
    addOthers({});
    standIn.forgetCalls();
    await another().answer(debit(1));
    expect(standIn.calls()).not.toHaveProperty('crm.lead.get_metadata');
  });

  it('do not make a wallet of a partner', async () => {
    const ref = walletRef(stage.wallet('bob'));
    const id = standIn.operator.add('res.partner', { name: 'Bob', ref });
    standIn.operator.add('crm.lead', { ...older, partner_id: id });
    expect(await stage.entries('bob')).toEqual([]);
    expect(await stage.findings()).toEqual([]);
  });

  it('may have a partner of their own with the same reference: ours are with ours', async () => {
    const ref = walletRef(stage.wallet());
    for (const name of ['before', 'again']) {
      const id = standIn.operator.add('res.partner', { name, ref });
      standIn.operator.add('crm.lead', { ...older, partner_id: id });
    }
    await Promise.all([stage.accept(debit(1)), another().answer(work), another().answer(work)]);
    const late = standIn.operator.add('res.partner', { name: 'late', ref });
    standIn.operator.add('crm.lead', { ...older, partner_id: late });
    await stage.accept(debit(1));
    expect(new Set(ownRows().map(({ values }) => values['partner_id']))).toHaveProperty('size', 1);
    expect(await stage.entries()).toHaveLength(5);
    expect(await stage.findings()).toEqual([]);
  });
});

describe('a row of ours that somebody emptied', () => {
  const empty = (name: string, more: object = {}) => {
    const row = ownRows().find(({ values }) => values['name'] === name);
    standIn.operator.edit('crm.lead', row?.id ?? 0, { referred: false, ...more });
  };

  it.each([
    ['', {}],
    [', and made an opportunity of somebody’s', { type: 'opportunity', user_id: 2 }],
  ])('is no free key%s: the repetition fails, and takes nothing', async (_, more) => {
    await stage.accept(work);
    await stage.accept(debit(1));
    const before = ownRows().length;
    empty('CZ_SMCR|debit|work', more);
    await expect(another().answer(work)).rejects.toThrow(
      /row \d+ in Odoo, CZ_SMCR\|debit\|work, holds no entry any more/,
    );
    expect(ownRows()).toHaveLength(before);
  });

  it.each([
    ['in the middle', 'CZ_SMCR|debit|work'],
    ['at the end', 'CZ_SMCR|debit|last'],
  ])('is named by verification, %s', async (_, name) => {
    await stage.accept(work);
    await stage.accept({ ...debit(1), key: 'last' });
    addOthers({});
    empty(name, { type: 'opportunity', user_id: 2 });
    const row = ownRows().find(({ values }) => values['name'] === name);
    expect(await stage.findings()).toContainEqual({
      clientId: 'ada',
      problem: `row ${row?.id} in Odoo holds no entry`,
    });
  });
});
