import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Client, DevServer, newFolder, run } from './dev-server.js';

describe('npm run dev', () => {
  const folder = newFolder();

  it('is ready within ten seconds from the second time on', async () => {
    await (await DevServer.on(folder)).stop();
    const again = await DevServer.on(folder);
    expect(again.startedInMs).toBeLessThan(10_000);
    expect((await (await again.client('ada')).get('health')).body).toMatchObject({ status: 'ok' });
    await again.stop();
  });

  it('needs no account: every plan can be tried there, and nothing has a price', async () => {
    const server = await DevServer.on(folder);
    const ada = await server.client('ada');
    expect((await ada.post('credits-plan', { planId: 'professional' })).body).toMatchObject({
      status: 'changed',
      granted: 2280,
      balance: 2400,
    });
    await server.stop();
  });

  it('takes the secrets that the contract names', async () => {
    const server = await DevServer.on(folder);
    const state = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/credits-state?clientId=ada`, { headers });
    expect((await state({ 'x-service-secret': 'dev-service-secret' })).status).toBe(200);
    expect((await state({ 'x-cz-registry-admin': 'dev-admin-secret' })).status).toBe(200);
    expect((await state({ 'x-service-secret': 'wrong-secret' })).status).toBe(401);
    await server.stop();
  });

  it('refuses a second server on the same folder, and says who has it', async () => {
    const first = await DevServer.on(folder);
    const { code, out } = await run('dev', [], { PORT: '0', CZ_DATA_DIR: folder });
    expect(code).toBe(1);
    expect(out.trim().split('\n')).toEqual([
      `the data folder ${folder} is in use by process ${first.pid}: stop that one, or set CZ_DATA_DIR to another folder`,
    ]);
    const verified = await run('ledger-verify', [], { CZ_DATA_DIR: folder });
    expect(verified).toMatchObject({
      code: 1,
      out: expect.stringContaining('is in use by process'),
    });
    expect((await first.stop()).code).toBe(0);
    expect(existsSync(join(folder, 'server.pid'))).toBe(false);
  });

  it('takes over the lock of one that was killed', async () => {
    const first = await DevServer.on(folder);
    await first.stop('SIGKILL');
    expect(readFileSync(join(folder, 'server.pid'), 'utf8')).toBe(String(first.pid));
    const second = await DevServer.on(folder);
    expect(readFileSync(join(folder, 'server.pid'), 'utf8')).toBe(String(second.pid));
    await second.stop();
  });

  it('says so when the port is taken', async () => {
    const first = await DevServer.on(folder);
    const { port } = new URL(first.url);
    const { code, out } = await run('dev', [], { PORT: port, CZ_DATA_DIR: newFolder() });
    expect(code).toBe(1);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(out).toMatch(new RegExp(`${port}.*PORT`));
    await first.stop();
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['CZ_CREDITS_ENFORCE', 'yes'],
    ['CZ_DEV_CLOCK', 'tomorrow'],
  ])('says in a sentence what is wrong with %s=%s', async (name, value) => {
    const { code, out } = await run('dev', [], { PORT: '0', CZ_DATA_DIR: folder, [name]: value });
    expect(code).toBe(1);
    expect(out).toContain(name);
    expect(out).not.toMatch(/^\s+at /m);
  });

  it('counts days as the ledger does, whatever the zone of the machine', async () => {
    const zone = { TZ: 'Pacific/Kiritimati', CZ_DEV_CLOCK: '2026-01-31T23:00:00Z' };
    const server = await DevServer.on(newFolder(), zone);
    const ada = await server.client('ada');
    await ada.debit('a');
    expect(await ada.state()).toMatchObject({ nextGrant: { at: '2026-02-01T00:00:00.000Z' } });
    expect((await ada.entries()).map(({ name }) => name)).toContain('CZ_SMCR|grant|2026-01');
    await server.stop();
  });
});

describe('npm run dev:token', () => {
  const folder = newFolder();
  const token = (...args: readonly string[]) => run('dev-token', args, { CZ_DATA_DIR: folder });

  it('prints a token that is good at once, and one of an operator with --admin', async () => {
    const server = await DevServer.on(folder);
    const [user, operator] = [await token('eve'), await token('boss', '--admin')];
    expect(user).toMatchObject({ code: 0, out: expect.stringMatching(/^[\w-]+(\.[\w-]+){2}\n$/) });
    const eve = new Client(server.url, user.out.trim());
    expect((await eve.get('credits-state')).body).toMatchObject({ clientId: 'eve' });
    expect((await eve.get('credits-state?clientId=ada')).status).toBe(403);
    const boss = new Client(server.url, operator.out.trim());
    expect((await boss.get('credits-state?clientId=ada')).body).toMatchObject({ clientId: 'ada' });
    await server.stop();
  });

  it('is good for twelve hours', async () => {
    const { out } = await token('eve');
    const claims = JSON.parse(Buffer.from(out.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ sub: 'eve', exp: claims.iat + 12 * 3600 });
  });

  it.each([[['a b']], [[]], [['a', 'b']]])(
    'says how it is used when asked with %j',
    async (args) => {
      const { code, out } = await token(...args);
      expect(code).toBe(2);
      expect(out).toMatch(/^usage: /);
      expect(out).not.toMatch(/^\s+at /m);
    },
  );

  it('works before the server was ever started', async () => {
    const fresh = newFolder();
    const { out } = await run('dev-token', ['ada'], { CZ_DATA_DIR: fresh });
    const server = await DevServer.on(fresh);
    expect((await new Client(server.url, out.trim()).get('credits-state')).status).toBe(200);
    await server.stop();
  });
});

it('a data folder that is not a folder is told of, and nothing in it is touched', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, 'precious');
  const { code } = await run('dev', [], { PORT: '0', CZ_DATA_DIR: file });
  expect([code, readFileSync(file, 'utf8')]).toEqual([1, 'precious']);
});
