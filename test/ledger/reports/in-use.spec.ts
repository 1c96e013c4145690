import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger, ScannedWallet } from '../../../lib/ledger/ledger.js';
import type { Db } from '../../../lib/ledger/postgres/db.js';
import { postgresInUse } from '../../../lib/ledger/postgres/in-use.js';
import { postgresLedger } from '../../../lib/ledger/postgres/ledger.js';
import { type FindInUse, inUseBy } from '../../../lib/ledger/reports/in-use.js';
import { instant } from '../../../lib/wallet/instant.js';
import { migratedDb } from '../../support/migrated.js';
import { unsafeSql } from '../../support/sql.js';
import { capture, debit, follow, followNone, hold, toPlan } from '../../wallet/asks.js';
import { catalogWith, service } from '../../wallet/book.js';
import { CountedIds, Stage } from '../contract/stage.js';

const EUR_29 = { amountMinor: 2900, currency: 'eur' };

let db: Db;
let ledger: Ledger;
let stage: Stage;
beforeAll(async () => {
  db = await migratedDb();
  ledger = postgresLedger(db, new CountedIds().newEventId);
});
beforeEach(() => {
  stage = new Stage(ledger);
  stage.catalog = catalogWith({ proPrice: EUR_29, intelligencePrice: EUR_29 });
});
afterAll(() => db.close());

const assigned = (planId: string) => ({ ...toPlan(planId), actor: service });

describe.each<[string, () => FindInUse]>([
  ['counted by the database', () => postgresInUse(db)],
  ['counted wallet by wallet', () => (tenant, at) => inUseBy(ledger.wallets(tenant), at)],
])('what is in use, %s,', (_, find) => {
  const inUse = async (at = stage.now) => {
    const { openHolds, plans, subscriptions } = await find()(stage.tenantId, instant(at));
    return {
      plans: Object.fromEntries(plans),
      subscriptions: Object.fromEntries(subscriptions),
      openHolds: Object.fromEntries(openHolds),
    };
  };

  it('is nothing where there are no wallets', async () => {
    expect(await inUse()).toEqual({ plans: {}, subscriptions: {}, openHolds: {} });
  });

  it('is the plan that each wallet is on, of this tenant alone', async () => {
    await stage.accept(debit(1), 'ada');
    await stage.accept(debit(1), 'bob');
    await stage.accept(assigned('intelligence'), 'cleo');
    await new Stage(ledger).accept(assigned('professional'), 'ada');
    expect(await inUse()).toMatchObject({ plans: { base: 2, intelligence: 1 } });
  });

  it('is the plan that a subscription pays for, and the one that takes over next', async () => {
    await stage.accept(follow({ id: 'sub_1', plan: 'professional' }), 'ada');
    await stage.accept(
      follow({ id: 'sub_2', plan: 'professional', next: ['intelligence', '2026-02-01T00:00:00Z'] }),
      'bob',
    );
    // Assigned to another plan, the wallet still has a subscription that pays for this one.
    await stage.accept(assigned('base'), 'ada');
    expect(await inUse()).toEqual({
      plans: { base: 1, professional: 1 },
      subscriptions: { professional: 2, intelligence: 1 },
      openHolds: {},
    });
  });

  it('is one subscription though the plan that takes over is the one that is paid for', async () => {
    const next = ['professional', '2026-02-01T00:00:00Z'] as const;
    await stage.accept(follow({ plan: 'professional', next }), 'ada');
    expect(await inUse()).toMatchObject({ subscriptions: { professional: 1 } });
  });

  it('is no subscription that has ended', async () => {
    await stage.accept(follow({ plan: 'professional' }), 'ada');
    await stage.accept(followNone(), 'ada');
    expect(await inUse()).toMatchObject({ plans: { base: 1 }, subscriptions: {} });
  });

  it('is every action with an open hold, until the hold expires or is settled', async () => {
    await stage.accept(hold('h1', 1), 'ada');
    await stage.accept(hold('h2', 1), 'ada');
    await stage.accept({ ...hold('h3', 1), actionId: 'deal_screen' }, 'bob');
    await stage.accept(hold('h4', 1, 60), 'bob');
    expect((await inUse()).openHolds).toEqual({ ask_ai: 3, deal_screen: 1 });
    expect((await inUse('2026-01-15T10:00:59.999Z')).openHolds).toMatchObject({ ask_ai: 3 });
    expect((await inUse('2026-01-15T10:01:00Z')).openHolds).toMatchObject({ ask_ai: 2 });
    await stage.accept(capture('h1'), 'ada');
    expect((await inUse()).openHolds).toEqual({ ask_ai: 2, deal_screen: 1 });
    expect((await inUse('2026-01-15T10:15:00Z')).openHolds).toEqual({});
  });
});

it('a wallet that is being opened has nothing', async () => {
  await unsafeSql(
    db,
    `INSERT INTO credit_wallets VALUES ('${stage.tenantId}', 'ada', 0, NULL, 0, 0, 0, 0, 0, 'null', '', NULL)`,
  );
  const { plans } = await postgresInUse(db)(stage.tenantId, instant(stage.now));
  expect([...plans]).toEqual([]);
});

it('what can’t be read is in nobody’s use', async () => {
  const broken = async function* (): AsyncIterable<ScannedWallet> {
    yield { clientId: 'ada', problem: 'it is torn' };
  };
  const { plans } = await inUseBy(broken(), instant('2026-01-15T10:00:00Z'));
  expect([...plans]).toEqual([]);
});
