import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { run } from '../slow/dev-server.js';
import { environmentOf } from './odoo-api.js';
import { olderCode } from './older-code.js';

let standIn: OdooStandIn;
beforeAll(async () => {
  standIn = await startOdooStandIn();
});
afterAll(() => standIn.close());

const command = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  run('odoo/adopt', args, { ...environmentOf(standIn), ...env });

describe('npm run odoo:adopt', () => {
  it('takes over into the ledger of the environment, and fails where something is left', async () => {
    const older = olderCode(standIn);
    await older.write('ada', 'topup|cs_1', 90);
    const half = await older.write('bob', 'debit|half', -0.5);
    const args = ['--client-field', 'contact_name'];
    const ada = 'ada: 1 row, sum 90: would post +90 granted, +0 purchased; 1 used key\n';
    expect(await command({}, ...args, '--dry-run')).toMatchObject({
      code: 1,
      out: expect.stringContaining(ada),
    });
    const { code, out } = await command({}, ...args);
    expect([code, out.split('\n').slice(0, 2)]).toEqual([
      1,
      [ada.replace('would post', 'posted').trim(), expect.stringContaining(`row ${half}`)],
    ]);
    standIn.operator.remove('crm.lead', [half]);
    expect(await command({}, ...args)).toEqual({
      code: 0,
      out: expect.stringMatching(/^taken over: 0 rows .* nothing new in 1 wallet\n$/),
    });
  });

  it.each([
    ['which field it is', {}, [], '--client-field: is needed'],
    [
      'that there is no Odoo',
      { CZ_LEDGER: 'embedded', ODOO_URL: '' },
      ['--client-field', 'phone'],
      'ODOO_URL: is needed',
    ],
    ['that there is no such field', {}, ['--client-field', 'nope'], 'crm.lead has no field nope'],
    [
      'that nobody answers',
      { ODOO_URL: 'http://127.0.0.1:1' },
      ['--client-field', 'contact_name'],
      "can't be reached",
    ],
  ])('says in a sentence %s', async (_, env, args, sentence) => {
    const { code, out } = await command(env, ...args);
    expect([code, out]).toEqual([1, expect.stringContaining(sentence)]);
    expect(out).not.toMatch(/^\s+at /m);
  });
});
