import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateAnswer } from '../../lib/contract/state.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import type { Caller } from '../support/caller.js';
import { openOdooApi } from './odoo-api.js';

let odoo: OdooStandIn;
let api: Awaited<ReturnType<typeof openOdooApi>>;
let service: Caller;
beforeAll(async () => {
  odoo = await startOdooStandIn();
  api = await openOdooApi(odoo);
  service = api.service;
});
afterAll(async () => {
  await api.app.close();
  await odoo.close();
});

const ask = (clientId: string, idempotencyKey: string, quantity = 1) => ({
  clientId,
  actionId: 'ask_ai',
  quantity,
  idempotencyKey,
});

describe('over HTTP, with the ledger in Odoo', () => {
  it('a debit is a row there, and its repetition is answered with it', async () => {
    const first = await service.debit(ask('ada', 'question-1', 3));
    expect(first).toMatchObject({ status: 200, body: { status: 'debited', balance: 117 } });
    const again = await service.debit(ask('ada', 'question-1', 3));
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const rows = odoo.operator.rows('crm.lead').filter(({ values }) => {
      return values['name'] === 'CZ_SMCR|debit|question-1';
    });
    expect(rows).toMatchObject([{ values: { expected_revenue: -3, type: 'lead' } }]);
  });

  it('what a request led to has its trace in each row', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01` };
    await service.debit(ask('eve', 'traced'), headers);
    const rows = odoo.operator
      .rows('crm.lead')
      .filter(({ values }) => String(values['referred']).includes(`"trace_id":"${trace}"`));
    expect(rows.map(({ values }) => values['name'])).toEqual([
      'CZ_SMCR|open|eve',
      'CZ_SMCR|grant|2026-01',
      'CZ_SMCR|debit|traced',
    ]);
  });

  it('more than there is costs nothing, and leaves no row', async () => {
    const reply = await service.debit(ask('poor', 'too-much', 121));
    expect(reply).toMatchObject({ status: 402, body: { code: 'insufficient_credits' } });
    const refs = odoo.operator.rows('res.partner').map(({ values }) => values['ref']);
    expect(refs).not.toContain('cityzeen:poor');
  });

  it('a key that is used for something else is refused', async () => {
    await service.debit(ask('bob', 'same'));
    const reply = await service.debit(ask('bob', 'same', 2));
    expect(reply).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  });

  it('a plan is changed, and shows in the state', async () => {
    const change = { clientId: 'cleo', planId: 'intelligence', idempotencyKey: 'up' };
    expect(await service.plan(change)).toMatchObject({ status: 200, body: { status: 'changed' } });
    const { body } = await service.state('?clientId=cleo');
    expect(body).toMatchObject({ plan: { planId: 'intelligence' }, balance: 377 });
  });

  it('the entries of a wallet come in pages, newest first', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await service.debit(ask('dan', key));
    const page = async (query: string) => {
      const { body } = await service.state(`?clientId=dan&${query}`);
      return stateAnswer.parse(body).ledgerTail.map(({ seq }) => seq);
    };
    expect(await page('tail=2')).toEqual([6, 5]);
    expect(await page('tail=3&before=5')).toEqual([4, 3, 2]);
    expect(await page('tail=3&before=2')).toEqual([1]);
    expect(await page('tail=3&before=1')).toEqual([]);
  });

  it('what things cost is stored there too, and is what the next server goes by', async () => {
    const names = odoo.operator.rows('crm.lead').map(({ values }) => values['name']);
    expect(names.filter((name) => String(name).startsWith('CZ_SMCR|registry|'))).toEqual([
      'CZ_SMCR|registry|1',
    ]);
    const other = await openOdooApi(odoo);
    expect((await other.service.matrix()).body).toEqual((await service.matrix()).body);
    expect((await other.app.registry.current()).version).toBe(1);
    await other.app.close();
  });

  it('its health is that of Odoo', async () => {
    expect((await service.health()).body).toMatchObject({ status: 'ok', ledger: 'odoo' });
  });
});
