import { expect, it } from 'vitest';
import { capture, debit, hold, release, returned, topUp } from '../../wallet/asks.js';
import type { Given } from '../ledger-contract.js';

export const batches = ({ stage }: Given): void => {
  it('answers each of a mixed batch at its place', async () => {
    const first = await stage().accept({ ...debit(1), key: 'old' }, 'ada');
    await stage().accept(topUp('cs_1', 10, 100), 'cleo');
    const outcomes = await stage().commit(
      stage().ask(debit(2), 'bob'),
      stage().ask({ ...debit(1), key: 'old' }, 'ada'),
      stage().ask(debit(51), 'dan'),
      stage().ask(returned('cs_1', 0), 'cleo'),
      { ...stage().ask(debit(5), 'ada'), dryRun: true },
      stage().ask(debit(3), 'ada'),
      stage().ask({ ...debit(9), key: 'old' }, 'ada'),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'committed',
      'replayed',
      'refused',
      'unchanged',
      'previewed',
      'committed',
      'refused',
    ]);
    expect(outcomes[1]).toEqual({ outcome: 'replayed', entry: first });
    expect(outcomes[4]).toMatchObject({ entry: { seq: 4, balanceAfter: 88 } });
    expect(outcomes[5]).toMatchObject({ entry: { seq: 4, balanceAfter: 92 } });
    expect(outcomes[6]).toMatchObject({ prior: first });
    expect(await stage().buckets('ada')).toEqual([92, 0]);
    expect(await stage().buckets('bob')).toEqual([96, 0]);
    expect(await stage().buckets('cleo')).toEqual([100, 10]);
    expect(await stage().buckets('dan')).toBeUndefined();
  });

  it('has nothing to say to an empty batch', async () => {
    expect(await stage().commit()).toEqual([]);
  });

  it('decides each against what the ones before it left', async () => {
    const outcomes = await stage().commit(
      stage().ask(debit(30)),
      stage().ask(debit(30)),
      stage().ask(topUp('cs_1', 20, 100)),
      stage().ask(debit(30)),
    );
    expect(outcomes).toMatchObject([
      { outcome: 'committed', entry: { balanceAfter: 40 } },
      { outcome: 'refused', refusal: { available: 40 } },
      { outcome: 'committed', entry: { balanceAfter: 60 } },
      { outcome: 'committed', entry: { balanceAfter: 0 } },
    ]);
  });

  it('commits a key once that comes twice in a batch, and replays it', async () => {
    const [first, second, reused] = await stage().commit(
      stage().ask({ ...debit(3), key: 'twice' }),
      stage().ask({ ...debit(3), key: 'twice' }),
      stage().ask({ ...debit(4), key: 'twice' }),
    );
    const entry = (await stage().entries()).at(-1);
    expect(first).toEqual({ outcome: 'committed', entry });
    expect(second).toEqual({ outcome: 'replayed', entry });
    expect(reused).toMatchObject({
      refusal: { code: 'idempotency_key_reused', idempotencyKey: 'twice' },
      prior: entry,
    });
    expect(await stage().kinds()).toEqual(['open', 'grant', 'debit']);
  });

  it('shows a dry run what went before it, and nobody what it would have done', async () => {
    const [, dry, next] = await stage().commit(
      stage().ask(debit(10)),
      { ...stage().ask({ ...debit(40), key: 'later' }), dryRun: true },
      stage().ask(debit(40)),
    );
    expect(dry).toMatchObject({ outcome: 'previewed', entry: { seq: 4, balanceAfter: 0 } });
    expect(next).toMatchObject({ outcome: 'committed', entry: { seq: 4, balanceAfter: 0 } });
    expect(await stage().answer({ ...debit(40), key: 'later' })).toMatchObject({
      outcome: 'refused',
    });
  });

  it('writes nothing for a dry run, not even the opening that it shows', async () => {
    const [dry, refused] = await stage().commit(
      { ...stage().ask(debit(10)), dryRun: true },
      { ...stage().ask(debit(51)), dryRun: true },
    );
    expect(dry).toMatchObject({ outcome: 'previewed', entry: { seq: 3, balanceAfter: 80 } });
    expect(refused).toMatchObject({ outcome: 'refused' });
    expect(await stage().stored()).toBeUndefined();
    expect(await stage().entries()).toEqual([]);
  });

  it('opens a wallet in the middle of a batch, after it was refused in the same one', async () => {
    const outcomes = await stage().commit(
      stage().ask(debit(51)),
      stage().ask(debit(1), 'bob'),
      stage().ask(debit(50)),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'committed', 'committed']);
    expect(await stage().kinds()).toEqual(['open', 'grant', 'debit']);
  });

  it('captures in the batch that placed the hold, and settles it once', async () => {
    const outcomes = await stage().commit(
      stage().ask(hold('job', 20)),
      stage().ask(debit(31)),
      stage().ask(capture('job', 5)),
      stage().ask(release('job')),
      stage().ask(capture('job')),
      stage().ask(debit(31)),
    );
    expect(outcomes).toMatchObject([
      { outcome: 'committed', entry: { heldAfter: 40 } },
      { outcome: 'refused', refusal: { available: 60 } },
      { outcome: 'committed', entry: { creditsDelta: -10, heldAfter: 0 } },
      { outcome: 'refused', refusal: { code: 'hold_settled' } },
      { outcome: 'refused', refusal: { code: 'hold_settled' } },
      { outcome: 'committed', entry: { balanceAfter: 28 } },
    ]);
  });

  it('takes a payment back in the batch that credited it, never more than that', async () => {
    const outcomes = await stage().commit(
      stage().ask(topUp('cs_1', 100, 1000)),
      stage().ask(returned('cs_1', 300)),
      stage().ask(returned('cs_1', 1000)),
      stage().ask(returned('cs_1', 1000)),
      stage().ask(returned('cs_1', 0)),
    );
    expect(
      outcomes.map((each) => ('entry' in each ? each.entry.creditsDelta : each.outcome)),
    ).toEqual([100, -30, -70, 'unchanged', 100]);
  });

  it('commits a batch of many wallets', async () => {
    const clients = Array.from({ length: 60 }, (_, index) => `client-${59 - index}`);
    const outcomes = await stage().commit(
      ...[...clients, ...clients].map((client) => stage().ask(debit(1), client)),
    );
    expect(outcomes.every(({ outcome }) => outcome === 'committed')).toBe(true);
    for (const client of clients) expect(await stage().buckets(client)).toEqual([96, 0]);
  });
};
