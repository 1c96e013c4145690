import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCheckpoint } from '../../lib/credits/make-checkpoint.js';
import { postgresCheckpointStore } from '../../lib/ledger/postgres/checkpoint-store.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import {
  type Checkpoint,
  checkpointFrom,
  furthestHeads,
  storedCheckpoint,
} from '../../lib/ledger/verification/checkpoint.js';
import { sealOf, sealWith, unsealed } from '../../lib/ledger/verification/checkpoint-seal.js';
import type { Finding } from '../../lib/ledger/verification/finding.js';
import { verify } from '../../lib/ledger/verification/verify.js';
import { instant } from '../../lib/wallet/instant.js';
import { findCheckpoints } from '../../scripts/local/checkpoints.js';
import { migratedDb } from '../support/migrated.js';
import { debit } from '../wallet/asks.js';
import type { Stage } from './contract/stage.js';
import { BOBS, soundStage, tamperWith } from './tampering.js';

let db: EmbeddedDb;
let stage: Stage;
beforeAll(async () => {
  db = await migratedDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  stage = await soundStage(db);
});

const checkpoint = (seal = unsealed) =>
  makeCheckpoint({
    tenantId: stage.tenantId,
    now: () => instant('2026-01-15T23:00:00Z'),
    ledger: stage.ledger,
    checkpointStore: postgresCheckpointStore(db),
    seal,
  });

const findingsAgainst = async (seen: Checkpoint): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for await (const finding of verify(stage.ledger, stage.tenantId, seen.heads))
    findings.push(finding);
  return findings;
};

/** Cuts the last entry off, and puts the wallet back to where it was before, as a backup would. */
const cutOffTheEnd = () =>
  tamperWith(
    db,
    stage,
    `DELETE FROM credit_events WHERE ${BOBS} AND seq = 5;
     UPDATE credit_wallets w
        SET version = 4, head_hash = e.hash, held = 0,
            state = jsonb_set(jsonb_set(state, '{version}', '4'), '{holds}', '[]')
       FROM credit_events e
      WHERE w.tenant_id = e.tenant_id AND w.client_id = e.client_id
        AND e.tenant_id = '$TENANT' AND e.client_id = 'bob' AND e.seq = 4`,
  );

