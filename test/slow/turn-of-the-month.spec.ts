import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DevServer, newFolder, run } from './dev-server.js';

const kinds = (entries: readonly { readonly kind: string }[]) => entries.map(({ kind }) => kind);

// What one waits for midnight, the others use; ten seconds are enough for a slow machine to write before it.
describe.concurrent('CZ_DEV_CLOCK', () => {
  it('turns the month: the grant is seen first, and written once with the next debit', async () => {
    const clock = { CZ_DEV_CLOCK: '2026-01-31T23:59:50Z' };
    const server = await DevServer.on(newFolder(), clock);
    const ada = await server.client('ada');
    await ada.debit('january', 20);
    const before = await ada.state();
    expect(before).toMatchObject({ balance: 100, nextGrant: { at: '2026-02-01T00:00:00.000Z' } });
    await sleep(Date.parse('2026-02-01T00:00:00.1Z') - Date.parse(before.updatedAt ?? ''));
    expect(await ada.state()).toMatchObject({ balance: 220, version: before.version });
    await ada.debit('february');
    expect(await ada.state()).toMatchObject({ balance: 219, version: before.version + 2 });
    expect(kinds(await ada.entries())).toEqual(['open', 'grant', 'debit', 'grant', 'debit']);
    await server.stop();
  });

  it('grants once, also with 64 debits racing at midnight', async () => {
    const folder = newFolder();
    const clock = { CZ_DEV_CLOCK: '2026-02-28T23:59:50Z', CZ_CREDITS_ENFORCE: '1' };
    const server = await DevServer.on(folder, clock);
    const ada = await server.client('ada');
    await ada.debit('february', 60);
    const { updatedAt } = await ada.state();
    await sleep(Date.parse('2026-02-28T23:59:59.8Z') - Date.parse(updatedAt ?? ''));
    const racing = Array.from({ length: 64 }, async (_, at) => {
      await sleep(at * 8); // half a second, midnight in its middle
      return (await ada.debit(`racer-${at}`)).status;
    });
    expect(new Set(await Promise.all(racing))).toEqual(new Set([200]));

    const entries = await ada.entries();
    const grants = entries.filter(({ kind }) => kind === 'grant');
    expect(grants.map(({ name }) => name)).toEqual([
      'CZ_SMCR|grant|2026-02',
      'CZ_SMCR|grant|2026-03',
    ]);
    expect(await ada.state()).toMatchObject({ balance: 120 - 60 + 120 - 64 });
    await server.stop();
    const { code } = await run('ledger-verify', [], { CZ_DATA_DIR: folder });
    expect(code).toBe(0);
  });

  it('goes over two idle years with one entry, and fills up to the cap at most', async () => {
    const folder = newFolder();
    const first = await DevServer.on(folder, { CZ_DEV_CLOCK: '2024-02-29T12:00:00Z' });
    await (await first.client('ada')).debit('leap-day', 20);
    await first.stop();

    const second = await DevServer.on(folder, { CZ_DEV_CLOCK: '2026-03-01T00:00:00Z' });
    const ada = await second.client('ada');
    expect(await ada.state()).toMatchObject({ balance: 360, version: 3 });
    await ada.debit('back');
    const entries = await ada.entries();
    expect(kinds(entries)).toEqual(['open', 'grant', 'debit', 'grant', 'debit']);
    expect(entries[3]).toMatchObject({ credits: 260, keptBack: 25 * 120 - 260 });
    expect(entries[3]?.months).toHaveLength(25);
    expect(await ada.state()).toMatchObject({ balance: 359, version: 5 });
    await second.stop();
  });

  it('set back, does not let a wallet’s time run backwards', async () => {
    const folder = newFolder();
    const first = await DevServer.on(folder, { CZ_DEV_CLOCK: '2026-06-15T12:00:00Z' });
    await (await first.client('ada')).debit('june');
    await first.stop();

    const second = await DevServer.on(folder, { CZ_DEV_CLOCK: '2026-05-01T00:00:00Z' });
    const ada = await second.client('ada');
    await ada.debit('after');
    const times = (await ada.entries()).map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort());
    expect(kinds(await ada.entries())).toEqual(['open', 'grant', 'debit', 'debit']);
    await second.stop();
  });
});
