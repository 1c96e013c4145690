import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { entryExternalId, walletExternalId } from '../../lib/ledger/odoo/names.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { findingsOf } from '../ledger/contract/stage.js';
import { passMinutes } from '../ledger/outbox-clock.js';
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

describe('a wallet with a row that Odoo does not take', () => {
  const reasons = async () =>
    (await stage.outbox.backlog()).setAside.map(({ clientId, reason, seq }) => [
      clientId,
      seq,
      reason,
    ]);

  it('because its number is taken is set aside with the reason, and no other wallet waits', async () => {
    for (const client of ['ada', 'bob', 'cleo']) await stage.accept(debit(1), client);
    await stage.drain();
    const taken = entryExternalId(stage.wallet('bob'), 5);
    stage.standIn.operator.add('crm.lead', { name: 'somebody else', type: 'lead' }, taken);
    for (const client of ['ada', 'bob', 'cleo']) {
      await stage.commit(...[1, 2, 3].map(() => stage.ask(debit(1), client)));
    }
    expect(await stage.drain()).toEqual({ carried: 7, end: 'done' });
    expect(await reasons()).toEqual([['bob', 5, expect.stringContaining(taken)]]);
    expect(stage.setAside).toMatchObject([{ walletId: { clientId: 'bob' }, carriedSeq: 4 }]);
    expect(await stage.lag()).toBe(2);
    await stage.expectMirrored('ada', 'cleo');

    const inTheWay = stage.rows().find(({ externalId }) => externalId === taken);
    stage.standIn.operator.remove('crm.lead', [inTheWay?.id ?? 0]);
    expect(await stage.drain()).toEqual({ carried: 0, end: 'done' });
    expect(await stage.drain({ thorough: true })).toEqual({ carried: 2, end: 'done' });
    expect(await reasons()).toEqual([]);
    await stage.expectMirrored('ada', 'bob', 'cleo');
  });

  it('because another ledger has its number says so, and the other ledger’s row stays as it is', async () => {
    const other = stage.inOdoo();
    const own = stage.ask({ ...debit(7), key: 'theirs' }, 'bob');
    await other.commit([own], stage.catalog);
    const before = stage.rows();
    await stage.accept({ ...debit(1), key: 'ours' }, 'bob');
    await stage.accept(debit(1), 'ada');
    expect(await stage.drain()).toEqual({ carried: 3, end: 'done' });
    expect(await reasons()).toEqual([
      ['bob', 1, expect.stringMatching(/CZ_SMCR\|open\|bob.*says something else: another ledger/)],
    ]);
    expect(stage.rows().slice(0, before.length)).toEqual(before);
  });

  it('because its partner was deleted is set aside, and no new one is made', async () => {
    await stage.accept(debit(1), 'bob');
    await stage.accept(debit(1), 'ada');
    await stage.drain();
    const [partner] = stage.standIn.operator
      .rows('res.partner')
      .filter(({ values }) => values['ref'] === `${stage.tenantId}:bob`);
    stage.standIn.operator.remove('res.partner', [partner?.id ?? 0]);
    for (const client of ['ada', 'bob']) await stage.accept(debit(1), client);
    expect(await stage.drain()).toEqual({ carried: 1, end: 'done' });
    expect(await reasons()).toEqual([
      ['bob', 4, expect.stringContaining(walletExternalId(stage.wallet('bob')))],
    ]);
  });

  it('because a row before it was deleted meanwhile: the gap is told, not filled', async () => {
    await stage.accept(debit(1), 'bob');
    await expect(stage.drain({ into: stage.killedBeforeNoting() })).rejects.toThrow('killed');
    stage.standIn.operator.remove('crm.lead', [stage.rowOf('bob', 2).id]);
    await stage.accept(debit(1), 'ada');
    expect(await stage.drain()).toEqual({ carried: 4, end: 'done' });
    expect(await reasons()).toEqual([['bob', 2, expect.stringContaining('it was deleted')]]);
    expect(stage.rows()).toHaveLength(5);

    stage.standIn.operator.remove('crm.lead', [stage.rowOf('bob', 3).id]);
    expect(await stage.drain({ thorough: true })).toEqual({ carried: 2, end: 'done' });
    await stage.expectMirrored('ada', 'bob');
  });

  it('for a reason that passes goes on by itself', async () => {
    await stage.accept(debit(1), 'bob');
    stage.standIn.disturb({ kind: 'conflict' }, { of: 'crm.lead.load', times: 4 });
    await stage.drain();
    expect(await reasons()).toEqual([['bob', 1, expect.stringContaining('serialize')]]);
    await passMinutes(db, stage.tenantId, 1);
    expect(await stage.drain()).toEqual({ carried: 3, end: 'done' });
    await stage.expectMirrored('bob');
  });
});

describe('a row that was carried and is deleted in Odoo', () => {
  it('is not made again: verification there names what is missing', async () => {
    await stage.accept(debit(1), 'bob');
    await stage.drain();
    stage.standIn.operator.remove('crm.lead', [stage.rowOf('bob', 2).id]);
    await stage.accept(debit(1), 'bob');
    expect(await stage.drain({ thorough: true })).toEqual({ carried: 1, end: 'done' });
    expect(stage.rows()).toHaveLength(3);
    expect(await findingsOf(stage.inOdoo(), stage.tenantId)).toContainEqual(
      expect.objectContaining({ clientId: 'bob', seq: 3 }),
    );
  });

  it('comes again, if it was the last, when somebody has it owed again', async () => {
    await stage.accept(debit(1), 'bob');
    await stage.drain();
    stage.standIn.operator.remove('crm.lead', [stage.rowOf('bob', 3).id]);
    await stage.db.pglite.exec(
      `UPDATE odoo_outbox SET carried_seq = 1, due_at = now(), waiting_since = now()
        WHERE tenant_id = '${stage.tenantId}' AND client_id = 'bob'`,
    );
    expect(await stage.drain()).toEqual({ carried: 2, end: 'done' });
    expect(stage.rows()).toHaveLength(3);
    await stage.expectMirrored('bob');
  });
});