describe('a checkpoint', () => {
  it('knows how far every wallet has come', async () => {
    const { checkpoint: taken, missing } = await checkpoint();
    expect(missing).toEqual([]);
    expect(taken).toMatchObject({ number: 1, wallets: 3, entries: 15 });
    expect(taken.heads.map(({ clientId, seq }) => [clientId, seq])).toEqual([
      ['ada', 5],
      ['bob', 5],
      ['cleo', 5],
    ]);
    expect(await findingsAgainst(taken)).toEqual([]);
  });

  it('is content when the ledger went on', async () => {
    const { checkpoint: taken } = await checkpoint();
    await stage.accept(debit(1), 'bob');
    expect(await findingsAgainst(taken)).toEqual([]);
  });

  it('names the wallet whose end was cut off, which nothing else shows', async () => {
    const { checkpoint: taken } = await checkpoint();
    await cutOffTheEnd();
    expect(await stage.findings()).toEqual([]);
    const problem = 'the ledger ends at 4, but a checkpoint saw this entry: the end was cut off';
    expect(await findingsAgainst(taken)).toEqual([{ clientId: 'bob', seq: 5, problem }]);
  });

  it('names the entry that took the place of one that was cut off', async () => {
    const { checkpoint: taken } = await checkpoint();
    await cutOffTheEnd();
    await stage.accept(debit(2), 'bob');
    await stage.accept(debit(1), 'bob');
    const problem = 'a checkpoint saw another entry under this number';
    expect(await findingsAgainst(taken)).toEqual([{ clientId: 'bob', seq: 5, problem }]);
  });

  it('names a wallet that is gone', async () => {
    const { checkpoint: taken } = await checkpoint();
    await tamperWith(
      db,
      stage,
      `DELETE FROM credit_events WHERE ${BOBS}; DELETE FROM credit_wallets WHERE ${BOBS}`,
    );
    expect(await findingsAgainst(taken)).toEqual([
      { clientId: 'bob', seq: 5, problem: expect.stringContaining('the whole wallet is gone') },
    ]);
  });

  it('tells the next one what is missing, which does not forget it', async () => {
    const { checkpoint: first } = await checkpoint();
    await cutOffTheEnd();
    await stage.accept(debit(1), 'ada');
    const { checkpoint: second, missing } = await checkpoint();
    const bob = first.heads.find(({ clientId }) => clientId === 'bob');
    expect(missing).toEqual([{ known: bob, found: 4 }]);
    expect(second).toMatchObject({ number: 2, entries: 16 });
    expect(second.heads).toContainEqual(bob);
    expect((await findingsAgainst(second)).map(({ clientId }) => clientId)).toEqual(['bob']);
  });

  it('is kept once when two are made at the same time', async () => {
    const both = await Promise.all([checkpoint(), checkpoint()]);
    expect(both[0].checkpoint).toEqual(both[1].checkpoint);
    await stage.accept(debit(1), 'bob');
    expect((await checkpoint()).checkpoint.number).toBe(2);
  });

  it('is not made again as long as nothing happens, except to be signed', async () => {
    const { checkpoint: first } = await checkpoint();
    expect((await checkpoint()).checkpoint).toEqual(first);
    expect((await checkpoint(sealWith('a secret of ours'))).checkpoint.number).toBe(2);
  });

  it('is believed under either secret of two while they change, and under no other', async () => {
    await checkpoint(sealWith('the old secret'));
    const store = postgresCheckpointStore(db);
    const problemUnder = async (...secrets: readonly string[]) =>
      (await findCheckpoints(store, stage.tenantId, { files: [], secrets }))[0]?.problem;
    expect(await problemUnder()).toBeUndefined();
    expect(await problemUnder('the old secret')).toBeUndefined();
    expect(await problemUnder('the new secret', 'the old secret')).toBeUndefined();
    expect(await problemUnder('the new secret')).toBe(
      'it was not signed with CZ_CHECKPOINT_SECRET',
    );
    expect((await checkpoint(sealWith('the new secret'))).checkpoint.number).toBe(2);
    expect(await problemUnder('the new secret')).toBeUndefined();
  });

  it('comes back as it was stored, and can be neither changed nor removed', async () => {
    const { checkpoint: taken } = await checkpoint(sealWith('a secret of ours'));
    expect(await postgresCheckpointStore(db).latest(stage.tenantId)).toEqual(taken);
    expect(checkpointFrom(JSON.parse(JSON.stringify(storedCheckpoint(taken))))).toEqual(taken);
    for (const change of ['DELETE FROM', "UPDATE ledger_checkpoints SET document = '{}' --"]) {
      await expect(db.pglite.query(`${change} ledger_checkpoints`)).rejects.toThrow('append-only');
    }
  });

  it('is not one when its heads are not those of its root', async () => {
    const { checkpoint: taken } = await checkpoint();
    const { heads, ...rest } = storedCheckpoint(taken);
    expect(() => checkpointFrom({ ...rest, heads: heads.slice(1) })).toThrow('root');
  });

  it('adds up with others to the furthest that any of them saw', async () => {
    const { checkpoint: first } = await checkpoint();
    await stage.accept(debit(1), 'bob');
    const { checkpoint: second } = await checkpoint();
    const furthest = furthestHeads([second, first]).map(({ clientId, seq }) => [clientId, seq]);
    expect(furthest).toEqual([
      ['ada', 5],
      ['bob', 6],
      ['cleo', 5],
    ]);
  });
});

describe('a seal', () => {
  it('fits what was signed, and nothing else', async () => {
    const { checkpoint: taken } = await checkpoint(sealWith('a secret of ours'));
    expect(sealOf(taken)).toBe('valid');
    for (const change of [
      { entries: 16 },
      { number: 2 },
      { at: instant('2026-01-16T00:00:00Z') },
    ]) {
      expect(sealOf({ ...taken, ...change })).toBe('broken');
    }
    expect(sealOf({ ...taken, publicKey: 'AAAA' })).toBe('broken');
    const { publicKey, signature, ...unsigned } = taken;
    expect(sealOf(unsigned)).toBe('absent');
  });

  it('is of another key with another secret', async () => {
    const { checkpoint: taken } = await checkpoint(sealWith('a secret of ours'));
    const forged = sealWith('another secret')(taken);
    expect(sealOf(forged)).toBe('valid');
    expect(forged.publicKey).not.toBe(taken.publicKey);
  });
});
