import { expect, it } from 'vitest';
import { usedKeyOf } from '../../../lib/ledger/used-key.js';
import { entryName, KINDS } from '../../../lib/wallet/entry-name.js';
import {
  adjust,
  adopt,
  capture,
  debit,
  follow,
  followNone,
  hold,
  older,
  release,
  returned,
  reverse,
  toPlan,
  topUp,
} from '../../wallet/asks.js';
import { catalogWith, service } from '../../wallet/book.js';
import { PRICED } from '../../wallet/subscribed.js';
import type { Given } from '../ledger-contract.js';
import { expectSound, type Stage } from './stage.js';

const OLDER = [
  older(17, 140, { grantedFor: '2026-01' }),
  older(1_000_017, -45, { key: usedKeyOf(entryName('debit', 'by-older-code')) }),
];

/** One of every kind of entry, with every optional member at least once. */
const oneOfEach = async (stage: Stage) => [
  await stage.accept(topUp('cs_1', 500, 2500)),
  await stage.accept({ ...debit(3), key: 'answer-1' }),
  await stage.accept(hold('job-1', 20)),
  await stage.accept({ ...capture('job-1', 12), key: 'job-1' }),
  await stage.accept(hold('job-2', 5)),
  await stage.accept(release('job-2')),
  await stage.accept({ ...reverse('answer-1', 2), reason: 'a <b>&"ä\\\' and\na line – ✓ 🛰' }),
  await stage.accept(returned('cs_1', 2000)),
  await stage.accept(returned('cs_1', 500)),
  await stage.accept({ ...toPlan('professional'), actor: service }),
  await stage.accept(toPlan('base')),
  await stage.accept(adjust(-7)),
  await stage.accept(adopt(...OLDER)),
  await stage.accept({ ...debit(1_000_000), enforce: false }),
];

export const storage = ({ stage }: Given): void => {
  it('gives back every kind of entry as it was answered, under its number', async () => {
    const answered = await oneOfEach(stage());
    stage().now = '2026-02-01T00:00:00.000Z';
    stage().catalog = catalogWith({ version: 2, base: { monthlyGrant: 40, softCap: 50 } });
    await stage().accept(topUp('cs_2', 10, 50));
    stage().now = '2026-05-31T23:59:59.999Z';
    stage().catalog = catalogWith({ version: 3, base: { monthlyGrant: 10, softCap: 20 } });
    answered.push(await stage().accept({ ...debit(1), actor: service }));

    const stored = await stage().entries();
    expect(new Set(stored.map(({ kind }) => kind))).toEqual(new Set(KINDS));
    for (const entry of answered) expect(stored[entry.seq - 1]).toEqual(entry);
    await expectSound(stage().ledger, stage().wallet());
  });

  it('keeps the wallet that its entries add up to, with the holds that are open', async () => {
    await oneOfEach(stage());
    await stage().accept(topUp('cs_3', 100, 500));
    await stage().accept(hold('job-3', 9));
    await stage().accept(hold('job-4', 4, 86_400));
    const stored = await stage().stored();
    expect(stored?.wallet.holds.map(({ key, credits }) => [key, credits])).toEqual([
      ['job-3', 18],
      ['job-4', 8],
    ]);
    await expectSound(stage().ledger, stage().wallet());
  });

  it('numbers the entries of each wallet from one, and chains each to the one before', async () => {
    for (const client of ['ada', 'bob', 'ada', 'ada', 'bob'])
      await stage().accept(debit(1), client);
    expect(await stage().kinds('ada')).toEqual(['open', 'grant', 'debit', 'debit', 'debit']);
    expect(await stage().kinds('bob')).toEqual(['open', 'grant', 'debit', 'debit']);
    for (const client of ['ada', 'bob']) {
      await expectSound(stage().ledger, stage().wallet(client));
    }
  });

  it('writes what was due before what was asked, under its own name and by the system', async () => {
    const own = await stage().accept({ ...debit(1), key: 'work-1', actor: service });
    const [opened, granted] = await stage().entries();
    expect(own).toMatchObject({ name: 'CZ_SMCR|debit|work-1', actor: 'service:worker', seq: 3 });
    expect(opened).toMatchObject({ name: 'CZ_SMCR|open|ada', actor: 'system', creditsDelta: 0 });
    expect(granted).toMatchObject({
      name: 'CZ_SMCR|grant|2026-01',
      actor: 'system',
      balanceAfter: 100,
      traceId: own.traceId,
    });
  });

  it('keeps what a provider said of a subscription, and what time made of it', async () => {
    stage().catalog = PRICED;
    const pastDueSince = '2026-02-01T00:00:00Z';
    const next = ['intelligence', '2026-02-20T00:00:00Z'] as const;
    const answered = [await stage().accept(follow())];
    stage().now = '2026-02-01T00:00:00.000Z';
    answered.push(await stage().accept(follow({ pastDueSince, graceDays: 14, next })));
    stage().now = '2026-02-20T00:00:00.000Z';
    answered.push(await stage().accept(debit(1)));
    answered.push(await stage().accept(follow({ plan: 'intelligence' })));

    const stored = await stage().entries();
    for (const entry of answered) expect(stored[entry.seq - 1]).toEqual(entry);
    expect(stored.slice(4, -2).map(({ actor, name }) => `${actor} ${name}`)).toEqual([
      'system CZ_SMCR|plan|unpaid 2026-02-15T00:00:00.000Z',
      'system CZ_SMCR|grant|2026-02',
      'system CZ_SMCR|plan|next 2026-02-20T00:00:00.000Z',
    ]);
    const subscription = { id: 'sub_1', planId: 'intelligence' };
    expect((await stage().stored())?.wallet).toMatchObject({
      planId: 'intelligence',
      subscription,
    });
    await expectSound(stage().ledger, stage().wallet());

    await stage().accept(followNone());
    expect((await stage().stored())?.wallet).not.toHaveProperty('subscription');
    await expectSound(stage().ledger, stage().wallet());
  });

  it('keeps amounts at the end of what is exact', async () => {
    const most = Number.MAX_SAFE_INTEGER - 1000;
    await stage().accept({ ...topUp('cs_big', most, Number.MAX_SAFE_INTEGER) });
    expect(await stage().buckets()).toEqual([100, most]);
    await stage().accept(returned('cs_big', Number.MAX_SAFE_INTEGER));
    expect(await stage().buckets()).toEqual([100, 0]);
  });
};
