import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outbox, Owed } from '../../lib/ledger/mirror/outbox.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresOutbox } from '../../lib/ledger/postgres/outbox.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { migratedDb } from '../support/migrated.js';
import { debit } from '../wallet/asks.js';
import { CountedIds, Stage } from './contract/stage.js';
import { passMinutes } from './outbox-clock.js';
import { tamperWith } from './tampering.js';

const MINUTE_MS = 60_000;

let db: EmbeddedDb;
let stage: Stage;
let outbox: Outbox;

beforeAll(async () => {
  db = await migratedDb();
});
afterAll(() => db.close());
beforeEach(() => {
  stage = new Stage(postgresLedger(db, new CountedIds().newEventId, { isMirrored: true }));
  outbox = postgresOutbox(db, stage.tenantId, {
    leaseMs: 10 * MINUTE_MS,
    pauseMs: 10 * MINUTE_MS,
    retryMs: { first: 10 * MINUTE_MS, most: 30 * MINUTE_MS },
  });
});

const pass = (minutes: number) => passMinutes(db, stage.tenantId, minutes);

/** Each wallet's numbers that are due, in the order that wallets and entries come in. */
const due = async (most = 100) =>
  (await outbox.due(most)).map(({ entries, walletId }) => [
    walletId.clientId,
    ...entries.map(({ seq }) => seq),
  ]);

/** Every entry of these is there now, up to a number; a problem with the next. */
const arrivedUpTo = ({ carriedSeq, walletId }: Owed, seq: number, problem?: string) => ({
  walletId,
  arrived: seq - carriedSeq,
  carriedSeq: seq,
  ...(problem !== undefined && { problem }),
});

const settleFirst = async (seq: number, problem?: string) => {
  const [first] = await outbox.due(100);
  if (!first) throw new Error('nothing is due');
  await outbox.settle([arrivedUpTo(first, seq, problem)]);
};

describe('the outbox', () => {
  it('owes what a batch appended, from the moment that it is committed', async () => {
    expect(await outbox.backlog()).toEqual({
      lag: 0,
      walletsBehind: 0,
      waitingSeconds: 0,
      walletsSetAside: 0,
      setAside: [],
    });
    await stage.commit(stage.ask(debit(1)), stage.ask(debit(1), 'bob'), stage.ask(debit(2)));
    expect(await due()).toEqual([
      ['ada', 1, 2, 3, 4],
      ['bob', 1, 2, 3],
    ]);
    expect(await outbox.backlog()).toMatchObject({ lag: 7, walletsBehind: 2 });
  });

  it('gives the entries as the ledger has them', async () => {
    await stage.accept(debit(1));
    const [owed] = await outbox.due(100);
    expect(owed?.entries).toEqual(await stage.entries());
  });

  it('owes nothing for what was refused, replayed or only tried', async () => {
    await stage.commit(stage.ask(debit(1_000)), { ...stage.ask(debit(1)), dryRun: true });
    expect(await due()).toEqual([]);
    await stage.accept({ ...debit(1), key: 'work' });
    await settleFirst(3);
    await stage.commit(stage.ask({ ...debit(1), key: 'work' }), stage.ask(debit(1_000)));
    expect(await due()).toEqual([]);
  });

  it('is not written where there is no mirror', async () => {
    const alone = new Stage(postgresLedger(db, new CountedIds().newEventId));
    await alone.accept(debit(1));
    expect(await postgresOutbox(db, alone.tenantId).backlog()).toMatchObject({ lag: 0 });
  });

  it('goes on behind what has arrived', async () => {
    await stage.commit(stage.ask(debit(1)), stage.ask(debit(1)));
    await settleFirst(2);
    expect(await due()).toEqual([['ada', 3, 4]]);
    await stage.accept(debit(1));
    await settleFirst(5);
    expect(await outbox.backlog()).toMatchObject({ lag: 0, walletsBehind: 0 });
    await stage.accept(debit(1));
    expect(await due()).toEqual([['ada', 6]]);
  });

  it('is told late that something has arrived, and does not go back', async () => {
    await stage.commit(stage.ask(debit(1)), stage.ask(debit(1)));
    const [before] = await outbox.due(100);
    await settleFirst(4);
    if (before) await outbox.settle([arrivedUpTo(before, 2, 'a late loser')]);
    expect(await outbox.backlog()).toMatchObject({ lag: 0, walletsSetAside: 0 });
  });

  it('shares a batch among all wallets that wait, and lets those go first that have waited longest', async () => {
    await stage.commit(...Array.from({ length: 30 }, () => stage.ask(debit(1), 'long')));
    await stage.accept(debit(1), 'ada');
    await stage.accept(debit(1), 'bob');
    expect(await due(8)).toEqual([
      ['long', 1, 2, 3],
      ['ada', 1, 2, 3],
      ['bob', 1, 2],
    ]);
    await settleFirst(3);
    expect((await due(3)).map(([client]) => client)).toEqual(['ada', 'bob', 'long']);
  });

  it('keeps the place of a wallet in the queue while it is written to again', async () => {
    await stage.accept(debit(1), 'ada');
    await stage.accept(debit(1), 'bob');
    await stage.accept(debit(1), 'ada');
    expect(await due(1)).toEqual([['ada', 1]]);
  });

  it('knows of its own tenant only', async () => {
    await stage.accept(debit(1));
    const other = new Stage(stage.ledger);
    await other.accept(debit(1));
    expect(await outbox.backlog()).toMatchObject({ lag: 3, walletsBehind: 1 });
  });
});

