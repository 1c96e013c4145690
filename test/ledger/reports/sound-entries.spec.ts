import { beforeAll, describe, expect, it } from 'vitest';
import type { ScannedRow } from '../../../lib/ledger/ledger.js';
import { postgresLedger } from '../../../lib/ledger/postgres/ledger.js';
import { movementsByScan } from '../../../lib/ledger/reports/movements-by-scan.js';
import { scannedUsage } from '../../../lib/ledger/reports/scanned-usage.js';
import { soundEntries } from '../../../lib/ledger/reports/sound-entries.js';
import { periodOf } from '../../../lib/statement/month.js';
import { month } from '../../../lib/wallet/month.js';
import { testApi } from '../../support/app.js';

const api = testApi();
let rows: readonly ScannedRow[];

/** Two wallets of three entries each. */
beforeAll(async () => {
  for (const clientId of ['ada', 'bob']) {
    await api.service.debit({ clientId, actionId: 'ask_ai', idempotencyKey: 'k' });
  }
  const found: ScannedRow[] = [];
  const { tenantId } = api.app;
  for await (const row of postgresLedger(api.db, () => '').scan(tenantId)) found.push(row);
  rows = found;
});

const ledgerOf = (scanned: readonly ScannedRow[]) => ({
  async *scan() {
    yield* scanned;
  },
  read: () => Promise.reject(new Error('no wallet is asked for')),
});

const through = async (all: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of all);
};

const summed = async (scanned: readonly ScannedRow[]) => {
  const { tenantId } = api.app;
  const seen: string[] = [];
  for await (const { clientId, seq } of soundEntries(ledgerOf(scanned), { tenantId })) {
    seen.push(`${clientId} ${seq}`);
  }
  return seen;
};

describe('what is added up', () => {
  it('is every entry, wallet by wallet', async () => {
    const seen = ['ada 1', 'ada 2', 'ada 3', 'bob 1', 'bob 2', 'bob 3'];
    expect(await summed(rows)).toEqual(seen);
  });

  it.each<[string, () => readonly ScannedRow[], string]>([
    [
      'an entry is missing',
      () => rows.filter((_, at) => at !== 1),
      'ada can.t be summed: entry 3 follows entry 1',
    ],
    [
      'the first of a wallet is missing',
      () => rows.filter((_, at) => at !== 3),
      'bob .* entry 2 follows entry 0',
    ],
    [
      'one is there twice',
      () => rows.flatMap((row, at) => (at === 4 ? [row, row] : [row])),
      'bob .* entry 2 follows entry 2',
    ],
    [
      'one is none any more',
      () => [...rows.slice(0, 5), { clientId: 'bob', row: { kind: 'debit' }, problems: [] }],
      'bob .* an entry that is none any more',
    ],
    [
      'one was edited',
      () => [{ clientId: 'ada', row: {}, problems: ['it was edited'] }],
      'ada .* it was edited',
    ],
    [
      'one is not the wallet’s',
      () => [{ clientId: 'ada', problems: ['it is not the wallet’s'] }],
      'ada .* not the wallet’s',
    ],
  ])('is nothing where %s', async (_, scanned, what) => {
    await expect(summed(scanned())).rejects.toThrow(new RegExp(what));
    const { tenantId } = api.app;
    const period = periodOf(month('2026-01'));
    const asked = { tenantId, ...period, groupBy: 'action' } as const;
    await expect(through(scannedUsage(ledgerOf(scanned())).groups(asked))).rejects.toThrow();
    const movements = movementsByScan(ledgerOf(scanned())).of({ tenantId, period });
    await expect(through(movements)).rejects.toThrow('npm run ledger:verify says more');
  });
});
