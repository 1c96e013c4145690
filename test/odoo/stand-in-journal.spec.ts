import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FolderInUse } from '../../lib/ledger/postgres/folder-lock.js';
import { startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { callerOf } from './stand-in-caller.js';

const COLUMNS = 'id name expected_revenue';

const started = z.object({
  apiKey: z.string(),
  db: z.string(),
  uid: z.number(),
  url: z.string(),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inProcess = async () => {
  const worker = fileURLToPath(new URL('stand-in/worker.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', worker, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const odoo = started.parse(JSON.parse(String(line)));
  const killed = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { ledger: callerOf(odoo), apiKey: odoo.apiKey, killed };
};

describe('a stand-in with a folder', () => {
  it('has everything that it answered for when its process was killed', async () => {
    const before = await inProcess();
    const appended: number[] = [];
    const appending = (async () => {
      for (let at = 0; ; at++) {
        const { ids } = await before.ledger.load('crm.lead', COLUMNS, [`x.${at}`, 'row', '-5']);
        appended.push(...(ids || []));
      }
    })().catch(() => 'cut off');
    while (appended.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    await before.killed();
    await appending;

    const after = await startOdooStandIn({ folder });

    const kept = await callerOf(after).find('crm.lead', [['name', '=', 'row']], 'expected_revenue');
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(appended));
    expect(kept.length - appended.length).toBeLessThanOrEqual(1);
    expect(after.apiKey).toBe(before.apiKey);
    await after.close();
  });

  it('knows the external ids of before, gives no id twice, and has forgotten what was deleted', async () => {
    const before = await startOdooStandIn({ folder });
    await callerOf(before).load('crm.lead', COLUMNS, ['x.kept', 'kept', '1']);
    const { ids } = await callerOf(before).load('crm.lead', COLUMNS, ['x.gone', 'gone', '2']);
    const [gone = 0] = ids || [];
    before.operator.remove('crm.lead', [gone]);
    await before.close();

    const after = await startOdooStandIn({ folder });

    const ledger = callerOf(after);
    expect((await ledger.load('crm.lead', COLUMNS, ['x.kept', 'again', '1'])).ids).toBe(false);
    const [again = 0] =
      (await ledger.load('crm.lead', COLUMNS, ['x.gone', 'again', '2'])).ids || [];
    expect(again).toBeGreaterThan(gone);
    expect(after.operator.rows('crm.lead').map(({ values }) => values['name'])).toEqual([
      'kept',
      'again',
    ]);
    await after.close();
  });

  it('cuts off what a killed process left of a line', async () => {
    const before = await startOdooStandIn({ folder });
    await callerOf(before).load('crm.lead', COLUMNS, ['x.kept', 'kept', '1']);
    await before.close();
    const [journal = ''] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    appendFileSync(join(folder, journal), '[["crm.lead",99,{"name":"half');

    const after = await startOdooStandIn({ folder });
    await callerOf(after).load('crm.lead', COLUMNS, ['x.next', 'next', '1']);
    await after.close();

    const last = await startOdooStandIn({ folder });
    expect(last.operator.rows('crm.lead').map(({ values }) => values['name'])).toEqual([
      'kept',
      'next',
    ]);
    await last.close();
  });

  it('is refused while another process has the folder', async () => {
    const other = await inProcess();
    await expect(startOdooStandIn({ folder })).rejects.toThrow(FolderInUse);
    await other.killed();
  });
});
