import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drain } from '../../lib/ledger/mirror/drain.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooImport } from '../../lib/ledger/odoo/ledger-import.js';
import { odooMirror } from '../../lib/ledger/odoo/mirror.js';
import { entryExternalId } from '../../lib/ledger/odoo/names.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresImport } from '../../lib/ledger/postgres/ledger-import.js';
import { postgresOutbox } from '../../lib/ledger/postgres/outbox.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { migratedDb } from '../support/migrated.js';
import { debit, topUp } from '../wallet/asks.js';
import { CountedIds, findingsOf, Stage } from './contract/stage.js';
import { copied, type End, entriesIn } from './copying.js';
import { tamperWith } from './tampering.js';

let db: EmbeddedDb;
let standIn: OdooStandIn;
let odoo: Odoo;
const ids = new CountedIds();

beforeAll(async () => {
  db = await migratedDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  standIn = await startOdooStandIn();
  odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
});
afterEach(async () => {
  odoo.close();
  await standIn.close();
});

const inPostgres = (): End => ({
  ledger: postgresLedger(db, ids.newEventId, { isMirrored: true }),
  importFrom: postgresImport(db, { comesFromMirror: true }),
});
const inOdoo = (): End => ({
  ledger: odooLedger(odoo, { random: Math.random, newEventId: ids.newEventId }),
  importFrom: odooImport(odoo),
});

/** Wallets of five entries: open, grant, top-up, two debits. */
const threeWallets = async ({ ledger }: End): Promise<Stage> => {
  const stage = new Stage(ledger);
  for (const client of ['ada', 'bob', 'cleo']) {
    await stage.commit(
      stage.ask(topUp('cs_1', 50, 500), client),
      stage.ask(debit(2), client),
      stage.ask(debit(1), client),
    );
  }
  return stage;
};

const lengths = ({ ledger }: End, stage: Stage) =>
  Promise.all(
    ['ada', 'bob', 'cleo'].map(
      async (client) => (await entriesIn(ledger, stage.wallet(client))).length,
    ),
  );

const leadOf = (stage: Stage, client: string, seq: number) => {
  const externalId = entryExternalId(stage.wallet(client), seq);
  const found = standIn.operator
    .rows('crm.lead')
    .find(({ externalIds }) => externalIds.includes(externalId));
  if (!found) throw new Error(`${client} ${seq} is not in Odoo`);
  return found;
};