describe('a wallet that is set aside', () => {
  it('waits, longer each time, tells why, and lets the others go on', async () => {
    await stage.accept(debit(1), 'ada');
    await settleFirst(1, 'a row is refused');
    await stage.accept(debit(1), 'bob');
    expect(await due()).toEqual([['bob', 1, 2, 3]]);
    await settleFirst(3);
    expect(await outbox.backlog()).toMatchObject({
      lag: 2,
      walletsSetAside: 1,
      setAside: [{ clientId: 'ada', seq: 2, reason: 'a row is refused', attempts: 1 }],
    });
    for (const minutes of [10, 20, 30, 30]) {
      await pass(minutes - 1);
      expect(await due()).toEqual([]);
      await pass(1);
      expect(await due()).toEqual([['ada', 2, 3]]);
      await settleFirst(1, 'still');
    }
    await pass(30);
    await settleFirst(3);
    expect(await outbox.backlog()).toMatchObject({ lag: 0, setAside: [] });
  });

  it('stays aside when it is written to', async () => {
    await stage.accept(debit(1));
    await settleFirst(1, 'a row is refused');
    await stage.accept(debit(1));
    expect(await due()).toEqual([]);
    expect(await outbox.backlog()).toMatchObject({ lag: 3, walletsSetAside: 1 });
  });

  it('is due at once when everything is to be tried again', async () => {
    await stage.accept(debit(1));
    await settleFirst(1, 'a row is refused');
    await outbox.reconsider();
    expect(await due()).toEqual([['ada', 2, 3]]);
  });
});

describe('entries that nobody put into the outbox', () => {
  const enlistAll = async () => {
    await outbox.lease('me');
    while (!(await outbox.enlist())) await sleep(0);
    await outbox.release('me', undefined);
  };

  it('are found, of wallets that were written before there was a mirror', async () => {
    const before = new Stage(postgresLedger(db, new CountedIds().newEventId));
    for (const client of ['ada', 'bob']) await before.accept(debit(1), client);
    outbox = postgresOutbox(db, before.tenantId);
    await enlistAll();
    expect(await due()).toEqual([
      ['ada', 1, 2, 3],
      ['bob', 1, 2, 3],
    ]);
  });

  it('come with the next write to their wallet', async () => {
    const without = postgresLedger(db, new CountedIds().newEventId);
    await without.commit([stage.ask(debit(1))], stage.catalog);
    await stage.accept(debit(1));
    expect(await due()).toEqual([['ada', 1, 2, 3, 4]]);
  });

  it('are looked for again only when that is wanted', async () => {
    await stage.accept(debit(1));
    await settleFirst(3);
    await enlistAll();
    const without = postgresLedger(db, new CountedIds().newEventId);
    await without.commit([stage.ask(debit(1)), stage.ask(debit(1), 'bob')], stage.catalog);
    await enlistAll();
    expect(await due()).toEqual([]);
    await outbox.reconsider();
    await enlistAll();
    expect(await due()).toEqual([
      ['ada', 4],
      ['bob', 1, 2, 3],
    ]);
  });
});

describe('an entry that the ledger itself has lost', () => {
  it.each([
    ['was deleted', 'DELETE FROM credit_events WHERE', 'entry 3 is missing in the ledger'],
    [
      'can not be read',
      `UPDATE credit_events SET event = '{"type": "CreditsVanished"}' WHERE`,
      /entry 3 can't be read: /,
    ],
  ])('because it %s is told, and nothing overtakes it', async (_, change, problem) => {
    await stage.commit(stage.ask(debit(1)), stage.ask(debit(1)));
    await tamperWith(db, stage, `${change} tenant_id = '$TENANT' AND seq = 3`);
    const [owed] = await outbox.due(100);
    expect(owed?.entries.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(owed?.problem).toMatch(problem);
  });
});

describe('the lease', () => {
  it('is one holder’s, who may prolong it, until it is given back', async () => {
    expect(await outbox.lease('me')).toBe(true);
    expect(await outbox.lease('me')).toBe(true);
    expect(await outbox.lease('you')).toBe(false);
    await outbox.release('you', undefined);
    expect(await outbox.lease('you')).toBe(false);
    await outbox.release('me', undefined);
    expect(await outbox.lease('you')).toBe(true);
  });

  it('of somebody who has died ends by itself', async () => {
    await outbox.lease('dead');
    await pass(9);
    expect(await outbox.lease('me')).toBe(false);
    await pass(1);
    expect(await outbox.lease('me')).toBe(true);
  });

  it('is nobody’s for a moment after the mirror could not be reached, which is told until it can', async () => {
    await outbox.lease('me');
    await outbox.release('me', 'Odoo is away');
    expect(await outbox.lease('me')).toBe(false);
    expect(await outbox.backlog()).toMatchObject({ failure: 'Odoo is away' });
    await pass(9);
    expect(await outbox.lease('you')).toBe(false);
    await pass(1);
    expect(await outbox.lease('you')).toBe(true);
    await outbox.release('you', undefined);
    expect(await outbox.backlog()).not.toHaveProperty('failure');
  });
});
