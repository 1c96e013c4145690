import type { ClientId, TenantId, WalletId } from '../../wallet/ids.js';
import type { Entry } from '../entry.js';
import { entryFromRow } from '../entry-row.js';
import type { Ledger } from '../ledger.js';
import { BrokenLedger } from './broken-ledger.js';

/** As many entries as are read of one wallet at a time. */
const PAGE = 500;

type Read = Pick<Ledger, 'read' | 'scan'>;

/**
 * All entries of a tenant, or of one wallet, wallet by wallet, oldest first, to be added up. A sum that leaves something out, or
 * has it twice, is worse than none.
 * @throws BrokenLedger where an entry can't be read, is missing, or is there twice.
 */
export async function* soundEntries(
  ledger: Read,
  { clientId, tenantId }: { readonly tenantId: TenantId; readonly clientId?: ClientId | undefined },
  page = PAGE,
): AsyncGenerator<Entry> {
  const entries =
    clientId === undefined
      ? allEntries(ledger, tenantId)
      : entriesOf(ledger, { tenantId, clientId }, page);
  let last: { readonly clientId: string; readonly seq: number } | undefined;
  for await (const entry of entries) {
    const before = last?.clientId === entry.clientId ? last.seq : 0;
    if (entry.seq !== before + 1) {
      throw new BrokenLedger(entry.clientId, `entry ${entry.seq} follows entry ${before}`);
    }
    last = entry;
    yield entry;
  }
}

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
