import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outbox } from '../../lib/ledger/mirror/outbox.js';
import { Relay, type RelayOptions } from '../../lib/ledger/mirror/relay.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooMirror } from '../../lib/ledger/odoo/mirror.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresOutbox } from '../../lib/ledger/postgres/outbox.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { newGate } from '../support/gate.js';
import { migratedDb } from '../support/migrated.js';
import { debit, topUp } from '../wallet/asks.js';

let db: EmbeddedDb;
let stage: Stage;
let outbox: Outbox;
let standIn: OdooStandIn;
let odoo: Odoo;
const relays: Relay[] = [];
const logged: Readonly<Record<string, unknown>>[] = [];

beforeAll(async () => {
  db = await migratedDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  logged.length = 0;
  stage = new Stage(postgresLedger(db, new CountedIds().newEventId, { isMirrored: true }));
  outbox = postgresOutbox(db, stage.tenantId, { pauseMs: 0 });
  standIn = await startOdooStandIn({ durationMs: 5 });
  odoo = openOdoo({ ...standIn, transport: 'xmlrpc', deadlineMs: 10_000 });
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.close()));
  odoo.close();
  await standIn.close();
});

const openRelay = (options: Partial<RelayOptions> = {}): Relay => {
  const log = (record: (typeof logged)[number]) => logged.push(record);
  const relay = new Relay({ outbox, mirror: odooMirror(odoo), log, againAfterMs: 50, ...options });
  relays.push(relay);
  return relay;
};

const loads = () => standIn.calls()['crm.lead.load'] ?? 0;

const lag = async () => (await outbox.backlog()).lag;

/** Three hundred entries: opening, grant and top-up among them. */
const manyDebits = () => [
  stage.ask(topUp('cs_1', 1_000, 5_000)),
  ...Array.from({ length: 297 }, () => stage.ask(debit(1))),
];

describe('the relay', () => {
  it('has carried what was committed before, when it resolves', async () => {
    const relay = openRelay();
    await stage.accept(debit(1));
    await relay.carryOn();
    expect(await lag()).toBe(0);
  });

  it('is one drain, however many writes ask for it, and misses none of them', async () => {
    const relay = openRelay({ patienceMs: 60_000 });
    const write = async () => {
      await stage.accept(debit(1));
      return relay.carryOn();
    };
    await Promise.all(Array.from({ length: 40 }, write));
    expect(await lag()).toBe(0);
    expect(loads()).toBeLessThan(20);
  });

  it('goes on by itself when the mirror is back, and tells why it was behind', async () => {
    await standIn.stop();
    const relay = openRelay();
    await stage.accept(debit(1));
    await relay.carryOn();
    expect(logged[0]).toMatchObject({
      level: 'warning',
      error: expect.stringContaining("can't be reached"),
    });
    await standIn.start();
    await expect.poll(lag).toBe(0);
  });

  it('goes on by itself where the time was not enough', async () => {
    const relay = openRelay({ patienceMs: 1 });
    await stage.commit(...manyDebits());
    await relay.carryOn();
    await expect.poll(lag).toBe(0);
  });

  it('tells of a wallet that is set aside', async () => {
    const relay = openRelay();
    standIn.disturb({ kind: 'conflict' }, { of: 'crm.lead.load' });
    await stage.accept(debit(1));
    await relay.carryOn();
    expect(logged).toMatchObject([
      { level: 'error', clientId: 'ada', seq: 1, error: expect.stringContaining('serialize') },
    ]);
  });

  it('tells of a database that fails it, and of nothing else', async () => {
    const relay = openRelay({
      outbox: { ...outbox, due: () => Promise.reject(new Error('no table')) },
    });
    await relay.carryOn();
    expect(logged).toMatchObject([{ level: 'error', error: expect.stringContaining('no table') }]);
    await expect(relay.carryAll()).rejects.toThrow('no table');
  });
});

describe('asked for everything, it', () => {
  it('does not wait for those who are set aside', async () => {
    const relay = openRelay();
    const callOff = standIn.disturb({ kind: 'conflict' }, { of: 'crm.lead.load' });
    await stage.accept(debit(1));
    await relay.carryOn();
    callOff();
    expect(await relay.carryAll()).toEqual({ carried: 3, end: 'done' });
  });

  it('cuts a drain short that is under way, and goes on where that was', async () => {
    const relay = openRelay({ patienceMs: 60_000 });
    await stage.commit(...manyDebits());
    const step = newGate();
    standIn.disturb({ kind: 'slow', until: step.opened }, { of: 'crm.lead.load' });
    const first = relay.carryOn();
    await expect.poll(loads).toBe(1);
    const all = relay.carryAll();
    step.open();
    await first;
    expect(await all).toEqual({ carried: 200, end: 'done' });
    expect(await lag()).toBe(0);
  });

  it('is done once for each who asks at the same time', async () => {
    const relay = openRelay();
    await stage.accept(debit(1));
    const ended = await Promise.all([relay.carryAll(), relay.carryAll()]);
    expect(ended.map(({ carried }) => carried).sort()).toEqual([0, 3]);
  });
});

describe('closed, it', () => {
  it('lets the step end that is under way, and begins none', async () => {
    const relay = openRelay();
    await stage.commit(...manyDebits());
    const step = newGate();
    standIn.disturb({ kind: 'slow', until: step.opened }, { of: 'crm.lead.load' });
    const ended = relay.carryOn();
    await expect.poll(loads).toBe(1);
    const closed = relay.close();
    step.open();
    await Promise.all([closed, ended]);
    expect(await lag()).toBe(200);
    await relay.carryOn();
    expect(await lag()).toBe(200);
  });

  it('does not wait for ever for an Odoo that does not answer, and says nothing more', async () => {
    odoo.close();
    odoo = openOdoo({ ...standIn, transport: 'xmlrpc', deadlineMs: 600_000 });
    standIn.disturb({ kind: 'hang', work: 'not done' });
    const relay = openRelay();
    await stage.accept(debit(1));
    const ended = relay.carryOn();
    await expect.poll(() => standIn.calls()).not.toEqual({});
    await relay.close();
    const hanging = Symbol('hanging');
    expect(await Promise.race([ended, Promise.resolve(hanging)])).toBe(hanging);
    odoo.close();
    await ended;
    expect(logged).toEqual([]);
    expect(await lag()).toBe(3);
  });
});