describe('a source that does not verify', () => {
  it('is copied without the wallet whose entry was edited in PostgreSQL', async () => {
    const stage = await threeWallets(inPostgres());
    await tamperWith(
      db,
      stage,
      `UPDATE credit_events SET actor = 'admin:eve' WHERE tenant_id = '$TENANT' AND client_id = 'bob' AND seq = 4`,
    );
    const { behind, told } = await copied(stage.tenantId, inPostgres(), inOdoo());
    expect(told).toEqual(['bob 4 its hash does not fit: it, or what came before it, was changed']);
    expect(behind).toBe(5);
    expect(await lengths(inOdoo(), stage)).toEqual([5, 0, 5]);
  });

  it('is copied up to the page that the damage is in', async () => {
    const stage = await threeWallets(inPostgres());
    await stage.commit(
      ...Array.from({ length: 120 }, () => stage.ask({ ...debit(1), enforce: false }, 'bob')),
    );
    await tamperWith(
      db,
      stage,
      `UPDATE credit_events SET event = '{}' WHERE tenant_id = '$TENANT' AND client_id = 'bob' AND seq = 110`,
    );
    const { told } = await copied(stage.tenantId, inPostgres(), inOdoo());
    expect(told).toEqual([expect.stringMatching(/^bob can't be copied: /)]);
    expect(await lengths(inOdoo(), stage)).toEqual([5, 100, 5]);
    expect(await findingsOf(inOdoo().ledger, stage.tenantId)).toEqual([]);
  });

  it.each([
    ['was edited', (id: number) => standIn.operator.edit('crm.lead', id, { referred: '{}' })],
    ['was deleted', (id: number) => standIn.operator.remove('crm.lead', [id])],
    [
      'was given to somebody else',
      (id: number) => standIn.operator.edit('crm.lead', id, { partner_id: false }),
    ],
  ])('is copied without the wallet of which a row %s in Odoo', async (_what, tamper) => {
    const stage = await threeWallets(inOdoo());
    tamper(leadOf(stage, 'bob', 3).id);
    const { told } = await copied(stage.tenantId, inOdoo(), inPostgres());
    expect(told).toEqual([expect.stringMatching(/^bob /)]);
    expect(await lengths(inPostgres(), stage)).toEqual([5, 0, 5]);
    expect(await findingsOf(inPostgres().ledger, stage.tenantId)).toEqual([]);
  });

  it('is found to lack the end that was copied before', async () => {
    const stage = await threeWallets(inOdoo());
    await copied(stage.tenantId, inOdoo(), inPostgres());
    standIn.operator.remove('crm.lead', [leadOf(stage, 'bob', 5).id]);
    const { ahead, told } = await copied(stage.tenantId, inOdoo(), inPostgres());
    expect({ ahead, told }).toEqual({ ahead: 1, told: [] });
  });
});

describe('a target', () => {
  it('that is the mirror already keeps what it has and gets the rest', async () => {
    const stage = await threeWallets(inPostgres());
    const outbox = postgresOutbox(db, stage.tenantId);
    await drain(outbox, odooMirror(odoo), { holder: 'me', goesOn: () => true });
    await stage.accept(debit(1), 'bob');
    expect(await copied(stage.tenantId, inPostgres(), inOdoo())).toMatchObject({
      arrived: 1,
      told: [],
      behind: 0,
    });
    expect(await findingsOf(inOdoo().ledger, stage.tenantId)).toEqual([]);
    // What the mirror still was owed is found to be there.
    await drain(outbox, odooMirror(odoo), { holder: 'me', goesOn: () => true });
    expect((await outbox.backlog()).lag).toBe(0);
    expect(standIn.operator.rows('crm.lead')).toHaveLength(16);
  });

  it('that will be mirrored to its source owes it nothing', async () => {
    const stage = await threeWallets(inOdoo());
    await copied(stage.tenantId, inOdoo(), inPostgres());
    const outbox = postgresOutbox(db, stage.tenantId);
    expect((await outbox.backlog()).lag).toBe(0);
    standIn.forgetCalls();
    const done = { carried: 0, end: 'done' };
    const all = { holder: 'me', goesOn: () => true, thorough: true };
    expect(await drain(outbox, odooMirror(odoo), all)).toEqual(done);
    expect(standIn.calls()).toEqual({});

    await inPostgres().ledger.commit([stage.ask(debit(1), 'bob')], stage.catalog);
    expect((await outbox.backlog()).lag).toBe(1);
    expect(await drain(outbox, odooMirror(odoo), all)).toEqual({ ...done, carried: 1 });
    expect(await findingsOf(inOdoo().ledger, stage.tenantId)).toEqual([]);
  });

  it('in Odoo with a user who may edit is not written to', async () => {
    const stage = await threeWallets(inPostgres());
    standIn.operator.letWrite(true);
    await expect(copied(stage.tenantId, inPostgres(), inOdoo())).rejects.toThrow(/may edit/);
    expect(standIn.operator.rows('crm.lead')).toEqual([]);
  });

  it('in which another row has the external id of an entry is named, and the others are copied', async () => {
    const stage = await threeWallets(inPostgres());
    standIn.operator.add(
      'crm.lead',
      { name: 'Somebody', type: 'lead' },
      entryExternalId(stage.wallet('bob'), 3),
    );
    const { told } = await copied(stage.tenantId, inPostgres(), inOdoo());
    expect(told).toEqual([
      expect.stringMatching(/^bob 1 the target does not take it: .*not allowed/),
    ]);
    expect(await lengths(inOdoo(), stage)).toEqual([5, 0, 5]);
  });

  it.each([
    ['cuts connections before it works', { kind: 'drop', work: 'not done' }],
    ['cuts connections when it has worked', { kind: 'drop', work: 'done' }],
    ['is behind a gateway that gives up', { kind: 'gateway', status: 502, work: 'done' }],
    ['commits when nobody waits any more', { kind: 'late', ms: 300 }],
    ['takes somebody else first', { kind: 'conflict' }],
  ] as const)('that %s gets every entry once', async (_what, disturbance) => {
    const stage = await threeWallets(inPostgres());
    standIn.disturb(disturbance, { of: 'crm.lead.load', times: 2 });
    const { behind, told } = await copied(stage.tenantId, inPostgres(), inOdoo());
    expect({ behind, told }).toEqual({ behind: 0, told: [] });
    expect(standIn.operator.rows('crm.lead')).toHaveLength(15);
    expect(await findingsOf(inOdoo().ledger, stage.tenantId)).toEqual([]);
  });

  it('that stays away ends the copy, which goes on where it was when it is run again', async () => {
    const stage = await threeWallets(inPostgres());
    await copied(stage.tenantId, inPostgres(), inOdoo());
    await stage.accept(debit(1), 'cleo');
    await standIn.stop();
    await expect(copied(stage.tenantId, inPostgres(), inOdoo())).rejects.toThrow(/Odoo/);
    await standIn.start();
    expect(await copied(stage.tenantId, inPostgres(), inOdoo())).toMatchObject({
      arrived: 1,
      behind: 0,
    });
  });
});

describe('PostgreSQL', () => {
  it('takes nothing that does not go on where its wallet ends', async () => {
    const stage = await threeWallets(inOdoo());
    const target = inPostgres();
    const continuations: Parameters<End['importFrom']['append']>[0][] = [];
    const append: End['importFrom']['append'] = (continuation) => {
      continuations.push(continuation);
      return target.importFrom.append(continuation);
    };
    await copied(stage.tenantId, inOdoo(), { ...target, importFrom: { append } });
    await stage.accept(debit(1), 'bob');
    await copied(stage.tenantId, inOdoo(), { ...target, importFrom: { append } });

    for (const continuation of continuations) {
      expect(await target.importFrom.append(continuation)).toEqual({
        refused: 'somebody else wrote to the wallet',
      });
    }
    expect(await lengths(target, stage)).toEqual([5, 6, 5]);
    expect(await findingsOf(target.ledger, stage.tenantId)).toEqual([]);
  });
});
