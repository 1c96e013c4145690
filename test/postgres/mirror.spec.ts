import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { drain } from '../../lib/ledger/mirror/drain.js';
import type { Outbox } from '../../lib/ledger/mirror/outbox.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooMirror } from '../../lib/ledger/odoo/mirror.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import type { Db } from '../../lib/ledger/postgres/db.js';
import { postgresOutbox } from '../../lib/ledger/postgres/outbox.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, findingsOf } from '../ledger/contract/stage.js';
import { counted, range } from '../ledger/racing/answers.js';
import { race, startTogether } from '../ledger/racing/processes.js';
import { PostgresArena } from './arena.js';

// Several processes, a database and an Odoo share one machine here.
vi.setConfig({ testTimeout: 180_000 });

let arena: PostgresArena;
let standIn: OdooStandIn;
let db: Db;
let odoo: Odoo;
let outbox: Outbox;
beforeEach(async () => {
  standIn = await startOdooStandIn({ durationMs: 15 });
  const { apiKey, db: name, uid, url, username } = standIn;
  const config = { apiKey, db: name, uid, url, username, transport: 'xmlrpc' } as const;
  arena = await PostgresArena.open(inject('postgres'), config);
  db = openPg({ url: arena.url, prepared: true });
  odoo = openOdoo(config);
  outbox = postgresOutbox(db, arena.tenantId, { leaseMs: 1_000, pauseMs: 0 });
});
afterEach(async () => {
  odoo.close();
  await db.close();
  await arena.close();
  await standIn.close();
});

const CLIENTS = ['ada', 'bob', 'cleo', 'dan'];

const debitsOf = (process: number, callers: number, each: number) =>
  range(callers).map((caller) =>
    range(each).map((index) => ({
      client: CLIENTS[(caller + index) % CLIENTS.length] ?? 'ada',
      key: `${process}-${caller}-${index}`,
      quantity: 1,
    })),
  );

const lag = async () => (await outbox.backlog()).lag;

const drainNow = () =>
  drain(outbox, odooMirror(odoo), { holder: 'test', thorough: true, goesOn: () => true });

/** Whoever holds the lease has died, or is about to end. */
const drained = () =>
  expect.poll(async () => (await drainNow()).end, { timeout: 60_000 }).toBe('done');

/** Odoo has every entry of the ledger as it is there, each once, and each wallet's in the order of their numbers. */
const expectMirrored = async () => {
  expect(await lag()).toBe(0);
  const mirrored = odooLedger(odoo, {
    random: Math.random,
    newEventId: new CountedIds().newEventId,
  });
  expect(await findingsOf(mirrored, arena.tenantId)).toEqual([]);
  const inOdoo: unknown[] = [];
  for await (const { problems, row } of mirrored.scan(arena.tenantId))
    inOdoo.push(row?.['hash'], ...problems);
  const inLedger: unknown[] = [];
  for await (const { row } of arena.ledger.scan(arena.tenantId)) inLedger.push(row?.['hash']);
  expect(inOdoo).toEqual(inLedger);
  expect(standIn.operator.rows('crm.lead')).toHaveLength(inLedger.length);
  const rows = standIn.operator
    .rows('crm.lead')
    .map(({ values }) => JSON.parse(String(values['referred'])));
  for (const client of CLIENTS) {
    const numbers = rows.filter(({ client_id }) => client_id === client).map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
};

describe('processes that write, and carry what they wrote', () => {
  it('carry each entry once, in order, and never wait for each other in a circle', async () => {
    const jobs = range(4).map((process) => arena.job('submit', 100_000, debitsOf(process, 8, 25)));
    const answers = (await race(jobs)).flat();
    expect(counted(answers)).toEqual({ committed: 4 * 8 * 25 });
    await drained();
    await expectMirrored();
    expect(await arena.deadlocks()).toBe(0);
  });

  it('do so too when each believes that it is the only one', async () => {
    const [worker] = await startTogether([arena.job('submit', 100_000, debitsOf(0, 8, 40))]);
    const deaf: Outbox = { ...outbox, lease: async () => true, release: async () => {} };
    const mirror = odooMirror(odoo);
    let ended = false;
    const drains = range(3).map(async (each) => {
      while (!ended)
        await drain(deaf, mirror, { holder: `${each}`, most: 7, goesOn: () => !ended });
    });
    await worker?.done();
    ended = true;
    await Promise.all(drains);
    await drained();
    await expectMirrored();
    expect(await arena.deadlocks()).toBe(0);
  });
});

describe('a process that is killed while it carries', () => {
  it('when Odoo has taken the rows and the ledger does not know: the next finds them there', async () => {
    const callOff = standIn.disturb({ kind: 'hang', work: 'done' }, { of: 'crm.lead.load' });
    const [victim] = await startTogether([arena.job('submit', 100_000, debitsOf(0, 8, 5))]);
    await victim?.acknowledged(40);
    await expect.poll(() => standIn.operator.rows('crm.lead').length).toBeGreaterThan(0);
    await victim?.kill9();
    callOff();
    const before = standIn.operator.rows('crm.lead').length;
    expect(await lag()).toBeGreaterThanOrEqual(40);

    await drained();
    await expectMirrored();
    expect(standIn.operator.rows('crm.lead').length).toBeGreaterThan(before);
  });

  it('at any moment loses and doubles nothing', async () => {
    for (const [round, acknowledgements] of [20, 45, 90].entries()) {
      const [victim] = await startTogether([arena.job('submit', 100_000, debitsOf(round, 8, 25))]);
      await victim?.acknowledged(acknowledgements);
      await victim?.kill9();
    }
    await drained();
    await expectMirrored();
  });
});

describe('an outage of Odoo under load', () => {
  it('delays no debit; the lag grows, and goes to zero by itself when Odoo is back', async () => {
    const [worker] = await startTogether([arena.job('submit', 100_000, debitsOf(0, 4, 250))]);
    await worker?.acknowledged(100);
    await standIn.stop();
    const atStop = worker?.answers.length ?? 0;
    const lags: number[] = [];
    while ((worker?.answers.length ?? 0) < atStop + 400) {
      lags.push(await lag());
      await sleep(20);
    }
    expect(lags.at(-1)).toBeGreaterThan(300);
    expect(lags).toEqual([...lags].sort((a, b) => a - b));
    await standIn.start();
    const answers = (await worker?.done()) ?? [];
    expect(counted(answers)).toEqual({ committed: 1_000 });
    await drained();
    await expectMirrored();
  });
});
