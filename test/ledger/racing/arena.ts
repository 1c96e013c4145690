import { expect } from 'vitest';
import type { Entry } from '../../../lib/ledger/entry.js';
import type { Ledger } from '../../../lib/ledger/ledger.js';
import { clientId, type TenantId, type WalletId } from '../../../lib/wallet/ids.js';
import { expectSound, findingsOf } from '../contract/stage.js';
import type { Answer, Debit, Job, Storage } from './job.js';

/** A tenant of its own for processes to race on, and a ledger to look at what they left. */
export class Arena {
  readonly ledger: Ledger;
  readonly tenantId: TenantId;
  readonly #storage: Storage;

  constructor(storage: Storage, ledger: Ledger, tenantId: TenantId) {
    this.#storage = storage;
    this.ledger = ledger;
    this.tenantId = tenantId;
  }

  wallet(client: string): WalletId {
    return { tenantId: this.tenantId, clientId: clientId(client) };
  }

  /** Debits of one credit a unit, on wallets that are granted `credits` when they are opened. */
  job(via: Job['via'], credits: number, lists: readonly (readonly Debit[])[]): Job {
    return {
      storage: this.#storage,
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
  async expectKept(clients: string | readonly string[], answers: readonly Answer[]): Promise<void> {
    const committed = answers.filter(({ outcome }) => outcome === 'committed');
    expect(new Set(committed.map(({ eventId }) => eventId)).size).toBe(committed.length);
    for (const client of [clients].flat()) await this.#expectKept(client, answers);
    expect(await findingsOf(this.ledger, this.tenantId)).toEqual([]);
  }

  async #expectKept(client: string, answers: readonly Answer[]): Promise<void> {
    const debits = await this.debits(client);
    const byKey = new Map(debits.map((entry) => [entry.idempotencyKey, entry.eventId]));
    expect(byKey.size).toBe(debits.length);
    for (const each of answers) {
      if (each.client !== client || each.eventId === undefined) continue;
      expect(byKey.get(each.key), each.key).toBe(each.eventId);
    }
    await expectSound(this.ledger, this.wallet(client));
  }

  close(): Promise<void> {
    return this.ledger.close();
  }
}
