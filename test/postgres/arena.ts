import { postgresLedger } from '../../lib/ledger/postgres/ledger.js';
import { openPg } from '../../lib/ledger/postgres/pg.js';
import type { OdooConfig } from '../../lib/storage-config.js';
import { tenantId } from '../../lib/wallet/ids.js';
import { connected, freshDatabase } from '../../scripts/support/fresh-database.js';
import { CountedIds } from '../ledger/contract/stage.js';
import { Arena } from '../ledger/racing/arena.js';

/** A database of its own for processes to race on. */
export class PostgresArena extends Arena {
  readonly url: string;

  private constructor(url: string, mirror: OdooConfig | undefined) {
    const ledger = postgresLedger(openPg({ url, prepared: true }), new CountedIds().newEventId);
    super({ kind: 'postgres', url, ...(mirror && { mirror }) }, ledger, tenantId('arena'));
    this.url = url;
  }

  static async open(server: string, mirror?: OdooConfig): Promise<PostgresArena> {
    return new PostgresArena(await freshDatabase(server, 'arena'), mirror);
  }

  /** How often the database had to break up transactions that waited for each other in a circle. */
  async deadlocks(): Promise<number> {
    const { rows } = await connected(this.url, (client) =>
      client.query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'),
    );
    return Number(rows[0].deadlocks);
  }
}
