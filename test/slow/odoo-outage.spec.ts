import { expect, it } from 'vitest';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { openOdooApi } from '../odoo/odoo-api.js';
import { surviveOutage } from '../odoo/outage.js';

it('Odoo away for thirty seconds: debits or 503, and each key is one row afterwards', () =>
  surviveOutage(30_000));

it.concurrent.each([
  ['not done', 0],
  ['done', 1],
] as const)(
  'an Odoo that begins to hang, with the work %s, keeps nobody until the platform ends the function',
  async (work, rows) => {
    const odoo = await startOdooStandIn();
    const { app, logged, service } = await openOdooApi(odoo);
    const ask = (idempotencyKey: string) => ({
      clientId: 'ada',
      actionId: 'ask_ai',
      idempotencyKey,
    });
    expect(await service.debit(ask('first'))).toMatchObject({ status: 200 });
    const callOff = odoo.disturb({ kind: 'hang', work });
    const from = performance.now();
    const replies = await Promise.all(
      [0, 1_000, 5_000].map(async (after, nth) => {
        await new Promise((resolve) => setTimeout(resolve, after));
        const reply = await service.debit(ask(`key-${nth}`));
        return { reply, waitedMs: performance.now() - from - after };
      }),
    );
    for (const { reply, waitedMs } of replies) {
      expect(reply).toMatchObject({ status: 503, body: { code: 'ledger_unavailable' } });
      expect(waitedMs).toBeLessThan(25_000);
    }
    expect(logged.at(-1)?.['error']).toMatch(/did not answer .* within 10 s/);
    callOff();
    const names = odoo.operator.rows('crm.lead').map(({ values }) => values['name']);
    expect(names.filter((name) => String(name).includes('|key-'))).toHaveLength(rows);
    for (const key of ['key-0', 'key-1', 'key-2']) {
      expect(await service.debit(ask(key))).toMatchObject({ status: 200 });
    }
    const { body } = await service.state('?clientId=ada');
    expect(body).toMatchObject({ balance: 116 });
    await app.close();
    await odoo.close();
  },
);
