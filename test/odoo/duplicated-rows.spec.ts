import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { debit } from '../wallet/asks.js';

const standIn = await startOdooStandIn();
const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
const { newEventId } = new CountedIds();
const ledger = odooLedger(odoo, { random: Math.random, newEventId });
afterAll(async () => {
  await ledger.close();
  await standIn.close();
});

/** A wallet with the entries 1 to 8, and a duplicate of one of them, made by hand after number 5. */
let stage: Stage;
beforeEach(async () => {
  stage = new Stage(ledger);
  for (const key of ['a', 'b', 'c']) await stage.accept({ ...debit(1), key });
});

const rows = () =>
  standIn.operator
    .rows('crm.lead')
    .filter(({ values }) => String(values['referred']).includes(stage.tenantId));

const duplicate = (seq: number) => standIn.operator.add('crm.lead', rows()[seq - 1]?.values ?? {});

const numbers = async (page: { readonly limit: number; readonly before?: number }) =>
  (await ledger.read(stage.wallet(), page)).entries.map(({ seq }) => seq);

describe.each([3, 5])('a wallet whose row %i somebody duplicated in Odoo', (seq) => {
  it('is read as it is, also where the duplicate is the newest row', async () => {
    duplicate(seq);
    expect(await stage.buckets()).toEqual([94, 0]);
    expect(await numbers({ limit: 3 })).toEqual([5, 4, 3]);
    expect(await numbers({ limit: 0 })).toEqual([]);
  });

  it('goes on, in this process and in one that knows nothing', async () => {
    duplicate(seq);
    await stage.accept({ ...debit(1), key: 'd' });
    const another = odooLedger(odoo, { random: Math.random, newEventId });
    const asks = [stage.ask({ ...debit(1), key: 'e' }), stage.ask({ ...debit(1), key: 'a' })];
    const outcomes = await another.commit(asks, stage.catalog);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['committed', 'replayed']);
    expect(await stage.buckets()).toEqual([90, 0]);
  });

  it('shows each entry once, on whichever page', async () => {
    duplicate(seq);
    for (const key of ['d', 'e', 'f']) await stage.accept({ ...debit(1), key });
    expect(await numbers({ limit: 20 })).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    const pages = [];
    for (let before = 9; before > 1; before -= 2) pages.push(await numbers({ limit: 2, before }));
    expect(pages).toEqual([
      [8, 7],
      [6, 5],
      [4, 3],
      [2, 1],
    ]);
  });
});

it('a page lacks nothing but the row that somebody deleted before it', async () => {
  for (const key of ['d', 'e', 'f']) await stage.accept({ ...debit(1), key });
  standIn.operator.remove('crm.lead', [rows()[5]?.id ?? 0]);
  expect(await numbers({ limit: 2, before: 6 })).toEqual([5, 4]);
});
