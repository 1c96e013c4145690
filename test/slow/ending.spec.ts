import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DevServer, newFolder, run } from './dev-server.js';
import { expectNothingLost, load } from './load.js';

const expectVerified = async (folder: string) => {
  const { code, out } = await run('ledger-verify', [], { CZ_DATA_DIR: folder });
  expect(out).toMatch(/^verified: \d+ entries of 4 wallets/);
  expect(code).toBe(0);
};

describe('under load', () => {
  it('kill -9 loses nothing that was acknowledged, and takes nothing twice', async () => {
    const folder = newFolder();
    const first = await DevServer.on(folder);
    const loading = load(first);
    await sleep(1500);
    await first.stop('SIGKILL');
    const loads = await loading;

    const second = await DevServer.on(folder);
    expect(second.startedInMs).toBeLessThan(10_000);
    await expectNothingLost(second, loads);
    const retried = await second.client('client_0');
    const key = loads[0]?.open[0] ?? '';
    const [once, twice] = [await retried.debit(key), await retried.debit(key)];
    expect([once.status, twice.text]).toEqual([200, once.text]);
    expect((await second.stop()).code).toBe(0);
    await expectVerified(folder);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends cleanly, and loses nothing that was acknowledged',
    async (signal) => {
      const folder = newFolder();
      const first = await DevServer.on(folder);
      const loading = load(first);
      await sleep(1500);
      const { code, out } = await first.stop(signal);
      expect(code).toBe(0);
      expect(out).not.toMatch(/error/i);
      const loads = await loading;

      const second = await DevServer.on(folder);
      await expectNothingLost(second, loads);
      await second.stop();
      await expectVerified(folder);
    },
  );
});

describe('SIGTERM', () => {
  it('does not wait for ever for a caller who never finishes its request', async () => {
    const server = await DevServer.on(newFolder());
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => {});
    const token = 'dev-service-secret';
    socket.write(
      `POST /api/credits-debit HTTP/1.1\r\nhost: a\r\nx-service-secret: ${token}\r\ncontent-length: 100\r\n\r\n{`,
    );
    await sleep(500);
    const asked = performance.now();
    expect((await server.stop()).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    socket.destroy();
  });
});
