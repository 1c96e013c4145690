import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Outbox } from '../../lib/ledger/mirror/outbox.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { traceId } from '../../lib/wallet/ids.js';
import { migratedDb } from '../support/migrated.js';
import { adjust, debit, topUp } from '../wallet/asks.js';
import { MirrorStage } from './mirror-stage.js';

let db: EmbeddedDb;
let stage: MirrorStage;

beforeAll(async () => {
  db = await migratedDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  stage = await MirrorStage.open(db);
});
afterEach(() => stage.close());

describe('the mirror in Odoo', () => {
  it('has every entry as the ledger has it, once, in the order of each wallet', async () => {
    await stage.commit(stage.ask(topUp('cs_1', 500, 2500)), stage.ask(debit(3), 'bob'));
    await stage.accept({ ...adjust(1), reason: 'a <b>&"ä\\\' and\na line – ✓' }, 'ada');
    expect(await stage.drain()).toEqual({ carried: 7, end: 'done' });
    expect(await stage.lag()).toBe(0);
    await stage.expectMirrored('ada', 'bob');

    await stage.accept(adjust(-7), 'ada');
    expect(await stage.drain()).toEqual({ carried: 1, end: 'done' });
    expect(await stage.drain()).toEqual({ carried: 0, end: 'done' });
    await stage.expectMirrored('ada', 'bob');
    expect(stage.rows()).toHaveLength(8);
  });

  it('has the trace of each entry', async () => {
    const traces = ['4bf92f3577b34da6a3ce929d0e0e4736', '0af7651916cd43dd8448eb211c80319c'];
    for (const trace of traces) {
      await stage.commit({ ...stage.ask(debit(1)), traceId: traceId(trace) });
    }
    await stage.drain();
    const [first, second] = traces;
    const inRow = z.object({ trace_id: z.string() });
    const rows = stage.standIn.operator.rows('crm.lead');
    expect(
      rows.map(({ values }) => inRow.parse(JSON.parse(String(values['referred']))).trace_id),
    ).toEqual([first, first, first, second]); // the first opened the wallet, too
  });

  it('has them by JSON-2 too', async () => {
    await stage.close();
    stage = await MirrorStage.open(db, { odoo: { version: '19.0' } });
    await stage.commit(stage.ask(debit(1)), stage.ask(debit(1), 'bob'));
    expect(await stage.drain()).toEqual({ carried: 6, end: 'done' });
    await stage.expectMirrored('ada', 'bob');
  });

  it('takes a hundred entries of any wallets in one call', async () => {
    await stage.drain();
    await stage.commit(
      ...Array.from({ length: 30 }, (_, index) => stage.ask(debit(1), `client-${index}`)),
    );
    stage.standIn.forgetCalls();
    expect(await stage.drain()).toEqual({ carried: 90, end: 'done' });
    expect(stage.standIn.calls()).toMatchObject({ 'crm.lead.load': 1, 'res.partner.load': 1 });
    stage.standIn.forgetCalls();
    await stage.accept(debit(1), 'client-3');
    await stage.drain();
    expect(stage.standIn.calls()).not.toHaveProperty('res.partner.load');
  });

  it('carries a long history in bounded batches, fairly', async () => {
    await stage.commit(...Array.from({ length: 40 }, () => stage.ask(debit(1), 'long')));
    await stage.accept(debit(1), 'ada');
    expect(await stage.drain({ most: 10 })).toMatchObject({ carried: 45, end: 'done' });
    await stage.expectMirrored('ada', 'long');
    const last = Math.max(...stage.rows().map(({ id }) => id));
    expect(stage.rowOf('ada', 3).id).toBeLessThan(last);
  });

  it('has what was written before there was a mirror', async () => {
    await stage.close();
    stage = await MirrorStage.open(db, { isMirrored: false });
    for (const client of ['ada', 'bob']) await stage.accept(debit(1), client);
    expect(await stage.drain()).toEqual({ carried: 6, end: 'done' });
    await stage.expectMirrored('ada', 'bob');
  });
});

describe('two drains at once', () => {
  it('are one: the other leaves it to the first', async () => {
    await stage.accept(debit(1));
    const both = await Promise.all([stage.drain(), stage.drain({ holder: 'you' })]);
    expect(both.map(({ end }) => end).sort()).toEqual(['done', 'under way elsewhere']);
    await stage.expectMirrored('ada');
  });

  it('that know nothing of each other carry each entry once all the same', async () => {
    for (const client of ['ada', 'bob', 'cleo']) {
      await stage.commit(...Array.from({ length: 9 }, () => stage.ask(debit(1), client)));
    }
    const deaf: Outbox = { ...stage.outbox, lease: async () => true };
    const drains = [1, 2, 3].map((each) => stage.drain({ into: deaf, most: 5, holder: `${each}` }));
    await Promise.all(drains);
    while ((await stage.drain({ thorough: true })).carried > 0);
    expect(await stage.lag()).toBe(0);
    expect(stage.rows()).toHaveLength(33);
    await stage.expectMirrored('ada', 'bob', 'cleo');
  });

  it('do not leave behind what is written while the lease is given back', async () => {
    await stage.accept(debit(1));
    const late: Outbox = {
      ...stage.outbox,
      release: async (holder, failure) => {
        if ((await stage.entries()).length === 3) await stage.accept(debit(1));
        await stage.outbox.release(holder, failure);
      },
    };
    expect(await stage.drain({ into: late })).toEqual({ carried: 4, end: 'done' });
  });
});

describe('a drain whose time is up', () => {
  it('does not go on to the next wallet either, where it has to go through them one by one', async () => {
    for (const client of ['ada', 'bob']) await stage.accept(debit(1), client);
    stage.standIn.disturb({ kind: 'conflict' }, { of: 'crm.lead.load', times: 1 });
    let steps = 0;
    const twice = () => {
      steps += 1;
      return steps <= 2;
    };
    expect(await stage.drain({ goesOn: twice })).toEqual({ carried: 3, end: 'time is up' });
    expect(await stage.lag()).toBe(3);
  });

  it('begins nothing new, and says that more is due', async () => {
    await stage.commit(...Array.from({ length: 18 }, () => stage.ask(debit(1))));
    let steps = 0;
    const twice = () => {
      steps += 1;
      return steps <= 2;
    };
    expect(await stage.drain({ most: 5, goesOn: twice })).toEqual({
      carried: 10,
      end: 'time is up',
    });
    expect(await stage.lag()).toBe(10);
    expect(await stage.outbox.lease('you')).toBe(true);
  });
});
