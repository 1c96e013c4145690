import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { newGate } from '../support/gate.js';
import {
  adminOf,
  type Caller,
  COULD_NOT_SERIALIZE,
  callerOf,
  LEAD_MAY_NOT_CHANGE,
} from './stand-in-caller.js';

const COLUMNS = 'id name type';

let odoo: OdooStandIn;
let ledger: Caller;

beforeEach(async () => {
  odoo = await startOdooStandIn({ durationMs: 30 });
  ledger = callerOf(odoo);
});
afterEach(() => odoo.close());

const append = (name: string, externalId = 'x.row') =>
  ledger.load('crm.lead', COLUMNS, [externalId, name, 'lead']);

describe('concurrent loads of one external id', () => {
  it('have exactly one winner of fifty, and each loser is told', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, at) => append(`writer ${at}`)),
    );

    expect(replies.filter(({ ids }) => ids !== false)).toHaveLength(1);
    const told = new Set(replies.flatMap(({ messages }) => messages.map(({ message }) => message)));
    expect([...told].every((one) => [COULD_NOT_SERIALIZE, LEAD_MAY_NOT_CHANGE].includes(one))).toBe(
      true,
    );
    expect(told).toContain(COULD_NOT_SERIALIZE);
    expect(odoo.operator.rows('crm.lead')).toHaveLength(1);
  });

  it('are decided by who commits first, not by who begins first', async () => {
    const { open, opened } = newGate();
    odoo.disturb({ kind: 'slow', until: opened }, { times: 1 });
    const slow = append('slow');
    await expect.poll(() => odoo.calls()['crm.lead.load']).toBe(1);

    const quick = await append('quick');
    open();

    expect(quick.ids).not.toBe(false);
    expect(await slow).toMatchObject({ ids: false, messages: [{ message: COULD_NOT_SERIALIZE }] });
    expect(odoo.operator.rows('crm.lead').map(({ values }) => values['name'])).toEqual(['quick']);
  });

  it('see what was committed before they began', async () => {
    await append('first');

    expect(await append('second')).toMatchObject({
      ids: false,
      messages: [{ message: LEAD_MAY_NOT_CHANGE }],
    });
  });

  it('do not disturb those of other external ids', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, at) => append('own', `x.row_${at}`)),
    );

    expect(replies.every(({ ids }) => ids !== false)).toBe(true);
  });

  it.each([
    ['partner_id/id', 'x.ada', 'external id'],
    ['partner_id/.id', '1', 'database id'],
  ])('do not see a partner that was made since they began, by %s', async (column, cell, by) => {
    const happens = () => odoo.operator.add('res.partner', { name: 'Ada' }, 'x.ada');
    odoo.disturb({ kind: 'meanwhile', happens }, { times: 1 });

    const reply = await ledger.load('crm.lead', `id name ${column}`, ['x.lead', 'L', cell]);

    expect(reply.ids).toBe(false);
    expect(reply.messages[0]?.message).toBe(
      `No matching record found for ${by} '${cell}' in field 'Customer'`,
    );
  });

  it('by users who may overwrite have one winner as well, and the other is told', async () => {
    await append('first');
    const [fast, slow] = await Promise.all([
      adminOf(odoo).load('crm.lead', COLUMNS, ['x.row', 'second', 'lead']),
      adminOf(odoo).load('crm.lead', COLUMNS, ['x.row', 'third', 'lead']),
    ]);

    expect([fast.ids, slow.ids].filter((ids) => ids !== false)).toHaveLength(1);
    expect([...fast.messages, ...slow.messages].map(({ message }) => message)).toEqual([
      COULD_NOT_SERIALIZE,
    ]);
  });

  it('tell ten rows of a lost batch, and then no more', async () => {
    odoo.disturb({ kind: 'conflict' }, { times: 1 });
    const rows = Array.from({ length: 12 }, (_, at) => [`x.row_${at}`, 'lost', 'lead']);

    const { ids, messages } = await ledger.load('crm.lead', COLUMNS, ...rows);

    expect(ids).toBe(false);
    expect(messages.map(({ type }) => type)).toEqual([...Array(10).fill('error'), 'warning']);
    expect(messages[10]?.message).toMatch(/^Found more than 10 errors/);
  });
});
