import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statementAnswer } from '../../lib/contract/statement.js';
import { DevServer, newFolder, run } from './dev-server.js';

const folder = newFolder();
const MONTH = new Date().toISOString().slice(0, 7);

const statement = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run('statement', args, { CZ_LEDGER: 'embedded', CZ_DATA_DIR: folder, ...env });

describe('npm run statement', () => {
  it('puts a whole statement into a file, and says beside it what matters', async () => {
    const server = await DevServer.on(folder);
    const client = await server.client('ada');
    const question = { actionId: 'ask_ai', quantity: 20, idempotencyKey: 'q' };
    expect((await client.post('credits-debit', question)).status).toBe(200);
    await server.stop();

    const out = join(folder, 'statement.json');
    const told = await statement([MONTH, '--out', out]);
    expect(told.out).toContain(`${MONTH} (${MONTH}-01T00:00:00.000Z to `);
    expect(told.out).toContain('granted 120, used 20, closing 100');
    expect(told.out).toContain('Stripe is not configured here');
    expect(told.code).toBe(0);
    const { totals } = statementAnswer.parse(JSON.parse(readFileSync(out, 'utf8')));
    expect(totals.total).toMatchObject({ granted: 120, used: 20, closing: 100 });
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it('writes a table to where the command writes', async () => {
    const told = await statement([MONTH, '--csv', '--client', 'ada']);
    expect(told.out).toContain(`${MONTH},open,client,ada,3,0,120,`);
    expect(told.out).toContain(`${MONTH},open,total,,3,0,120,`);
  });

  it('leaves no file where there is no statement', async () => {
    const out = join(folder, 'none.json');
    const told = await statement(['2026', '--out', out]);
    expect(told.out).toContain('month is a month, such as 2026-11');
    expect([told.code, existsSync(out)]).toEqual([2, false]);
  });
});
