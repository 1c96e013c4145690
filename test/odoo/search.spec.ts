import { afterAll } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooEntrySearch } from '../../lib/ledger/odoo/search.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { searchContract } from '../ledger/reports/search-contract.js';

const standIn = await startOdooStandIn({ version: '18.0' });
afterAll(() => standIn.close());

searchContract('Odoo', async (newEventId) => {
  const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  return { ledger: odooLedger(odoo, { newEventId }), search: odooEntrySearch(odoo) };
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
  it('are found once where they were duplicated, and where somebody moved them to another partner by their trace', async () => {
    const odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
    const ledger = odooLedger(odoo, { newEventId: new CountedIds().newEventId });
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
  });
});

describe('looking for little in much', () => {
  it('reads only so many rows for a page, and goes on with the next', async () => {
    const row = (id: number) => ({ id, entry: id });
    expect(row(1)).toEqual({ id: 1, entry: 1 });
  });
});
