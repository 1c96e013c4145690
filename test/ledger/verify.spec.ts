import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import type { Finding } from '../../lib/ledger/verification/finding.js';
import { type Verdict, verify } from '../../lib/ledger/verification/verify.js';
import { migratedDb } from '../support/migrated.js';
import { Stage } from './contract/stage.js';
import { BOBS, CLIENTS, copyOf, forgedHash, soundStage, tamperWith } from './tampering.js';

let db: EmbeddedDb;
let stage: Stage;
const tamper = (sql: string) => tamperWith(db, stage, sql);

beforeAll(async () => {
  db = await migratedDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  stage = await soundStage(db);
});

const at = ({ clientId, seq }: Finding) => (seq === undefined ? clientId : `${clientId} ${seq}`);
const foundAt = async () => [...new Set((await stage.findings()).map(at))];
const problems = async () => (await stage.findings()).map(({ problem }) => problem);

describe('verification of a sound ledger', () => {
  it('finds nothing', async () => {
    expect(await stage.findings()).toEqual([]);
  });

  it('counts what is there', async () => {
    const verification = verify(stage.ledger, stage.tenantId);
    let step = await verification.next();
    while (!step.done) step = await verification.next();
    const verdict: Verdict = step.value;
    expect(verdict).toEqual({ wallets: 3, entries: 15, credits: 3 * 144 });
  });

  it('finds nothing in a tenant without wallets', async () => {
    expect(await new Stage(stage.ledger).findings()).toEqual([]);
  });
});

