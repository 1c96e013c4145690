import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Ledger, LedgerUnavailable, type Submission } from '../../lib/ledger/ledger.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { connected } from '../../scripts/support/fresh-database.js';
import { CountedIds } from '../ledger/contract/stage.js';
import { submissionOf } from '../ledger/contract/submission.js';
import { debit } from '../wallet/asks.js';
import { CATALOG } from '../wallet/book.js';
import { PostgresArena } from './arena.js';
import { type Cut, CuttingProxy } from './cutting-proxy.js';

describe('a connection that is lost', () => {
  let arena: PostgresArena;
  let proxy: CuttingProxy;
  let ledger: Ledger;
  beforeEach(async () => {
    arena = await PostgresArena.open(inject('postgres'));
    proxy = await CuttingProxy.open(arena.url);
    const db = openPg({ url: proxy.urlOf(arena.url), prepared: true });
    ledger = postgresLedger(db, new CountedIds().newEventId);
  });
  afterEach(async () => {
    await ledger.close();
    await proxy.close();
    await arena.close();
  });

  const work = (key: string, quantity = 3, client = 'ada'): Submission =>
    submissionOf(arena.wallet(client), debit(quantity), { key, at: '2026-01-15T10:00:00Z' });
  const commit = (...submissions: readonly Submission[]) => ledger.commit(submissions, CATALOG);

  const CUTS: readonly Cut[] = ['before the commit', 'after the commit'];
  it.each(CUTS)('%s: the outcome is read back, committed, and written once', async (cut) => {
    await commit(work('earlier'));
    proxy.cutNext(cut);
    const outcomes = await commit(
      work('earlier'),
      work('new'),
      work('new'),
      work('new', 4),
      work('dear', 51),
      work('other', 1, 'bob'),
    );
    expect(proxy.cutsMade).toBe(1);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'replayed',
      'committed',
      'replayed',
      'refused',
      'refused',
      'committed',
    ]);
    const debits = await arena.debits('ada');
    expect(debits.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['earlier', 'new']);
    expect(outcomes[1]).toEqual({ outcome: 'committed', entry: debits[1] });
    expect(outcomes[2]).toEqual({ outcome: 'replayed', entry: debits[1] });
    await arena.expectKept('ada', []);
    await arena.expectKept('bob', []);
  });

  it('again and again is tried again each time', async () => {
    proxy.cutNext('after the commit', 'before the commit', 'after the commit');
    const [first] = await commit(work('new'));
    expect(first).toMatchObject({ outcome: 'committed' });
    const [second] = await commit(work('next'));
    expect(second).toMatchObject({ outcome: 'committed' });
    expect(proxy.cutsMade).toBe(3);
    expect(await arena.debits('ada')).toHaveLength(2);
    await arena.expectKept('ada', []);
  });

  it('by the database, while a transaction waits for a lock, is no answer', async () => {
    await commit(work('earlier'));
    await connected(arena.url, async (other) => {
      await other.query('BEGIN; SELECT * FROM credit_wallets FOR UPDATE');
      const waiting = commit(work('new'));
      await expect.poll(() => terminateWaiting(other)).toBe(1);
      await other.query('ROLLBACK');
      expect(await waiting).toMatchObject([{ outcome: 'committed' }]);
    });
    expect(await arena.debits('ada')).toHaveLength(2);
  });

  it('for good is told as unavailable, and the same key goes on later', async () => {
    await commit(work('earlier'));
    await proxy.close();
    await expect(commit(work('new'))).rejects.toThrow(LedgerUnavailable);
    await expect(ledger.health()).rejects.toThrow(LedgerUnavailable);
    const direct = postgresLedger(
      openPg({ url: arena.url, prepared: true }),
      new CountedIds().newEventId,
    );
    expect(await direct.commit([work('new')], CATALOG)).toMatchObject([{ outcome: 'committed' }]);
    await direct.close();
    proxy = await CuttingProxy.open(arena.url);
  });

  const terminateWaiting = async (other: {
    query(sql: string): Promise<{ rowCount: number | null }>;
  }) => {
    const { rowCount } = await other.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount;
  };
});
