import type { TenantId, WalletId } from '../../wallet/ids.js';
import type { Entry } from '../entry.js';
import { entryFromRow } from '../entry-row.js';
import type { Ledger } from '../ledger.js';
import { BrokenLedger } from './broken-ledger.js';
import { type Movements, movementOf } from './movements.js';

/** As many entries as are read of one wallet at a time. */
const PAGE = 500;

type Read = Pick<Ledger, 'read' | 'scan'>;

/** Reports on any ledger, by reading all of it. Another way is only quicker. */
export const movementsByScan = (ledger: Read, page = PAGE): Movements => ({
  async *of({ clientId, period, tenantId }) {
    const entries =
      clientId === undefined
        ? allEntries(ledger, tenantId)
        : entriesOf(ledger, { tenantId, clientId }, page);
    for await (const entry of entries) {
      if (entry.createdAt < period.to) yield movementOf(entry, period);
    }
  },
});

async function* allEntries(ledger: Read, tenantId: TenantId): AsyncGenerator<Entry> {
  for await (const { clientId, problems, row } of ledger.scan(tenantId)) {
    const entry = problems.length === 0 ? entryIn(row) : undefined;
    if (!entry) throw new BrokenLedger(clientId, problems[0] ?? 'an entry that is none any more');
    yield entry;
  }
}

const entryIn = (row: unknown): Entry | undefined => {
  try {
    return entryFromRow(row);
  } catch {
    return undefined;
  }
};

/** Numbers have no gap, so a page of them is known before it is read. */
async function* entriesOf(ledger: Read, walletId: WalletId, limit: number): AsyncGenerator<Entry> {
  for (let after = 0, more = true; more; after += limit) {
    const { entries } = await ledger.read(walletId, { limit, before: after + limit + 1 });
    const fresh = entries.filter(({ seq }) => seq > after);
    yield* fresh.toReversed();
    more = fresh.length === limit;
  }
}
