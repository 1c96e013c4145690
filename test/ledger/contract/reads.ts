import { expect, it } from 'vitest';
import { entryFromRow } from '../../../lib/ledger/entry-row.js';
import { debit, topUp } from '../../wallet/asks.js';
import type { Given } from '../ledger-contract.js';
import { Stage } from './stage.js';

export const reads = ({ stage }: Given): void => {
  it('pages the entries of a wallet newest first, each page before the last one', async () => {
    await stage().commit(...Array.from({ length: 5 }, () => stage().ask(debit(1))));
    const page = async (limit: number, before?: number) =>
      (await stage().ledger.read(stage().wallet(), { limit, before })).entries.map(
        ({ seq }) => seq,
      );
    expect(await page(3)).toEqual([7, 6, 5]);
    expect(await page(3, 5)).toEqual([4, 3, 2]);
    expect(await page(3, 2)).toEqual([1]);
    expect(await page(3, 1)).toEqual([]);
    expect(await page(100)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('has neither wallet nor entries of a client who never wrote', async () => {
    await stage().accept(debit(1), 'ada');
    expect(await stage().stored('ad')).toBeUndefined();
    expect(await stage().entries('ad')).toEqual([]);
  });

  it('scans entries and wallets in one order: by client, and by number', async () => {
    const clients = ['b', 'B', 'a_2', 'a-2', 'a10', '_', 'Z9'];
    for (const client of clients) await stage().accept(debit(1), client);
    await stage().accept(debit(2), 'B');

    const scanned: string[] = [];
    for await (const { row } of stage().ledger.scan(stage().tenantId)) {
      const { clientId, seq } = entryFromRow(row);
      scanned.push(`${clientId} ${seq}`);
    }
    const wallets: string[] = [];
    for await (const wallet of stage().ledger.wallets(stage().tenantId)) {
      wallets.push(wallet.clientId);
    }
    expect(wallets).toEqual(['B', 'Z9', '_', 'a-2', 'a10', 'a_2', 'b']); // as their bytes are
    expect(scanned).toEqual(
      wallets.flatMap((client) =>
        (client === 'B' ? [1, 2, 3, 4] : [1, 2, 3]).map((seq) => `${client} ${seq}`),
      ),
    );
  });

  it('scans what it answered', async () => {
    await stage().accept(debit(1));
    await stage().accept(topUp('cs_1', 5, 100));
    const rows = [];
    for await (const { problems, row } of stage().ledger.scan(stage().tenantId)) {
      expect(problems).toEqual([]);
      rows.push(entryFromRow(row));
    }
    expect(rows).toEqual(await stage().entries());
  });

  it('keeps tenants apart', async () => {
    const other = new Stage(stage().ledger);
    await stage().accept({ ...debit(1), key: 'same' });
    await other.accept({ ...debit(2), key: 'same' });
    expect(await stage().buckets()).toEqual([98, 0]);
    expect(await other.buckets()).toEqual([96, 0]);
    const rows = [];
    for await (const { row } of other.ledger.scan(other.tenantId)) rows.push(row?.['tenant_id']);
    expect(rows).toEqual([other.tenantId, other.tenantId, other.tenantId]);
  });

  it('changes nothing by being read', async () => {
    await stage().accept(debit(1));
    stage().now = '2026-02-01T00:00:00.000Z';
    const before = await stage().entries();
    await stage().stored();
    await stage().findings();
    expect(await stage().entries()).toEqual(before);
  });
};
