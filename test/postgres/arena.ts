import { expect } from 'vitest';
import type { Entry } from '../../lib/ledger/entry.js';
import type { Ledger } from '../../lib/ledger/ledger.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { clientId, type TenantId, tenantId, type WalletId } from '../../lib/wallet/ids.js';
import { connected, freshDatabase } from '../../scripts/support/fresh-database.js';
import { CountedIds, expectSound, findingsOf } from '../ledger/contract/stage.js';
import type { Answer, Debit, Job } from './job.js';

/** A database of its own for processes to race on, and a ledger to look at what they left. */
export class Arena {
  readonly url: string;
  readonly ledger: Ledger;
  readonly tenantId: TenantId = tenantId('arena');

  private constructor(url: string) {
    this.url = url;
    this.ledger = postgresLedger(openPg({ url, prepared: true }), new CountedIds().newEventId);
  }

  static async open(server: string): Promise<Arena> {
    return new Arena(await freshDatabase(server, 'arena'));
  }

  wallet(client: string): WalletId {
    return { tenantId: this.tenantId, clientId: clientId(client) };
  }

  /** Debits of one credit a unit, on wallets that are granted `credits` when they are opened. */
  job(via: Job['via'], credits: number, lists: readonly (readonly Debit[])[], url = this.url): Job {
    return {
      url,
      tenant: this.tenantId,
      catalog: { askPrice: 1, monthlyGrant: credits, softCap: credits * 3 },
      via,
      lists: lists.map((list) => [...list]),
    };
  }

  async debits(client: string): Promise<readonly Entry[]> {
    const { entries } = await this.ledger.read(this.wallet(client), { limit: 100_000 });
    return entries.filter(({ kind }) => kind === 'debit').reverse();
  }

  /** Every acknowledged debit is there as it was acknowledged, none is there twice, and all laws hold. */
  async expectKept(client: string, answers: readonly Answer[]): Promise<void> {
    const debits = await this.debits(client);
    const byKey = new Map(debits.map((entry) => [entry.idempotencyKey, entry.eventId]));
    expect(byKey.size).toBe(debits.length);
    for (const each of answers) {
      if (each.client !== client || each.eventId === undefined) continue;
      expect(byKey.get(each.key), each.key).toBe(each.eventId);
    }
    const committed = answers.filter(({ outcome }) => outcome === 'committed');
    expect(new Set(committed.map(({ eventId }) => eventId)).size).toBe(committed.length);
    await expectSound(this.ledger, this.wallet(client));
    expect(await findingsOf(this.ledger, this.tenantId)).toEqual([]);
  }

  /** How often the database had to break up transactions that waited for each other in a circle. */
  async deadlocks(): Promise<number> {
    const { rows } = await connected(this.url, (client) =>
      client.query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'),
    );
    return Number(rows[0].deadlocks);
  }

  close(): Promise<void> {
    return this.ledger.close();
  }
}

export const counted = (answers: readonly Answer[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

export const range = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index);
