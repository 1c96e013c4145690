import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../lib/ledger/postgres/embedded.js';
import { lockFolder } from '../../lib/ledger/postgres/folder-lock.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { debit, topUp } from '../wallet/asks.js';
import { newFolder, run } from './dev-server.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLIENTS = Array.from({ length: 20 }, (_, index) => `client_${index}`);

let standIn: OdooStandIn;
let env: Record<string, string>;
beforeAll(async () => {
  standIn = await startOdooStandIn({ durationMs: 40 });
  const folder = newFolder();
  const db = await openEmbedded(folder);
  const stage = new Stage(postgresLedger(db, new CountedIds().newEventId));
  for (const client of CLIENTS) {
    await stage.commit(stage.ask(topUp('cs_1', 50, 500), client), stage.ask(debit(1), client));
  }
  await db.close();
  env = {
    CZ_TENANT_ID: stage.tenantId,
    CZ_DATA_DIR: folder,
    ODOO_URL: standIn.url,
    ODOO_DB: standIn.db,
    ODOO_USERNAME: standIn.username,
    ODOO_API_KEY: standIn.apiKey,
    ODOO_UID: String(standIn.uid),
  };
}, 120_000);
afterAll(() => standIn.close());

const copy = (...args: readonly string[]) => run('ledger-copy', args, env);
const rows = () => standIn.operator.rows('crm.lead').length;

describe('npm run ledger:copy', () => {
  it('goes on after kill -9 where it was, and brings the ledger back as it was', async () => {
    const stuck = () => (rows() > 8 ? new Promise(() => {}) : undefined);
    const of = 'crm.lead.load';
    const callOff = standIn.disturb({ kind: 'meanwhile', happens: stuck }, { of });
    const args = ['scripts/ledger-copy.ts', '--from', 'embedded', '--to', 'odoo'];
    const killed = spawn(process.execPath, ['--import', 'tsx', ...args], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], ...env },
      stdio: 'ignore',
    });
    const ended = once(killed, 'exit');
    await expect.poll(rows, { interval: 10 }).toBeGreaterThan(8);
    killed.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    callOff();
    expect(rows()).toBeLessThan(80);

    const { code, out } = await copy('--from', 'embedded', '--to', 'odoo', '--final');
    expect(out).toContain('80 entries of 20 wallets are the same; odoo is 0 behind');
    expect(out).toContain('odoo has all that embedded has: set CZ_LEDGER=odoo');
    expect(code).toBe(0);
    expect(rows()).toBe(80);

    env = { ...env, CZ_DATA_DIR: newFolder() };
    const back = await copy('--from', 'odoo', '--to', 'embedded', '--final');
    expect(back.out).toContain('copied 80 entries from odoo to embedded');
    expect(back.out).toContain('embedded: verified 80 entries of 20 wallets');
    expect(back.code).toBe(0);
  });

  it.each([
    [[], '--from should be odoo, postgres or embedded\n--to should be odoo, postgres or embedded'],
    [['--from', 'odoo', '--to', 'odoo'], '--to should be another than --from'],
    [['--from', 'odoo', '--to', 'mysql'], '--to should be odoo, postgres or embedded'],
    [['--from', 'odoo', '--to', 'postgres'], '--to postgres: DATABASE_URL: is needed'],
    [['--form', 'odoo'], "Unknown option '--form'"],
  ])('called with %j says what it needs', async (args, message) => {
    const { code, out } = await copy(...args);
    expect(out).toContain(message);
    expect(out).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  it('leaves an embedded ledger alone that a server has open', async () => {
    const unlock = lockFolder(env['CZ_DATA_DIR'] ?? '');
    const { code, out } = await copy('--from', 'embedded', '--to', 'odoo');
    unlock();
    expect(out).toMatch(/in use by process \d+: stop that one/);
    expect(code).toBe(1);
  });
});
