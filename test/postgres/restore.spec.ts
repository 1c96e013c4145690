import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { drain } from '../../lib/ledger/mirror/drain.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooMirror } from '../../lib/ledger/odoo/mirror.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresOutbox } from '../../lib/ledger/postgres/outbox.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import { type OdooStandIn, startOdooStandIn } from '../../scripts/odoo/stand-in/stand-in.js';
import { connected, freshDatabase } from '../../scripts/support/fresh-database.js';
import { CountedIds, Stage } from '../ledger/contract/stage.js';
import { newFolder, run } from '../slow/dev-server.js';
import { debit, topUp } from '../wallet/asks.js';

vi.setConfig({ testTimeout: 180_000 });

const hasPgDump = spawnSync('pg_dump', ['--version']).status === 0;

let standIn: OdooStandIn;
beforeEach(async () => {
  standIn = await startOdooStandIn();
});
afterEach(() => standIn.close());

/** A ledger on a database that Odoo mirrors, and the commands of the runbook on it. */
class Site {
  readonly url: string;
  readonly stage: Stage;
  readonly #odoo = openOdoo({ ...standIn, transport: 'xmlrpc' });
  readonly #outbox: ReturnType<typeof postgresOutbox>;
  readonly #closeOutbox: () => Promise<void>;

  /** `ids`: entries that are written anew have ids that are new. */
  constructor(url: string, ids: CountedIds, tenantId?: Stage['tenantId']) {
    this.url = url;
    const db = openPg({ url, prepared: true });
    const stage = new Stage(postgresLedger(db, ids.newEventId, { isMirrored: true }));
    this.stage = Object.assign(stage, tenantId && { tenantId });
    const outboxDb = openPg({ url, prepared: true });
    this.#outbox = postgresOutbox(outboxDb, this.stage.tenantId, { pauseMs: 0 });
    this.#closeOutbox = () => outboxDb.close();
  }

