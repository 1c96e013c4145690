import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerImport } from '../../lib/ledger/copy/ledger-import.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooImport } from '../../lib/ledger/odoo/ledger-import.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresImport } from '../../lib/ledger/postgres/ledger-import.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import { verifyLive } from '../../lib/ledger/verification/verify-live.js';
import { KINDS } from '../../lib/wallet/entry-name.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { migratedDb } from '../support/migrated.js';
import { debit, topUp } from '../wallet/asks.js';
import { CountedIds, findingsOf, Stage } from './contract/stage.js';
import { copied, type End, entriesIn, writeEveryKind } from './copying.js';

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
  ledger: postgresLedger(db, ids.newEventId),
  importFrom: postgresImport(db, { comesFromMirror: true }),
});
const inOdoo = (): End => ({
  ledger: odooLedger(odoo, { random: Math.random, newEventId: ids.newEventId }),
  importFrom: odooImport(odoo),
});

describe.each([
  ['Odoo', 'PostgreSQL', inOdoo, inPostgres],
  ['PostgreSQL', 'Odoo', inPostgres, inOdoo],
] as const)('a copy from %s to %s', (_from, _to, openSource, openTarget) => {
  let source: End;
  let target: End;
  let stage: Stage;
  beforeEach(() => {
    source = openSource();
    target = openTarget();
    stage = new Stage(source.ledger);
  });

  const copy = (options: Parameters<typeof copied>[3] = {}, into = target) =>
    copied(stage.tenantId, source, into, options);

  const threeWallets = async () => {
    for (const client of ['ada', 'bob', 'cleo']) {
      await stage.commit(stage.ask(topUp('cs_1', 50, 500), client), stage.ask(debit(2), client));
    }
  };

  const expectSame = async (...clients: readonly string[]) => {
    expect(await findingsOf(target.ledger, stage.tenantId)).toEqual([]);
    for (const client of clients) {
      expect(await entriesIn(target.ledger, stage.wallet(client))).toEqual(
        await stage.entries(client),
      );
    }
  };

  it('keeps every kind of entry with its number and its hash, and the wallet that they add up to', async () => {
    await writeEveryKind(stage, 'ada');
    await threeWallets();
    expect(new Set(await stage.kinds('ada'))).toEqual(new Set(KINDS));

    const { behind, same, told } = await copy();
    expect({ told, behind }).toEqual({ told: [], behind: 0 });
    expect(same).toBe((await stage.entries('ada')).length + 8);
    await expectSame('ada', 'bob', 'cleo');
    const there = await target.ledger.read(stage.wallet('ada'), { limit: 0 });
    expect(there.stored).toEqual(await stage.stored('ada'));
  });

  it('does nothing the second time', async () => {
    await threeWallets();
    expect(await copy()).toMatchObject({ arrived: 12, told: [] });
    expect(await copy()).toMatchObject({ arrived: 0, told: [], same: 12, behind: 0 });
  });

  it('brings the rest of a wallet, and wallets that were opened since', async () => {
    await threeWallets();
    await copy();
    await stage.accept(debit(1), 'bob');
    await stage.accept(debit(1), 'dan');
    expect(await copy()).toMatchObject({ arrived: 4, told: [], behind: 0 });
    await expectSame('bob', 'dan');
  });

  it('lets the target go on as the source would have: old keys are answered with their entries', async () => {
    const first = stage.ask({ ...debit(3), key: 'work-1' });
    const held = stage.ask({ ...debit(1), key: 'work-2' });
    await stage.commit(first, held);
    await copy();
    const [again] = await target.ledger.commit([first], stage.catalog);
    expect(again).toEqual({ outcome: 'replayed', entry: (await stage.entries())[2] });
    const [next] = await target.ledger.commit([stage.ask(debit(1))], stage.catalog);
    expect(next).toMatchObject({ outcome: 'committed', entry: { seq: 5, balanceAfter: 90 } });
    expect(await findingsOf(target.ledger, stage.tenantId)).toEqual([]);
  });

  it('takes what is there while others write, and a second one the rest', async () => {
    await threeWallets();
    let isOver = false;
    const traffic = (async () => {
      for (let turn = 0; !isOver; turn += 1) {
        await stage.commit(stage.ask(debit(1), ['ada', 'bob', 'cleo'][turn % 3]));
        await pause(5); // the embedded database alone would leave nobody else a turn
      }
    })();
    const during = await copy();
    isOver = true;
    await traffic;
    expect(during.told).toEqual([]);
    const after = await copy();
    expect(after).toMatchObject({ told: [], behind: 0, ahead: 0 });
    await expectSame('ada', 'bob', 'cleo');
  });

  it.each([
    ['before', false],
    ['behind', true],
  ])('goes on where it was killed, %s a write', async (_when, isWritten) => {
    await writeEveryKind(stage, 'ada');
    await threeWallets();
    let left = 3;
    const dying: LedgerImport = {
      append: async (continuation) => {
        left -= 1;
        if (left > 0) return target.importFrom.append(continuation);
        if (left === 0 && isWritten) await target.importFrom.append(continuation);
        return new Promise(() => {}); // it never comes back
      },
    };
    const killed = copy({}, { ...target, importFrom: dying });
    await expect.poll(() => left).toBeLessThanOrEqual(0);
    expect(await Promise.race([killed, Promise.resolve('under way')])).toBe('under way');
    expect(await copy()).toMatchObject({ told: [], behind: 0 });
    await expectSame('ada', 'bob', 'cleo');
  });

  it('is not disturbed by another that runs at the same time', async () => {
    await writeEveryKind(stage, 'ada');
    await threeWallets();
    const [one, other] = await Promise.all([copy(), copy()]);
    expect([one.told, other.told]).toEqual([[], []]);
    expect(one.arrived + other.arrived).toBe(one.same);
    await expectSame('ada', 'bob', 'cleo');
  });

  it('leaves a wallet alone that both were written to, and names the first entry that is another', async () => {
    await threeWallets();
    await copy();
    await stage.accept({ ...debit(2), key: 'here' }, 'bob');
    await target.ledger.commit([stage.ask({ ...debit(3), key: 'there' }, 'bob')], stage.catalog);
    await stage.accept({ ...debit(2), key: 'here-too' }, 'bob');
    await stage.accept(debit(1), 'cleo');

    const before = await entriesIn(target.ledger, stage.wallet('bob'));
    const { arrived, told } = await copy();
    expect(told).toEqual([
      'bob 5 from here on source and target have other entries, 2 and 1 of them: both were written to, and nothing is overwritten',
    ]);
    expect(arrived).toBe(1);
    expect(await entriesIn(target.ledger, stage.wallet('bob'))).toEqual(before);
    await expectSame('ada', 'cleo');
  });

  it('leaves a wallet alone that was opened in both', async () => {
    await stage.accept(topUp('cs_1', 50, 500), 'bob');
    stage.now = '2026-01-15T11:00:00.000Z';
    await target.ledger.commit([stage.ask(debit(1), 'bob')], stage.catalog);
    expect((await copy()).told).toEqual([expect.stringMatching(/^bob 1 from here on/)]);
    expect(await findingsOf(target.ledger, stage.tenantId)).toEqual([]);
  });

  it('counts what the target went on with alone', async () => {
    await threeWallets();
    await copy();
    await target.ledger.commit([stage.ask(debit(1), 'bob')], stage.catalog);
    await target.ledger.commit([stage.ask(debit(1), 'eve')], stage.catalog);
    expect(await copy()).toMatchObject({ told: [], arrived: 0, same: 12, behind: 0, ahead: 4 });
  });

  it('is verified while others write', async () => {
    await threeWallets();
    const { ledger } = source;
    const written = {
      ...ledger,
      async *scan(...[tenant]: Parameters<typeof ledger.scan>) {
        await stage.accept(debit(1), 'ada');
        await stage.accept(debit(1), 'dan');
        yield* ledger.scan(tenant);
      },
    };
    const findings = [];
    for await (const finding of verifyLive(written, stage.tenantId)) findings.push(finding);
    expect(findings).toEqual([]);
  });
});
