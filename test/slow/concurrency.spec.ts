import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, DevServer, newFolder, run } from './dev-server.js';

const folder = newFolder();
let server: DevServer;

beforeAll(async () => {
  server = await DevServer.on(folder, { CZ_CREDITS_ENFORCE: '1' });
});

const inParallel = (client: Client, times: number, key: (at: number) => string) =>
  Promise.all(Array.from({ length: times }, (_, at) => client.debit(key(at))));

describe('over HTTP, all at once', () => {
  it('1,000 identical debits are one entry and 1,000 equal answers', async () => {
    const ada = await server.client('ada');
    const answers = await inParallel(ada, 1000, () => 'the-same');
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await ada.entries()).map(({ kind }) => kind)).toEqual(['open', 'grant', 'debit']);
    expect(await ada.state()).toMatchObject({ balance: 119, version: 3 });
  });

  it('500 debits on a wallet funded for 120 succeed 120 times', async () => {
    const eve = await server.client('eve');
    const answers = await inParallel(eve, 500, (at) => `work-${at}`);
    const succeeded = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 402);
    expect([succeeded.length, refused.length]).toEqual([120, 380]);
    for (const { body } of refused) {
      expect(body).toMatchObject({
        code: 'insufficient_credits',
        required: 1,
        available: 0,
        shortfall: 1,
        topUp: { href: `${server.url.replace('127.0.0.1', 'localhost')}/account#top-up` },
      });
    }
    const deltas = (await eve.entries()).map(({ creditsDelta }) => creditsDelta);
    expect(deltas.reduce((sum, each) => sum + each, 0)).toBe(0);
    expect(await eve.state()).toMatchObject({ balance: 0, version: 122 });
  });

  it('leaves a ledger that verifies', async () => {
    expect((await server.stop()).code).toBe(0);
    const { code, out } = await run('ledger-verify', [], { CZ_DATA_DIR: folder });
    expect(out).toBe('verified: 125 entries of 2 wallets, 119 credits in all\n');
    expect(code).toBe(0);
  });
});
