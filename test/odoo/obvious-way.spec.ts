import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { obviousWay } from '../../scripts/odoo/conformance/obvious-way.js';
import { json, SmallServer } from './small-server.js';

it('over JSON-2 asks as much at once as the ledger does, and no more', async () => {
  let underWay = 0;
  let most = 0;
  const server = await SmallServer.open(async ({ path }, response) => {
    most = Math.max(most, ++underWay);
    await pause(5);
    underWay -= 1;
    json(response, 200, path.endsWith('/search') ? [] : [1]);
  });
  const account = { db: 'credits', username: 'ledger', apiKey: 'key' };
  const config = { url: server.url, ...account, transport: 'json2' } as const;
  const debit = await obviousWay(config, { isQuiet: false });
  const rows = Array.from({ length: 64 }, (_, nth) => ({
    name: `CZ_SMCR|obvious|${nth}`,
    partner: 1,
    referred: '{}',
  }));
  await Promise.all(rows.map(debit));
  await server.close();
  expect(server.asked).toHaveLength(128);
  expect(most).toBe(8);
});
