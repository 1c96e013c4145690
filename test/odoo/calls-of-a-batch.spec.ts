import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ledger } from '../../lib/ledger/ledger.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { debit } from '../wallet/asks.js';

const CLIENTS = Array.from({ length: 64 }, (_, index) => `client-${index}`);

let odoo: OdooStandIn;
beforeAll(async () => {
  odoo = await startOdooStandIn();
});
afterAll(() => odoo.close());

const { newEventId } = new CountedIds();
const open = () =>
  odooLedger(openOdoo({ ...odoo, transport: 'xmlrpc' }), { random: Math.random, newEventId });

/** The calls that a batch takes: a debit of each wallet of the stage's, by way of a ledger. */
const callsOf = async (ledger: Ledger, stage: Stage) => {
  await ledger.commit([], stage.catalog); // the first of all asks whether the user is the right one
  odoo.forgetCalls();
  const debits = CLIENTS.map((client) => stage.ask(debit(1), client));
  const outcomes = await ledger.commit(debits, stage.catalog);
  expect(outcomes.filter(({ outcome }) => outcome === 'committed')).toHaveLength(64);
  return odoo.calls();
};

it('a batch is three calls where its wallets are new, two where they are unknown, one where they are known', async () => {
  const [mine, other] = [open(), open()];
  const stage = new Stage(mine);
  const opening = { 'crm.lead.search_read': 1, 'res.partner.load': 1, 'crm.lead.load': 1 };
  expect(await callsOf(mine, stage)).toEqual(opening);
  expect(await callsOf(mine, stage)).toEqual({ 'crm.lead.load': 1 });
  expect(await callsOf(other, stage)).toEqual({ 'crm.lead.search_read': 1, 'crm.lead.load': 1 });
  expect(await stage.findings()).toEqual([]);
  await Promise.all([mine.close(), other.close()]);
});

it('a batch whose wallets all were written by somebody else is three calls, and not three for each', async () => {
  const [mine, other] = [open(), open()];
  const stage = new Stage(mine);
  await callsOf(mine, stage);
  await callsOf(other, stage);
  expect(await callsOf(mine, stage)).toEqual({ 'crm.lead.search_read': 1, 'crm.lead.load': 2 });
  expect(await stage.findings()).toEqual([]);
  await Promise.all([mine.close(), other.close()]);
});
