import { expect } from 'vitest';
import { type Drained, type DrainOptions, drain } from '../../lib/ledger/mirror/drain.js';
import type { Outbox, Settlement } from '../../lib/ledger/mirror/outbox.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import { odooMirror } from '../../lib/ledger/odoo/mirror.js';
import { entryExternalId } from '../../lib/ledger/odoo/names.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { postgresOutbox } from '../../lib/ledger/postgres/outbox.js';
import type { EmbeddedDb } from '../../lib/ledger/postgres/pglite.js';
import {
  type OdooStandIn,
  type StandInOptions,
  startOdooStandIn,
} from '../../scripts/odoo/stand-in/stand-in.js';
import { CountedIds, findingsOf, Stage } from '../ledger/contract/stage.js';

type Setting = {
  /** Whether the ledger knows that there is a mirror. */
  readonly isMirrored?: boolean;
  readonly odoo?: StandInOptions;
};

/** A tenant on a database, and an Odoo beside it that is to have every entry. */
export class MirrorStage extends Stage {
  readonly db: EmbeddedDb;
  readonly standIn: OdooStandIn;
  readonly odoo: Odoo;
  readonly outbox: Outbox;
  /** What drains told of wallets that they set aside. */
  readonly setAside: Settlement[] = [];

  private constructor(db: EmbeddedDb, standIn: OdooStandIn, { isMirrored = true, odoo }: Setting) {
    super(postgresLedger(db, new CountedIds().newEventId, { isMirrored }));
    this.db = db;
    this.standIn = standIn;
    const transport = odoo?.version === '19.0' ? 'json2' : 'xmlrpc';
    this.odoo = openOdoo({ ...standIn, transport, deadlineMs: 4_000 });
    this.outbox = postgresOutbox(db, this.tenantId, { pauseMs: 0 });
  }

  static async open(db: EmbeddedDb, setting: Setting = {}): Promise<MirrorStage> {
    return new MirrorStage(db, await startOdooStandIn(setting.odoo), setting);
  }

  drain({
    into = this.outbox,
    ...options
  }: Partial<DrainOptions> & { readonly into?: Outbox } = {}): Promise<Drained> {
    return drain(into, odooMirror(this.odoo), {
      holder: 'me',
      goesOn: () => true,
      onSetAside: (settlement) => this.setAside.push(settlement),
      ...options,
    });
  }

  async lag(): Promise<number> {
    return (await this.outbox.backlog()).lag;
  }

  /** The rows in Odoo, in the order of their ids. */
  rows() {
    return this.standIn.operator
      .rows('crm.lead')
      .map(({ externalIds, id, values }) => ({ id, externalId: externalIds[0], ...values }));
  }

  rowOf(client: string, seq: number) {
    const externalId = entryExternalId(this.wallet(client), seq);
    const row = this.rows().find((each) => each.externalId === externalId);
    if (!row) throw new Error(`${client} ${seq} is not in Odoo`);
    return row;
  }

  /** A ledger on the same Odoo: it finds there what it would have written itself. */
  inOdoo() {
    return odooLedger(this.odoo, { random: Math.random, newEventId: new CountedIds().newEventId });
  }

  async expectMirrored(...clients: readonly string[]): Promise<void> {
    expect(await findingsOf(this.inOdoo(), this.tenantId)).toEqual([]);
    for (const client of clients) {
      const { entries } = await this.inOdoo().read(this.wallet(client), { limit: 10_000 });
      expect([...entries].reverse()).toEqual(await this.entries(client));
    }
  }

  /** As if the process had been killed when it had carried, and not yet noted it. */
  killedBeforeNoting(): Outbox {
    return { ...this.outbox, settle: () => Promise.reject(new Error('killed')) };
  }

  async close(): Promise<void> {
    this.odoo.close();
    await this.standIn.close();
  }
}
