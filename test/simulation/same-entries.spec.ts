import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { decideInBatch } from '../../lib/ledger/decide-batch.js';
import type { Ledger, Submission } from '../../lib/ledger/ledger.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import type { Catalog } from '../../lib/wallet/catalog.js';
import { migratedDb } from '../support/migrated.js';
import { SimulatedOdoo } from './odoo/simulated-odoo.js';
import { simulate } from './run.js';
import { stepsOf } from './steps.js';
import { LEDGERS, type LedgerName, TENANT } from './store.js';
import { World } from './world.js';

/** A submission that was accepted: the terms it was decided by, and the ids of the entries it made. */
type Accepted = {
  readonly submission: Submission;
  readonly catalog: Catalog;
  readonly ids: readonly string[];
};

const row = z.object({ event_id: z.string(), hash: z.string() });

/** Plays a history, and tells which submissions made which entries, in the order in which they became durable. */
const historyOf = async (seed: number, ledger: LedgerName) => {
  const decided = new Map<string, Accepted>();
  const committed: z.output<typeof row>[] = [];
  const remember =
    (honest: typeof decideInBatch): typeof decideInBatch =>
    (submission, into, catalog, newEventId) => {
      const before = into.appended.length;
      const outcome = honest(submission, into, catalog, newEventId);
      const ids = into.appended.slice(before).map(({ eventId }) => eventId);
      const own = ids.at(-1);
      if (own) decided.set(own, { submission, catalog, ids });
      return outcome;
    };
  const failure = await simulate({
    seed,
    ledger,
    steps: stepsOf(seed, 200),
    wraps: { decide: remember },
    onCommit: (moves) => {
      for (const { rows } of moves) {
        committed.push(...rows.map(({ text }) => row.parse(JSON.parse(text))));
      }
    },
  });
  expect(failure).toBeUndefined();
  return { decided, committed };
};

/** Makes the entries of a history again, in their order and under their ids; answers with the hashes of what is there then. */
const replayedOn = async (
  open: (newEventId: () => string) => Ledger,
  { committed, decided }: Awaited<ReturnType<typeof historyOf>>,
): Promise<readonly string[]> => {
  const ids: string[] = [];
  const ledger = open(() => ids.shift() ?? 'none is left');
  for (const { event_id } of committed) {
    const accepted = decided.get(event_id);
    if (!accepted) continue; // what was due is made together with the entry that it was due to
    ids.push(...accepted.ids);
    await ledger.commit([{ ...accepted.submission, dryRun: false }], accepted.catalog);
  }
  const hashes: string[] = [];
  for await (const scanned of ledger.scan(TENANT)) hashes.push(row.parse(scanned.row).hash);
  return hashes.sort();
};

describe.each(LEDGERS)('law 10: a history on the ledger called %s', (ledger) => {
  let db: EmbeddedDb;
  beforeAll(async () => {
    db = await migratedDb();
  });
  afterAll(() => db.close());

  it.each([11, 12, 13])('makes the same entries on PGlite, to the hash: %i', async (seed) => {
    const history = await historyOf(seed, ledger);
    await db.pglite.exec('DROP TRIGGER IF EXISTS credit_events_keep_table ON credit_events');
    await db.pglite.exec('TRUNCATE credit_events, credit_wallets');
    const hashes = await replayedOn((newEventId) => postgresLedger(db, newEventId), history);
    expect(hashes.length).toBeGreaterThan(20);
    expect(hashes).toEqual(history.committed.map(({ hash }) => hash).sort());
  });

  it.each([14, 15, 16])('makes the same entries on Odoo, to the hash: %i', async (seed) => {
    const history = await historyOf(seed, ledger);
    const odoo = new SimulatedOdoo(new World(0)).atRest();
    const hashes = await replayedOn(
      (newEventId) => odooLedger(odoo, { random: () => 0, newEventId }),
      history,
    );
    expect(hashes.length).toBeGreaterThan(20);
    expect(hashes).toEqual(history.committed.map(({ hash }) => hash).sort());
  });
});
