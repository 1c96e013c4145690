import { randomBytes } from 'node:crypto';
import type { Entry } from '../../../lib/ledger/entry.js';
import type { Ledger, Outcome, Submission } from '../../../lib/ledger/ledger.js';
import { adoptionKey, usedKeyOf } from '../../../lib/ledger/used-key.js';
import type { OlderRow } from '../../../lib/wallet/command.js';
import type { RowsAdopted } from '../../../lib/wallet/event.js';
import { type ClientId, type TenantId, traceId, type WalletId } from '../../../lib/wallet/ids.js';
import type { Instant } from '../../../lib/wallet/instant.js';

export type Target = {
  readonly tenantId: TenantId;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly submit: (submission: Submission) => Promise<Outcome>;
  readonly now: () => Instant;
  readonly dryRun: boolean;
};

/** What became of the rows of one client. */
export type TakenOver = {
  readonly clientId: ClientId;
  /** What was posted, or would be; nothing where no row was new. */
  readonly adopted?: Adopted;
  /** Entries with a key that a row has, too. */
  readonly doubles?: readonly Double[];
  /** Why nothing was taken over. */
  readonly problem?: string;
};

export type Adopted = Omit<RowsAdopted, 'rows' | 'keys'> & {
  readonly rows: number;
  readonly keys: number;
};

export type Double = { readonly rowId: number; readonly entry: Entry };

/**
 * Hands all rows of a client over. Those that were taken over before are left out there, however often this is done, and by
 * however many at a time.
 */
export const takeOver = async (
  target: Target,
  clientId: ClientId,
  rows: readonly OlderRow[],
): Promise<TakenOver> => {
  const walletId = { tenantId: target.tenantId, clientId };
  const outcome = await target.submit({
    walletId,
    command: {
      type: 'AdoptRows',
      key: adoptionKey(rows),
      at: target.now(),
      actor: { kind: 'admin', who: 'odoo:adopt' },
      rows,
    },
    traceId: traceId(randomBytes(16).toString('hex')),
    dryRun: target.dryRun,
  });
  switch (outcome.outcome) {
    case 'refused':
      throw new Error(`refused: ${outcome.refusal.code}`);
    case 'unchanged':
      return { clientId };
    case 'committed':
    case 'previewed':
    case 'replayed': {
      const { event, seq } = outcome.entry;
      if (event.type !== 'RowsAdopted') throw new Error(`answered by a ${event.type}`);
      const adopted = { ...event, rows: event.rows.length, keys: event.keys.length };
      return {
        clientId,
        ...(outcome.outcome !== 'replayed' && { adopted }),
        doubles: await doublesOf(target, walletId, seq, rows),
      };
    }
  }
};

const PAGE = 1_000;

/** Whoever came with a key of older code before its row was taken over was not refused: these credits count twice. */
const doublesOf = async (
  { ledger }: Target,
  walletId: WalletId,
  adoption: number,
  rows: readonly OlderRow[],
): Promise<readonly Double[]> => {
  const rowOf = new Map(rows.flatMap(({ id, key }) => (key ? [[key, id] as const] : [])));
  const doubles: Double[] = [];
  // Number 1 opens the wallet.
  for (let before = rowOf.size > 0 ? adoption : 0; before > 2; ) {
    const { entries } = await ledger.read(walletId, { limit: PAGE, before });
    for (const entry of entries) {
      const rowId = rowOf.get(usedKeyOf(entry.name));
      if (rowId !== undefined) doubles.push({ rowId, entry });
    }
    before = entries.at(-1)?.seq ?? 0;
  }
  return doubles;
};
