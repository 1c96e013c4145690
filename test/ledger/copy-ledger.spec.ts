import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { takeCheckpoint } from '../../lib/ledger/verification/checkpoint.js';
import { unsealed } from '../../lib/ledger/verification/checkpoint-seal.js';
import { verify } from '../../lib/ledger/verification/verify.js';
import { defaultCatalog } from '../../lib/registry/default-catalog.js';
import { instant } from '../../lib/wallet/instant.js';
import { copyLedger } from '../../scripts/copy/copy-ledger.js';
import { databaseSide, odooSide, type Side } from '../../scripts/copy/side.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { migratedDb } from '../support/migrated.js';
import { debit, topUp } from '../wallet/asks.js';
import { CountedIds, Stage } from './contract/stage.js';
import { tamperWith } from './tampering.js';

let db: EmbeddedDb;
let standIn: OdooStandIn;
let odoo: Odoo;
let stage: Stage;
let source: Side;
let target: Side;

beforeAll(async () => {
  db = await migratedDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  standIn = await startOdooStandIn();
  odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  source = databaseSide('postgres', db);
  target = odooSide(odoo);
  stage = new Stage(postgresLedger(db, new CountedIds().newEventId));
  await source.registryStore.publish(stage.tenantId, VERSION);
  for (const client of ['ada', 'bob']) await stage.accept(topUp('cs_1', 50, 500), client);
});
afterEach(async () => {
  odoo.close();
  await standIn.close();
});

const VERSION = {
  version: 1,
  document: defaultCatalog,
  publishedAt: instant('2026-01-15T10:00:00Z'),
  author: 'system',
};

/** What the command says, without how long it took, and whether it may be relied on. */
const copy = async ({ isFinal = false, from = source } = {}) => {
  const said: string[] = [];
  const isDone = await copyLedger({
    source: from,
    target,
    tenantId: stage.tenantId,
    isFinal,
    progress: { say: (line) => said.push(line.replace(/ in [\d.]+ s$/, '')), count: () => {} },
  });
  return { isDone, said };
};

/** The source, with a debit each time that it is asked for all its wallets. */
const written = (): Side => ({
  ...source,
  ledger: {
    ...source.ledger,
    async *wallets(tenant) {
      await stage.accept(debit(1), 'bob');
      yield* source.ledger.wallets(tenant);
    },
  },
});

describe('a copy of a ledger', () => {
  it('says what was copied, that it is the same, that both are sound, and how to switch', async () => {
    expect(await copy()).toEqual({
      isDone: true,
      said: [
        'registry: 1 of 1 version copied',
        'copied 6 entries from postgres to odoo',
        'compared: 6 entries of 2 wallets are the same; odoo is 0 behind',
        'postgres: verified 6 entries of 2 wallets, 300 credits in all',
        'odoo: verified 6 entries of 2 wallets, 300 credits in all',
        'nothing is behind. To switch: stop who writes to postgres, run this once more with --final, and set CZ_LEDGER=odoo',
      ],
    });
    expect(await copy({ isFinal: true })).toEqual({
      isDone: true,
      said: [
        'copied 0 entries from postgres to odoo',
        'compared: 6 entries of 2 wallets are the same; odoo is 0 behind',
        'postgres: verified 6 entries of 2 wallets, 300 credits in all',
        'odoo: verified 6 entries of 2 wallets, 300 credits in all',
        'odoo has all that postgres has: set CZ_LEDGER=odoo',
      ],
    });
  });

  it('has all that a checkpoint of the source saw', async () => {
    const of = { tenantId: stage.tenantId, at: VERSION.publishedAt, seal: unsealed };
    const { checkpoint } = await takeCheckpoint(source.ledger, of, undefined);
    const missing = async () => {
      const findings = [];
      const seenBefore = checkpoint.heads;
      for await (const finding of verify(target.ledger, stage.tenantId, seenBefore)) {
        findings.push(finding.clientId);
      }
      return findings;
    };
    expect(await missing()).toEqual(['ada', 'bob']);
    await copy();
    expect(await missing()).toEqual([]);
  });

  it('says how much came meanwhile', async () => {
    const { isDone, said } = await copy({ from: written() });
    expect(isDone).toBe(true);
    expect(said.at(-1)).toBe('1 entry came meanwhile: run this again');
  });

  it('is not final while somebody writes to the source', async () => {
    const { isDone, said } = await copy({ from: written(), isFinal: true });
    expect(isDone).toBe(false);
    expect(said.at(-1)).toMatch(/^postgres was written to meanwhile \(\d entr(y|ies)\)/);
  });

  it('is not final when the target was written to', async () => {
    await copy();
    const bob = stage.wallet('bob');
    const { stored } = await target.ledger.read(bob, { limit: 0 });
    await stage.accept(debit(1), 'bob');
    await copy();
    // The source has lost its end, as after a backup was put back.
    await tamperWith(
      db,
      stage,
      `DELETE FROM credit_events WHERE tenant_id = '$TENANT' AND client_id = 'bob' AND seq = 4;
       UPDATE credit_wallets SET version = 3, head_hash = '${stored?.headHash}', topup_balance = ${stored?.wallet.purchased},
              granted_balance = ${stored?.wallet.granted}, state = '${JSON.stringify(stored?.wallet)}'
        WHERE tenant_id = '$TENANT' AND client_id = 'bob'`,
    );
    const { isDone, said } = await copy({ isFinal: true });
    expect(said[1]).toMatch(/odoo is 0 behind, and has 1 that postgres lacks/);
    expect(said.at(-1)).toBe('postgres and odoo are not the same: do not switch');
    expect(isDone).toBe(false);
  });

  it('copies nothing when entries would refer to other versions of the registry there', async () => {
    const other = { ...VERSION, document: { ...defaultCatalog, creditValueMicroEur: 1 } };
    await target.registryStore.publish(stage.tenantId, other);
    const { isDone, said } = await copy();
    expect(isDone).toBe(false);
    expect(said).toEqual([expect.stringMatching(/^registry: odoo has another version 1 than/)]);
    expect(standIn.operator.rows('crm.lead')).toHaveLength(1);
  });

  it('names what it left, and what verification finds', async () => {
    await tamperWith(
      db,
      stage,
      `UPDATE credit_events SET actor = 'eve' WHERE tenant_id = '$TENANT' AND client_id = 'bob' AND seq = 3`,
    );
    const { isDone, said } = await copy();
    const problem = 'its hash does not fit: it, or what came before it, was changed';
    expect(isDone).toBe(false);
    expect(said).toEqual([
      'registry: 1 of 1 version copied',
      `not copied: bob entry 3: ${problem}`,
      'copied 3 entries from postgres to odoo',
      'compared: 3 entries of 2 wallets are the same; odoo is 3 behind',
      `postgres: bob entry 3: ${problem}`,
      'postgres: 1 problem in 6 entries of 2 wallets, 300 credits in all',
      'odoo: verified 3 entries of 1 wallet, 150 credits in all',
      '2 problems, as told above; what they name was left as it is',
    ]);
  });
});
