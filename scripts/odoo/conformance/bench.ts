import { v7 } from 'uuid';
import { GroupCommit } from '../../../lib/ledger/group-commit.js';
import type { Ledger, NewEventId, Submission } from '../../../lib/ledger/ledger.js';
import { openOdoo } from '../../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../../lib/ledger/odoo/ledger.js';
import type { Odoo } from '../../../lib/ledger/odoo/odoo.js';
import type { OdooConfig } from '../../../lib/storage-config.js';
import { clientId, type TenantId, tenantId, type WalletId } from '../../../lib/wallet/ids.js';
import { milliseconds } from '../../../lib/wallet/instant.js';
import { submissionOf } from '../../../test/ledger/contract/submission.js';
import { debit } from '../../../test/wallet/asks.js';
import { catalogWith } from '../../../test/wallet/book.js';
import { countedCalls } from './counted-calls.js';

const GRANT = 1_000_000_000;

export const CATALOG = catalogWith({
  askPrice: 1,
  base: { monthlyGrant: GRANT, softCap: GRANT },
});

const newEventId: NewEventId = (at) => v7({ msecs: milliseconds(at) });

/** A tenant of its own on an Odoo, with a ledger that counts its calls. */
export class Bench {
  readonly config: OdooConfig;
  readonly tenantId: TenantId;
  readonly odoo: Odoo;
  readonly ledger: Ledger;
  readonly calls: () => number;
  #keys = 0;

  constructor(config: OdooConfig, mark: string) {
    this.config = config;
    this.tenantId = tenantId(`${mark}_timing`);
    const { calls, odoo } = countedCalls(openOdoo(config));
    this.odoo = odoo;
    this.calls = calls;
    this.ledger = odooLedger(odoo, { random: Math.random, newEventId });
  }

  wallet(client: string): WalletId {
    return { tenantId: this.tenantId, clientId: clientId(client) };
  }

  newKey(): string {
    this.#keys += 1;
    return `timed-${this.#keys}`;
  }

  /** A debit of one credit, under a key that nobody else has. */
  debit(client: string): Submission {
    const when = { key: this.newKey(), at: '2026-01-15T10:00:00Z' };
    return submissionOf(this.wallet(client), debit(1), when);
  }

  commit(clients: readonly string[], ledger = this.ledger): Promise<unknown> {
    return ledger.commit(
      clients.map((client) => this.debit(client)),
      CATALOG,
    );
  }

  /** Another ledger on the same connections, which remembers nothing yet, but may write. */
  async coldLedger(): Promise<Ledger> {
    const ledger = odooLedger(this.odoo, { random: Math.random, newEventId });
    await ledger.commit([], CATALOG);
    return ledger;
  }

  groupCommit(): GroupCommit {
    return new GroupCommit(this.ledger, { catalog: async () => CATALOG });
  }

  async callsOf(work: () => Promise<unknown>): Promise<number> {
    const before = this.calls();
    await work();
    return this.calls() - before;
  }
}
