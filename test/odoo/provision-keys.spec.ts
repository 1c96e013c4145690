import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, type Stage, stageOf } from './provision-stage.js';

const DAY_MS = 86_400_000;

let stage: Stage;

beforeEach(async () => {
  stage = await stageOf();
});

afterEach(() => stage.odoo.close());

/** The ends of the ledger's user's keys. */
const ends = () => {
  const user = stage.record('res.users', 'cz_smcr.user').id;
  return stage.odoo.operator
    .rows('res.users.apikeys')
    .filter(({ values }) => values['user_id'] === user)
    .map(({ values }) => values['expiration_date']);
};

const later = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

describe('a key', () => {
  it.each([
    [{}, '2027-03-01 12:00:00', 'until 2027-03-01'],
    [{ ODOO_KEY_DAYS: '1' }, '2026-03-02 12:00:00', 'until 2026-03-02'],
    [{ ODOO_KEY_DAYS: 'never' }, false, 'for ever'],
  ])('with %j lasts until %s', async (env, end, said) => {
    const { lines } = await stage.provision({ env });
    expect(ends()).toEqual([end]);
    expect(lines).toContainEqual(
      expect.stringMatching(new RegExp(`^API key +made, lasts ${said}$`)),
    );
  });

  it('is told once, and nowhere but in its line', async () => {
    const { env, lines } = await stage.provision();
    const key = env['ODOO_API_KEY'] ?? '';
    expect(lines.join('\n').split(key)).toHaveLength(2);
    expect((await stage.provision({ env })).lines.join('\n')).not.toContain(key);
  });

  it('is made anew when the one that is there has ended', async () => {
    await stage.provision();
    expect((await stage.provision({ now: later(364) })).env['ODOO_API_KEY']).toBeUndefined();
    expect((await stage.provision({ now: later(366) })).env['ODOO_API_KEY']).toBeDefined();
  });

  it('is made even where somebody made another one by hand', async () => {
    const first = await stage.provision();
    const user = Number(first.env['ODOO_UID']);
    const [made] = stage.odoo.operator.rows('res.users.apikeys').slice(-1);
    stage.odoo.operator.remove('res.users.apikeys', [made?.id ?? 0]);
    stage.odoo.operator.add('res.users.apikeys', { name: 'by hand', user_id: user, key: 'abc' });
    expect((await stage.provision()).env['ODOO_API_KEY']).toBeDefined();
  });
});

describe('rotation', () => {
  it('makes a key that works beside the old one, until that is revoked', async () => {
    const old = await stage.provision();
    const fresh = await stage.provision({ rotate: true });
    expect(fresh.env['ODOO_API_KEY']).not.toBe(old.env['ODOO_API_KEY']);
    expect(fresh.lines).toContainEqual(
      expect.stringMatching(/^API key of .* works on, until 2027-03-01$/),
    );
    expect(await stage.check(old.env)).not.toContainEqual(expect.stringMatching(/^WRONG/));
    expect(await stage.check(fresh.env)).not.toContainEqual(expect.stringMatching(/^WRONG/));

    const revoked = await stage.provision({ revokeOld: true });

    expect(revoked.lines).toEqual([
      expect.stringMatching(/^API key of .* removed$/),
      expect.stringMatching(/^API key of .* stays, until 2027-03-01$/),
    ]);
    await expect(stage.check(old.env)).rejects.toThrow('refuses the login');
    expect(await stage.check(fresh.env)).not.toContainEqual(expect.stringMatching(/^WRONG/));
  });

  it('revokes neither the only key nor anybody else’s', async () => {
    await stage.provision();
    await stage.provision({ rotate: true });
    await stage.provision({ revokeOld: true });
    await stage.provision({ revokeOld: true });
    const left = stage.odoo.operator.rows('res.users.apikeys');
    expect(left.map(({ values }) => values['user_id'])).toEqual([
      stage.odoo.admin.uid,
      stage.record('res.users', 'cz_smcr.user').id,
    ]);
  });

  it('has nothing to revoke before anything was set up', async () => {
    await expect(stage.provision({ revokeOld: true })).rejects.toThrow('nothing was set up');
  });

  it('leaves no code behind in Odoo, also when making a key fails', async () => {
    stage.odoo.disturb({ kind: 'fault', code: 2 }, { of: 'ir.actions.server.run' });
    await expect(stage.provision()).rejects.toThrow('ir.actions.server.run failed');
    expect(stage.odoo.operator.rows('ir.actions.server')).toEqual([]);
  });
});
