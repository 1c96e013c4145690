import { beforeAll, describe, expect, it } from 'vitest';
import { entryFromRow, entryRow, expectedHash } from '../../../lib/ledger/entry-row.js';
import { hash } from '../../../lib/ledger/hash-chain.js';
import { postgresLedger } from '../../../lib/ledger/postgres/ledger.js';
import type { EmbeddedDb } from '../../../lib/ledger/postgres/pglite.js';
import { postgresUsage } from '../../../lib/ledger/postgres/usage.js';
import { scannedUsage } from '../../../lib/ledger/reports/scanned-usage.js';
import type { Usage } from '../../../lib/ledger/reports/usage.js';
import { microEuro } from '../../../lib/wallet/credits.js';
import { instant } from '../../../lib/wallet/instant.js';
import { migratedDb } from '../../support/migrated.js';
import { capture, debit, hold, reverse } from '../../wallet/asks.js';
import { catalogWith } from '../../wallet/book.js';
import { CountedIds, Stage } from '../contract/stage.js';
import { tamperWith } from '../tampering.js';

/** As it was written before reversals said what a credit was worth; behind a debit with the hash `546672ff…`. */
const OLDER = {
  event_id: '01940000-0000-7000-8000-000000000004',
  tenant_id: 'golden_1',
  client_id: 'ada',
  seq: 4,
  kind: 'reversal',
  name: 'CZ_SMCR|reversal|r',
  product: 'geospatial',
  action_id: 'ask_ai',
  credits_delta: 15,
  shortfall: 0,
  idempotency_key: 'r',
  input_hash: '5d0066f3c9a48942cffde816f0ea1463339fbd3f8e7992a951f79e82cf1cd112',
  trace_id: '0af7651916cd43dd8448eb211c80319c',
  actor: 'service:worker',
  ref: 'CZ_SMCR|debit|a',
  registry_version: 1,
  event: {
    v: 1,
    type: 'DebitReversed',
    at: '2026-01-15T10:00:00.000Z',
    debit: 'CZ_SMCR|debit|a',
    product: 'geospatial',
    actionId: 'ask_ai',
    credits: 15,
    toPurchased: 0,
    toGranted: 15,
    keptBack: 0,
    reason: 'the answer was empty',
  },
  balance_after: 75,
  granted_after: 75,
  purchased_after: 0,
  held_after: 0,
  created_at: '2026-01-15T10:00:00.000Z',
  hash: '7287e759b95347224c3add6643e3ba65ac8673defa8a0f4e8a772969490d29bd',
};
const BEFORE = hash('546672ff144bb7fdeb2691f554f1b3b97e6fed0a3e51482b618657f104955baa');

describe('a reversal that does not say what a credit was worth', () => {
  let db: EmbeddedDb;
  beforeAll(async () => {
    db = await migratedDb();
    return () => db.close();
  });

  it('is read, written and hashed as it always was', () => {
    const entry = entryFromRow(OLDER);
    expect({ ...entryRow(entry), hash: entry.hash }).toEqual({ ...OLDER, quantity: undefined });
    expect(expectedHash(entry, BEFORE)).toBe(OLDER.hash);
  });

  it.each<[string, (stage: Stage) => Usage]>([
    ['SQL', () => postgresUsage(db)],
    ['a walk', ({ ledger }) => scannedUsage(ledger)],
  ])('gives back at the value of its debit or capture, by %s', async (_, usageOf) => {
    const stage = new Stage(postgresLedger(db, new CountedIds().newEventId));
    await stage.accept({ ...debit(10), key: 'a' });
    await stage.accept(hold('h', 5));
    await stage.accept({ ...capture('h'), key: 'c' });
    stage.catalog = { ...catalogWith(), creditValue: microEuro(70_000) };
    const others = Array.from({ length: 210 }, (_, n) => stage.ask(hold(`between-${n}`, 1, 1)));
    await stage.commit(...others);
    await stage.accept({ ...reverse('a', 15), key: 'r1' });
    await stage.accept({ ...reverse('c', 4), key: 'r2' });
    await tamperWith(
      db,
      stage,
      `UPDATE credit_events SET credit_value_micro_eur = NULL, event = event - 'creditValue'
        WHERE tenant_id = '$TENANT' AND kind = 'reversal' AND name LIKE '%r1'`,
    );
    const { totals } = await usageOf(stage).page(
      {
        tenantId: stage.tenantId,
        from: instant('2026-01-01T00:00:00Z'),
        to: instant('2026-02-01T00:00:00Z'),
        groupBy: 'client',
      },
      { limit: 10 },
    );
    expect(totals).toMatchObject({
      count: 2,
      taken: 30n,
      reversed: 19n,
      takenValue: 30n * 50_000n,
      reversedValue: 19n * 50_000n,
    });
  });
});

describe('a reversal of today', () => {
  it('says what the credits were worth when they were taken', async () => {
    const db = await migratedDb();
    const stage = new Stage(postgresLedger(db, new CountedIds().newEventId));
    await stage.accept({ ...debit(10), key: 'a' });
    stage.catalog = { ...catalogWith(), creditValue: microEuro(70_000) };
    const reversal = await stage.accept({ ...reverse('a', 15), key: 'r' });
    expect(reversal).toMatchObject({ creditValue: 50_000, event: { creditValue: 50_000 } });
    expect(await stage.findings()).toEqual([]);
    await db.close();
  });
});
