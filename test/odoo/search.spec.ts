import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { entriesAnswer } from '../../lib/contract/entries.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooEntrySearch } from '../../lib/ledger/odoo/search.js';
import type { Search } from '../../lib/ledger/reports/search.js';
import { clientId } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { searchContract } from '../ledger/reports/search-contract.js';
import { Caller } from '../support/caller.js';
import { debit } from '../wallet/asks.js';
import { openOdooApi } from './odoo-api.js';

const standIn = await startOdooStandIn({ version: '18.0' });
afterAll(() => standIn.close());

searchContract('Odoo', async (newEventId) => {
  const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  return {
    ledger: odooLedger(odoo, { random: Math.random, newEventId }),
    search: odooEntrySearch(odoo),
  };
});

describe('operators, with the ledger in Odoo', () => {
  it('find entries there, and are told what takes a database', async () => {
    const odoo = await startOdooStandIn();
    const { app, service } = await openOdooApi(odoo);
    onTestFinished(async () => {
      await app.close();
      await odoo.close();
    });
    const admin = new Caller(
      () => app,
      async () => ({ 'x-cz-registry-admin': 'admin-secret' }),
    );
    const ask = { clientId: 'ada', actionId: 'ask_ai', idempotencyKey: '50%_|"' };
    const { body, headers } = await service.debit(ask);
    const traceId = headers.get('x-trace-id') ?? '';
    for (const query of [
      { key: '50%_|"' },
      { key: 'CZ_SMCR|debit|50%_|"', clientId: 'ada' },
      { traceId, kind: 'debit' },
    ]) {
      const found = await admin.v1(`/v1/admin/entries?${new URLSearchParams(query)}`);
      expect(found).toMatchObject({ status: 200, body: { entries: [{ kind: 'debit' }] } });
      expect(body).toMatchObject({ entry: entriesAnswer.parse(found.body).entries[0] });
    }
    for (const path of ['webhook-events', 'audit', 'entries?stripeId=evt_1']) {
      expect(await admin.v1(`/v1/admin/${path}`)).toMatchObject({
        status: 503,
        body: { code: 'not_configured', detail: expect.stringContaining('DATABASE_URL') },
      });
    }
    expect(await admin.v1('/v1/admin/entries?clientId=ada&after=x')).toMatchObject({ status: 422 });
  });
});

describe('rows that people touched', () => {
  it('are found once where they were duplicated, and where somebody moved them to another partner by what they say', async () => {
    const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
    const ledger = odooLedger(odoo, {
      random: Math.random,
      newEventId: new CountedIds().newEventId,
    });
    const search = odooEntrySearch(odoo);
    const stage = new Stage(ledger);
    onTestFinished(() => odoo.close());
    await stage.accept({ ...debit(1), key: 'mine' });
    await stage.accept({ ...debit(1), key: 'other' }, 'bob');
    const row = standIn.operator
      .rows('crm.lead')
      .findLast(({ values }) => values['name'] === 'CZ_SMCR|debit|mine');
    standIn.operator.add('crm.lead', { ...row?.values });
    standIn.operator.add('crm.lead', { name: 'CZ_SMCR|debit|mine', type: 'lead', user_id: false });
    const found = await search.find(stage.tenantId, { key: 'mine' }, { limit: 1 });
    expect(found).toEqual({ entries: [expect.objectContaining({ idempotencyKey: 'mine' })] });
    const partner = standIn.operator
      .rows('res.partner')
      .find(({ values }) => values['ref'] === `${stage.tenantId}:bob`);
    standIn.operator.edit('crm.lead', row?.id ?? 0, { partner_id: partner?.id ?? 0 });
    const ofBob = await search.find(stage.tenantId, { clientId: clientId('bob') }, { limit: 9 });
    expect(ofBob?.entries.map(({ clientId }) => clientId)).not.toContain('ada');
    expect(await search.find(stage.tenantId, { key: 'mine' }, { limit: 1 })).toEqual(found);
  });
});

describe('looking for little in much', () => {
  it('reads so many rows for a page and no more, and goes on with the next', async () => {
    const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
    const stage = new Stage(
      odooLedger(odoo, { random: Math.random, newEventId: new CountedIds().newEventId }),
    );
    onTestFinished(() => odoo.close());
    for (let minute = 10; minute < 20; minute += 1) {
      await stage.accept({ ...debit(1), at: `2026-01-15T10:${minute}:00.000Z` });
    }
    const search = odooEntrySearch(odoo, { rowsAtOnce: 2, mostReads: 3 });
    const ada = { clientId: clientId('ada') };
    const find = (by: Search, after?: string) =>
      search.find(stage.tenantId, { ...ada, ...by }, { limit: 9, after });
    const until = { to: instant('2026-01-15T10:11:00Z') };
    standIn.forgetCalls();
    const first = await find(until);
    expect(first).toEqual({ entries: [], next: expect.any(String) });
    expect(standIn.calls()).toEqual({ 'crm.lead.search_read': 3 });
    const second = await find(until, first?.next);
    expect(second?.entries.map(({ seq }) => seq)).toEqual([3, 2, 1]);
    expect(second?.next).toEqual(expect.any(String)); // it did not look whether there is more
    expect(await find(until, second?.next)).toEqual({ entries: [] });

    standIn.forgetCalls();
    const since = { from: instant('2026-01-15T10:18:00Z') };
    expect((await find(since))?.entries.map(({ seq }) => seq)).toEqual([12, 11]);
    expect(await find(since)).not.toHaveProperty('next'); // what is older need not be looked at
    expect(standIn.calls()).toEqual({ 'crm.lead.search_read': 4 });
  });
});
