import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DevServer, newFolder } from './dev-server.js';
import { expectNothingLost, load } from './load.js';

const onOdoo = (folder: string) => DevServer.on(folder, {}, ['--odoo']);

describe('npm run dev -- --odoo', () => {
  it('keeps its ledger in a stand-in of Odoo: kill -9 of both loses nothing that was acknowledged', async () => {
    const folder = newFolder();
    const first = await onOdoo(folder);
    const health = await (await first.client('ada')).get('health');
    expect(health.body).toMatchObject({ status: 'ok', ledger: 'odoo' });
    const loading = load(first);
    await sleep(3000);
    await first.stop('SIGKILL');
    const loads = await loading;

    const second = await onOdoo(folder);
    await expectNothingLost(second, loads);
    const retried = await second.client('client_0');
    const key = loads[0]?.open[0] ?? '';
    const [once, twice] = [await retried.debit(key), await retried.debit(key)];
    expect([once.status, twice.text]).toEqual([200, once.text]);
    const { code, out } = await second.stop();
    expect(out).not.toMatch(/error/i);
    expect(code).toBe(0);
  });
});