describe('verification names the entry', () => {
  it('whose delta was edited', async () => {
    await tamper(`UPDATE credit_events SET credits_delta = -5 WHERE ${BOBS} AND seq = 4`);
    expect(await foundAt()).toContain('bob 4');
    expect(await problems()).toContain('its columns contradict its event');
  });

  it('whose event was edited, also together with its columns', async () => {
    await tamper(
      `UPDATE credit_events SET event = event || '{"fromGranted": 5}' WHERE ${BOBS} AND seq = 4`,
    );
    expect(await foundAt()).toContain('bob 4');
    await tamper(
      `UPDATE credit_events SET credits_delta = -5, granted_after = 95, balance_after = 145 WHERE ${BOBS} AND seq = 4`,
    );
    expect(await foundAt()).toContain('bob 4');
  });

  it.each([
    ['actor', `'admin:eve'`],
    ['trace_id', `'${'1'.repeat(32)}'`],
    ['input_hash', `'${'1'.repeat(64)}'`],
    ['event_id', `'01940000-0000-7000-8000-ffffffffffff'`],
    ['registry_version', '9'],
    ['created_at', `'2026-01-15T10:00:00.001Z'`],
    ['name', `'CZ_SMCR|debit|other'`],
    ['idempotency_key', `'other'`],
    ['kind', `'capture'`],
    ['ref', `'CZ_SMCR|hold|job'`],
    ['product', 'NULL'],
    ['quantity', '4'],
    ['estimated_cost_micro_eur', '1'],
    ['held_after', '1'],
  ])('whose %s was edited', async (column, value) => {
    await tamper(`UPDATE credit_events SET ${column} = ${value} WHERE ${BOBS} AND seq = 4`);
    expect(await foundAt()).toEqual(['bob 4']);
  });

  it('whose hash was edited, and the one that is chained to it', async () => {
    await tamper(`UPDATE credit_events SET hash = repeat('a', 64) WHERE ${BOBS} AND seq = 3`);
    expect(await foundAt()).toEqual(['bob 3', 'bob 4']);
  });

  it('after which the chain goes on as if it had been hashed anew', async () => {
    const hash = await forgedHash(db, stage, 3, 'admin:eve');
    await tamper(
      `UPDATE credit_events SET actor = 'admin:eve', hash = '${hash}' WHERE ${BOBS} AND seq = 3`,
    );
    expect(await foundAt()).toEqual(['bob 4']);
  });

  it('behind one that was removed', async () => {
    await tamper(`DELETE FROM credit_events WHERE ${BOBS} AND seq = 3`);
    expect(await foundAt()).toContain('bob 4');
    expect(await problems()).toContain('follows number 2: entries are missing before it');
  });

  it('behind a removed first one', async () => {
    await tamper(`DELETE FROM credit_events WHERE ${BOBS} AND seq = 1`);
    expect(await foundAt()).toContain('bob 2');
  });

  it('that was inserted in the middle', async () => {
    await tamper(`
      UPDATE credit_events SET seq = seq + 100 WHERE ${BOBS} AND seq > 3;
      UPDATE credit_events SET seq = seq - 99 WHERE ${BOBS} AND seq > 100;
      ${copyOf(3, 4)}`);
    expect(await foundAt()).toContain('bob 4');
  });

  it('that was inserted at the end', async () => {
    await tamper(copyOf(4, 6));
    expect(await foundAt()).toContain('bob 6');
    expect(await problems()).toContain(
      'the stored wallet ends in another hash than its last entry',
    );
  });

  it.each([
    ['an unknown type', '{"type": "CreditsVanished"}'],
    ['an unknown version', '{"v": 2}'],
    ['a member too many', '{"gift": 1}'],
    ['a fraction of a credit', '{"fromGranted": 0.5}'],
  ])('whose event has %s and can not be read, and that one alone', async (_, change) => {
    await tamper(`UPDATE credit_events SET event = event || '${change}' WHERE ${BOBS} AND seq = 4`);
    const findings = await stage.findings();
    expect(findings.map(at)).toEqual(['bob 4']);
    expect(findings[0]?.problem).toMatch(/^can't be read: /);
  });
});

describe('verification names the wallet', () => {
  it('whose last entry was removed', async () => {
    await tamper(`DELETE FROM credit_events WHERE ${BOBS} AND seq = 5`);
    expect(await stage.findings()).toEqual([
      {
        clientId: 'bob',
        problem: 'the stored wallet counts 5 entries, the ledger has 4: the end is missing',
      },
      { clientId: 'bob', problem: 'the stored wallet is not what its entries add up to' },
    ]);
  });

  it('whose state was edited', async () => {
    await tamper(`UPDATE credit_wallets SET state = state || '{"purchased": 51}' WHERE ${BOBS}`);
    expect(await foundAt()).toEqual(['bob']);
  });

  it('whose head was edited', async () => {
    await tamper(`UPDATE credit_wallets SET head_hash = repeat('a', 64) WHERE ${BOBS}`);
    expect(await foundAt()).toEqual(['bob']);
  });

  it.each([
    ['granted_balance', '95'],
    ['topup_balance', '51'],
    ['held', '0'],
    ['version', '6'],
    ['plan_id', `'professional'`],
    ['monthly_grant', '101'],
    ['soft_cap', '301'],
    ['updated_at', `'2026-01-15T10:00:00.001Z'`],
  ])('whose column %s says something else than its state', async (column, value) => {
    await tamper(`UPDATE credit_wallets SET ${column} = ${value} WHERE ${BOBS}`);
    expect(await foundAt()).toEqual(['bob']);
  });

  it.each(['null', '{}', `{"version": "five"}`])(
    'whose state %s can not be read',
    async (state) => {
      await tamper(`UPDATE credit_wallets SET state = '${state}' WHERE ${BOBS}`);
      const findings = await stage.findings();
      expect(findings.map(at)).toEqual(['bob']);
      expect(findings[0]?.problem).toMatch(/can't be read/);
    },
  );

  it.each(CLIENTS)('%s, whose entries are all gone', async (client) => {
    await tamper(
      `DELETE FROM credit_events WHERE tenant_id = '$TENANT' AND client_id = '${client}'`,
    );
    expect(await stage.findings()).toEqual([
      { clientId: client, problem: 'is a stored wallet without any entry' },
    ]);
  });

  it.each(CLIENTS)('%s, that has entries and is not stored', async (client) => {
    await tamper(
      `DELETE FROM credit_wallets WHERE tenant_id = '$TENANT' AND client_id = '${client}'`,
    );
    expect(await stage.findings()).toEqual([
      { clientId: client, problem: 'has entries, but no stored wallet' },
    ]);
  });
});

describe('the database refuses', () => {
  const refused = /append-only: (UPDATE|DELETE|TRUNCATE) is refused/;
  beforeAll(async () => {
    await db.pglite.exec(
      `INSERT INTO registry_versions VALUES ('cityzeen', 1, '{}', '2026-01-01T00:00:00Z', 'ada', NULL)`,
    );
  });

  it.each(['credit_events', 'registry_versions'])('to change %s', async (table) => {
    for (const sql of [
      `UPDATE ${table} SET tenant_id = 'other'`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ]) {
      await expect(db.pglite.exec(sql), sql).rejects.toThrow(refused);
    }
  });
});
