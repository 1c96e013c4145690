import type { Entry } from '../../lib/ledger/entry.js';
import { entryFromRow, expectedHash } from '../../lib/ledger/entry-row.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { debit, hold, topUp } from '../wallet/asks.js';
import { CountedIds, Stage } from './contract/stage.js';

export const CLIENTS = ['ada', 'bob', 'cleo'];

/** For the SQL below: the rows of the wallet that is tampered with, between two that are not. */
export const BOBS = `tenant_id = '$TENANT' AND client_id = 'bob'`;

/** Three sound wallets of five entries each: open, grant, top-up, debit, hold. */
export const soundStage = async (db: EmbeddedDb): Promise<Stage> => {
  const stage = new Stage(postgresLedger(db, new CountedIds().newEventId));
  for (const client of CLIENTS) {
    await stage.commit(
      stage.ask(topUp('cs_1', 50, 1000), client),
      stage.ask({ ...debit(3), key: 'work' }, client),
      stage.ask(hold('job', 5), client),
    );
  }
  return stage;
};

/** Does what only somebody can who owns the database: the triggers are off meanwhile. `$TENANT` is the stage's. */
export const tamperWith = async (db: EmbeddedDb, stage: Stage, sql: string) => {
  await db.pglite.exec(`
    BEGIN;
    ALTER TABLE credit_events DISABLE TRIGGER ALL;
    ${sql.replaceAll('$TENANT', stage.tenantId)};
    ALTER TABLE credit_events ENABLE TRIGGER ALL;
    COMMIT`);
};

/** Bob's entry of one number once more, under another. */
export const copyOf = (seq: number, as: number): string => `
  INSERT INTO credit_events
    SELECT (json_populate_record(e, json_build_object('seq', ${as}, 'name', e.name || '-copy'))).*
      FROM credit_events e WHERE ${BOBS} AND seq = ${seq}`;

/** The hash that Bob's entry would have if it were of another actor: what a forger would compute. */
export const forgedHash = async (db: EmbeddedDb, stage: Stage, seq: number, actor: string) => {
  const entry = await entryOf(db, stage, seq);
  return expectedHash({ ...entry, actor }, (await entryOf(db, stage, seq - 1)).hash);
};

const entryOf = async (db: EmbeddedDb, stage: Stage, seq: number): Promise<Entry> => {
  const { rows } = await db.pglite.query(
    `SELECT * FROM credit_events WHERE tenant_id = $1 AND client_id = 'bob' AND seq = $2`,
    [stage.tenantId, seq],
  );
  return entryFromRow(rows[0]);
};
