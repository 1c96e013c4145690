import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { migratedDb } from '../support/migrated.js';
import { debit } from '../wallet/asks.js';
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

describe('a drain that was killed', () => {
  it('when it had carried and not noted it: the next notes it, and nothing is there twice', async () => {
    await stage.commit(stage.ask(debit(1)), stage.ask(debit(1), 'bob'));
    await expect(stage.drain({ into: stage.killedBeforeNoting() })).rejects.toThrow('killed');
    expect(await stage.lag()).toBe(6);
    await stage.accept(debit(1));
    expect(await stage.drain()).toEqual({ carried: 7, end: 'done' });
    expect(stage.rows()).toHaveLength(7);
    await stage.expectMirrored('ada', 'bob');
  });

  it.each(['drop', 'hang', 'gateway'] as const)(
    'by a lost answer (%s): what had arrived is found',
    async (kind) => {
      await stage.accept(debit(1));
      const disturbance = { kind, work: 'done', status: 502 } as const;
      stage.standIn.disturb(disturbance, { of: 'crm.lead.load', times: 1 });
      expect(await stage.drain()).toMatchObject({ carried: 0, end: 'unavailable' });
      expect(await stage.lag()).toBe(3);
      expect(await stage.drain()).toEqual({ carried: 3, end: 'done' });
      await stage.expectMirrored('ada');
    },
  );

  it('when an archived row is among what had arrived: it is there', async () => {
    await stage.accept(debit(1));
    await expect(stage.drain({ into: stage.killedBeforeNoting() })).rejects.toThrow('killed');
    stage.standIn.operator.edit('crm.lead', stage.rowOf('ada', 2).id, { active: false });
    expect(await stage.drain()).toEqual({ carried: 3, end: 'done' });
    expect(stage.rows()).toHaveLength(3);
    await stage.expectMirrored('ada');
  });
});

describe('an Odoo that can not be reached', () => {
  it('ends the drain and says why; the lag stays, and goes when it is back', async () => {
    await stage.standIn.stop();
    await stage.commit(stage.ask(debit(1)), stage.ask(debit(1), 'bob'));
    expect(await stage.drain()).toMatchObject({
      carried: 0,
      end: 'unavailable',
      failure: expect.stringContaining("can't be reached"),
    });
    expect(await stage.outbox.backlog()).toMatchObject({
      lag: 6,
      walletsSetAside: 0,
      failure: expect.stringContaining("can't be reached"),
    });
    await stage.standIn.start();
    expect(await stage.drain()).toEqual({ carried: 6, end: 'done' });
    expect(await stage.outbox.backlog()).not.toHaveProperty('failure');
    await stage.expectMirrored('ada', 'bob');
  });

  it('because the user might edit rows is told with the way out, and no wallet is blamed', async () => {
    stage.standIn.operator.letWrite(true);
    await stage.accept(debit(1));
    expect(await stage.drain()).toMatchObject({
      end: 'unavailable',
      failure: expect.stringContaining('npm run odoo:provision'),
    });
    expect(await stage.outbox.backlog()).toMatchObject({ lag: 3, walletsSetAside: 0 });
    expect(stage.rows()).toEqual([]);
  });

  it('leaves what had been carried before noted', async () => {
    await stage.commit(...Array.from({ length: 18 }, () => stage.ask(debit(1))));
    let loads = 0;
    const untilThird = () => {
      loads += 1;
      if (loads === 3) stage.standIn.disturb({ kind: 'drop', work: 'not done' }, { times: 20 });
      return true;
    };
    expect(await stage.drain({ most: 5, goesOn: untilThird })).toMatchObject({
      carried: 10,
      end: 'unavailable',
    });
    expect(await stage.lag()).toBe(10);
  });
});