  async mirrored(): Promise<number> {
    const options = { holder: 'a spec', thorough: true, goesOn: () => true };
    await drain(this.#outbox, odooMirror(this.#odoo), options);
    return (await this.#outbox.backlog()).lag;
  }

  async reasons(): Promise<readonly (readonly [string, number, string])[]> {
    const { setAside } = await this.#outbox.backlog();
    return setAside.map(({ clientId, reason, seq }) => [clientId, seq, reason] as const);
  }

  command(name: string, ...args: readonly string[]) {
    return run(name, args, {
      CZ_TENANT_ID: this.stage.tenantId,
      CZ_LEDGER: 'postgres',
      DATABASE_URL: this.url,
      ODOO_URL: standIn.url,
      ODOO_DB: standIn.db,
      ODOO_USERNAME: standIn.username,
      ODOO_API_KEY: standIn.apiKey,
      ODOO_UID: String(standIn.uid),
    });
  }

  async close(): Promise<void> {
    this.#odoo.close();
    await this.#closeOutbox();
    await this.stage.ledger.close();
  }
}

const dumpOf = (url: string): string => {
  const file = join(newFolder(), 'credits.dump');
  execFileSync('pg_dump', ['--format=custom', `--file=${file}`, url]);
  return file;
};

const restored = async (dump: string): Promise<string> => {
  const url = await freshDatabase(inject('postgres'), 'restored');
  await connected(url, (client) =>
    client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'),
  );
  const options = [
    '--exit-on-error',
    '--single-transaction',
    '--no-owner',
    '--clean',
    '--if-exists',
  ];
  execFileSync('pg_restore', [...options, `--dbname=${url}`, dump]);
  return url;
};

describe.skipIf(!hasPgDump)('a ledger that was restored from a backup', () => {
  let before: Site;
  let after: Site;
  beforeEach(async () => {
    const ids = new CountedIds();
    before = new Site(await freshDatabase(inject('postgres'), 'backed_up'), ids);
    const { stage } = before;
    for (const client of ['ada', 'bob']) await stage.accept(debit(1), client);
    expect(await before.mirrored()).toBe(0);
    const dump = dumpOf(before.url);
    await stage.accept({ ...debit(2), key: 'after-the-backup' }, 'ada');
    await stage.accept(topUp('cs_1', 500, 2700), 'bob');
    await stage.accept(debit(3), 'cleo');
    expect(await before.mirrored()).toBe(0);
    expect((await before.command('ledger-checkpoint')).code).toBe(0);
    after = new Site(await restored(dump), ids, stage.tenantId);
  });
  afterEach(async () => {
    await before.close();
    await after.close();
  });

  it('names all that is lost, gets it back from its mirror, entry for entry, and goes on', async () => {
    const lost = await after.command('ledger-verify');
    expect(lost.code).toBe(1);
    expect(lost.out).toContain(
      'ada entry 4: the ledger ends at 3, but a checkpoint saw this entry',
    );
    expect(lost.out).toContain(
      'bob entry 4: the ledger ends at 3, but a checkpoint saw this entry',
    );
    expect(lost.out).toContain(
      'cleo entry 3: a checkpoint saw this entry, and now the whole wallet',
    );

    const copy = await after.command('ledger-copy', '--from', 'odoo', '--to', 'postgres');
    expect(copy.out).toContain('copied 5 entries from odoo to postgres');
    expect(copy.code).toBe(0);
    const found = await after.command('ledger-verify');
    expect(found).toMatchObject({ code: 0, out: expect.stringContaining('verified: 11 entries') });
    for (const client of ['ada', 'bob', 'cleo']) {
      expect(await after.stage.entries(client)).toEqual(await before.stage.entries(client));
    }

    const repeated = after.stage.ask({ ...debit(2), key: 'after-the-backup' }, 'ada');
    expect(await after.stage.commit(repeated)).toMatchObject([{ outcome: 'replayed' }]);
    expect(await after.stage.accept(debit(1), 'ada')).toMatchObject({ seq: 5 });
    expect(await after.mirrored()).toBe(0);
    expect((await after.command('ledger-verify')).code).toBe(0);
  });

  it('and written to before that leaves its mirror as it is, and says whose entries are others', async () => {
    const rows = () => JSON.stringify(standIn.operator.rows('crm.lead'));
    const asItWas = rows();
    await after.stage.accept({ ...debit(2), key: 'after-the-restore' }, 'ada');
    await after.stage.accept(debit(3), 'cleo');
    expect(await after.mirrored()).toBe(4);
    expect(rows()).toBe(asItWas);
    expect([...(await after.reasons())].sort()).toEqual([
      ['ada', 4, expect.stringContaining('another row has its external id')],
      ['cleo', 1, expect.stringContaining('is in Odoo already, and says something else')],
    ]);

    const copy = await after.command('ledger-copy', '--from', 'odoo', '--to', 'postgres');
    expect(copy.code).toBe(1);
    expect(copy.out).toContain('copied 1 entry');
    expect(copy.out).toContain(
      'not the same: ada entry 4: from here on source and target have other',
    );
    expect(copy.out).toContain(
      'not the same: cleo entry 1: from here on source and target have other',
    );
    expect(await after.stage.buckets('bob')).toEqual(await before.stage.buckets('bob'));
  });

  it('is mirrored again when those rows are deleted in Odoo', async () => {
    await after.stage.accept({ ...debit(2), key: 'after-the-restore' }, 'ada');
    await after.stage.accept(debit(3), 'cleo');
    await after.command('ledger-copy', '--from', 'odoo', '--to', 'postgres');
    expect(await after.mirrored()).toBe(4);

    const others = standIn.operator.rows('crm.lead').filter(({ values }) => {
      const { client_id, seq } = JSON.parse(String(values['referred']));
      return (client_id === 'ada' && seq >= 4) || client_id === 'cleo';
    });
    expect(others).toHaveLength(4);
    standIn.operator.remove(
      'crm.lead',
      others.map(({ id }) => id),
    );
    expect(await after.mirrored()).toBe(0);
    const copy = await after.command('ledger-copy', '--from', 'odoo', '--to', 'postgres');
    expect(copy).toMatchObject({ code: 0, out: expect.stringContaining('nothing is behind') });
  });
});
