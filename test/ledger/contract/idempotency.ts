import { expect, it } from 'vitest';
import { adoptionKey, usedKeyOf } from '../../../lib/ledger/used-key.js';
import { entryName } from '../../../lib/wallet/entry-name.js';
import { adopt, capture, debit, hold, older, returned, topUp } from '../../wallet/asks.js';
import { CATALOG, catalogWith, service } from '../../wallet/book.js';
import type { Given } from '../ledger-contract.js';

export const idempotency = ({ stage }: Given): void => {
  const work = { ...debit(3), key: 'work-1' };

  it('answers the same key and meaning with the first entry again, and writes nothing', async () => {
    const first = await stage().accept(work);
    stage().now = '2026-01-20T10:00:00.000Z';
    expect(await stage().answer(work)).toEqual({ outcome: 'replayed', entry: first });
    expect(await stage().kinds()).toEqual(['open', 'grant', 'debit']);
  });

  it('replays also when another caller enforces, or is another', async () => {
    const first = await stage().accept(work);
    const again = await stage().answer({ ...work, actor: service, enforce: false });
    expect(again).toEqual({ outcome: 'replayed', entry: first });
  });

  it('replays in a later month without the grant that is due by then', async () => {
    const first = await stage().accept(work);
    stage().now = '2026-03-01T00:00:00.000Z';
    expect(await stage().answer(work)).toEqual({ outcome: 'replayed', entry: first });
    expect(await stage().kinds()).toEqual(['open', 'grant', 'debit']);
  });

  it('replays after the price has changed', async () => {
    const first = await stage().accept(work);
    stage().catalog = catalogWith({ version: 2, askPrice: 90 });
    expect(await stage().answer(work)).toEqual({ outcome: 'replayed', entry: first });
  });

  it('replays after the action is gone from the catalog', async () => {
    const first = await stage().accept(work);
    stage().catalog = { ...CATALOG, version: 2, actions: new Map() };
    expect(await stage().answer(work)).toEqual({ outcome: 'replayed', entry: first });
    expect(await stage().answer(debit(1))).toMatchObject({ refusal: { code: 'unknown_action' } });
  });

  it('replays an entry that a later one refers to', async () => {
    const first = await stage().accept(topUp('cs_1', 50, 1000));
    await stage().accept(returned('cs_1', 400));
    const again = await stage().answer(topUp('cs_1', 50, 1000));
    expect(again).toEqual({ outcome: 'replayed', entry: first });
  });

  it('takes the quantity that a capture leaves out for the one of its hold', async () => {
    await stage().accept(hold('job', 5));
    const first = await stage().accept({ ...capture('job'), key: 'done' });
    const spelledOut = await stage().answer({ ...capture('job', 5), key: 'done' });
    expect(spelledOut).toEqual({ outcome: 'replayed', entry: first });
    const other = await stage().answer({ ...capture('job', 6), key: 'done' });
    expect(other).toMatchObject({ refusal: { code: 'idempotency_key_reused' } });
  });

  it('refuses a key that is used again with another meaning, shows its entry, writes nothing', async () => {
    const first = await stage().accept(work);
    const reused = await stage().answer({ ...work, quantity: 4 });
    expect(reused).toEqual({
      outcome: 'refused',
      refusal: { code: 'idempotency_key_reused', idempotencyKey: 'work-1' },
      prior: first,
    });
    expect(await stage().kinds()).toEqual(['open', 'grant', 'debit']);
  });

  it('keeps the keys of two wallets apart', async () => {
    await stage().accept(work, 'ada');
    const other = await stage().accept({ ...work, quantity: 5 }, 'bob');
    expect(other).toMatchObject({ clientId: 'bob', creditsDelta: -10 });
  });

  it('keeps the keys of two kinds of entry apart', async () => {
    await stage().accept({ ...debit(1), key: 'same' });
    await stage().accept(hold('same', 1));
    await stage().accept(topUp('same', 1, 100));
    expect(await stage().kinds()).toEqual(['open', 'grant', 'debit', 'hold', 'topup']);
  });

  it('tells keys apart that differ in case or in a sign that a database may take for a pattern', async () => {
    for (const key of ['a_b', 'A_B', 'a%b', 'a\\b', "a'b", 'a|b', 'a"b,{c}']) {
      await stage().accept({ ...debit(1), key });
    }
    expect(await stage().buckets()).toEqual([86, 0]);
    expect(await stage().answer({ ...debit(1), key: 'a%b' })).toMatchObject({
      outcome: 'replayed',
      entry: { idempotencyKey: 'a%b' },
    });
  });

  const byOlderCode = [
    older(3, 200),
    older(8, -20, { key: usedKeyOf(entryName('debit', 'work-1')) }),
    older(9, 50, { key: usedKeyOf(entryName('topup', 'cs_1')) }),
  ];

  it('refuses a key that older code used, from the adoption of its row on, and writes nothing', async () => {
    await stage().accept({ ...adopt(...byOlderCode), key: adoptionKey(byOlderCode) });
    for (const ask of [work, { ...work, quantity: 10 }, topUp('cs_1', 50, 1000)]) {
      expect(await stage().answer(ask)).toEqual({
        outcome: 'refused',
        refusal: { code: 'idempotency_key_reused', idempotencyKey: ask.key, adopted: true },
      });
    }
    expect(await stage().kinds()).toEqual(['open', 'adoption']);
    expect(await stage().buckets()).toEqual([230, 0]);
  });

  it('knows the keys of older code within the batch that takes its rows over, and of that kind alone', async () => {
    const [adopted, sameKey, otherKind, otherKey] = await stage().commit(
      stage().ask(adopt(...byOlderCode)),
      stage().ask(work),
      stage().ask(hold('work-1', 1)),
      stage().ask({ ...work, key: 'work-2' }),
    );
    expect([adopted, otherKind, otherKey].map((each) => each?.outcome)).toEqual(
      Array(3).fill('committed'),
    );
    expect(sameKey).toMatchObject({ refusal: { code: 'idempotency_key_reused', adopted: true } });
  });

  it('replays an entry of its own whose key older code used as well', async () => {
    const first = await stage().accept(work);
    await stage().accept(adopt(...byOlderCode));
    expect(await stage().answer(work)).toEqual({ outcome: 'replayed', entry: first });
  });

  it('adopts the same rows once, and of more rows the difference', async () => {
    const once = { ...adopt(...byOlderCode), key: adoptionKey(byOlderCode) };
    const more = [...byOlderCode, older(12, -30)];
    const first = await stage().accept(once);
    const second = await stage().accept({ ...adopt(...more), key: adoptionKey(more) });
    expect([first.creditsDelta, second.creditsDelta]).toEqual([230, -30]);
    expect(await stage().answer(once)).toEqual({ outcome: 'replayed', entry: first });
    expect(await stage().answer(adopt(...more))).toMatchObject({ outcome: 'unchanged' });
    expect(await stage().buckets()).toEqual([200, 0]);
  });

  it('does not remember a refusal: after a top-up the same key succeeds', async () => {
    const dear = { ...debit(60), key: 'dear' };
    expect(await stage().answer(dear)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'insufficient_credits', required: 120, available: 100, shortfall: 20 },
    });
    await stage().accept(topUp('cs_1', 20, 100));
    const entry = await stage().accept(dear);
    expect(entry).toMatchObject({ creditsDelta: -120, balanceAfter: 0 });
  });

  it('appends nothing for a refusal: no opening, no grant, no wallet', async () => {
    expect(await stage().answer(debit(51))).toMatchObject({ outcome: 'refused' });
    expect(await stage().stored()).toBeUndefined();
    expect(await stage().entries()).toEqual([]);
    for await (const wallet of stage().ledger.wallets(stage().tenantId)) {
      expect.unreachable(`there is a wallet: ${JSON.stringify(wallet)}`);
    }
  });

  it('appends no grant that is due when it refuses in a new month', async () => {
    await stage().accept(work);
    const before = await stage().stored();
    stage().now = '2026-02-01T00:00:00.000Z';
    expect(await stage().answer(debit(98))).toMatchObject({
      refusal: { code: 'insufficient_credits', available: 194 },
    });
    expect(await stage().stored()).toEqual(before);
    await stage().accept(debit(97));
    expect(await stage().kinds()).toEqual(['open', 'grant', 'debit', 'grant', 'debit']);
  });
};
