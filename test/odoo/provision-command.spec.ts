import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../slow/dev-server.js';
import { type Stage, stageOf } from './provision-stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await stageOf();
});

afterAll(() => stage.odoo.close());

const command = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  run('odoo/provision', args, env);

describe('npm run odoo:provision', () => {
  it('ends well with lines for .env, with which a check ends well too', async () => {
    const { code, out } = await command(stage.env);
    expect(code).toBe(0);
    const [, lines = ''] = out.split('# For .env');
    const set = Object.fromEntries(
      [...lines.matchAll(/^(ODOO_\w+)=(.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    expect(Object.keys(set)).toEqual([
      'ODOO_URL',
      'ODOO_DB',
      'ODOO_USERNAME',
      'ODOO_API_KEY',
      'ODOO_UID',
    ]);
    expect((await command(set, '--check')).code).toBe(0);
    stage.odoo.operator.remove('crm.team', [stage.record('crm.team', 'cz_smcr.team').id]);
    expect(await command(set, '--check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('the sales team (cz_smcr.team) is missing'),
    });
  });

  it.each([[['--nope']], [['--rotate', '--revoke-old']], [['more']]])(
    'says how it is used when asked with %j',
    async (args) => {
      const { code, out } = await command(stage.env, ...args);
      expect([code, out]).toEqual([
        2,
        'usage: npm run odoo:provision [-- --check | --rotate | --revoke-old]\n',
      ]);
    },
  );

  it.each([
    ['nothing is set', {}, 'ODOO_URL: should be the address'],
    [
      'no administrator is',
      { ODOO_ADMIN_USERNAME: '' },
      'ODOO_ADMIN_USERNAME, ODOO_ADMIN_PASSWORD',
    ],
    ['the password is wrong', { ODOO_ADMIN_PASSWORD: 'not-to-be-told' }, 'refuses the login'],
    ['nobody answers', { ODOO_URL: 'http://127.0.0.1:1' }, "can't be reached"],
  ])('says in a sentence that %s', async (_, changed, sentence) => {
    const env = Object.keys(changed).length === 0 ? {} : { ...stage.env, ...changed };
    const { code, out } = await command(env);
    expect(code).toBe(1);
    expect(out).toContain(sentence);
    expect(out).not.toMatch(/^\s+at |not-to-be-told/m);
  });
});
