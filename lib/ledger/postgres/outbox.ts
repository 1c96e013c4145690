import { z } from 'zod';
import { clientId, type TenantId } from '../../wallet/ids.js';
import type { Entry } from '../entry.js';
import { entryFromRow, storedInstant } from '../entry-row.js';
import type { Backlog, Outbox, Owed } from '../mirror/outbox.js';
import { whyUnreadable } from '../unreadable.js';
import type { Db, Row } from './db.js';
import * as sql from './outbox-statements.js';
import { reached } from './reached.js';

export type OutboxOptions = {
  /** For longer than a step takes. Who dies keeps the others waiting for so long. */
  readonly leaseMs?: number;
  /** After the mirror could not be reached. */
  readonly pauseMs?: number;
  /** A wallet that is set aside waits for so long, and twice as long each time. */
  readonly retryMs?: { readonly first: number; readonly most: number };
};

const WALLETS_AT_ONCE = 2_000;

/** What a tenant's ledger on PostgreSQL owes to its mirror: the tables `odoo_outbox` and `odoo_mirror`. */
export const postgresOutbox = (
  db: Db,
  tenantId: TenantId,
  {
    leaseMs = 30_000,
    pauseMs = 5_000,
    retryMs = { first: 5_000, most: 3_600_000 },
  }: OutboxOptions = {},
): Outbox => ({
  lease: async (holder) => {
    const taken = await reached(db.query(sql.LEASE, [tenantId, holder, leaseMs]));
    return taken.length > 0;
  },

  release: async (holder, failure) => {
    const pause = failure === undefined ? 0 : pauseMs;
    await reached(db.query(sql.RELEASE, [tenantId, holder, pause, failure ?? null]));
  },

  enlist: async () => {
    const [at] = await reached(db.query(sql.ENLIST, [tenantId, WALLETS_AT_ONCE]));
    return (at?.['enlisted_up_to'] ?? null) === null;
  },

  reconsider: async () => {
    await reached(db.query(sql.RECONSIDER, [tenantId]));
  },

  due: async (most) => {
    const rows = await reached(db.query(sql.DUE, [tenantId, most]));
    return [...groupedByWallet(rows)].map(([, of]) => owedBy(tenantId, of));
  },

  settle: async (settlements) => {
    const told = settlements.map(({ carriedSeq, problem, walletId }) => ({
      client_id: walletId.clientId,
      carried_seq: carriedSeq,
      problem,
    }));
    const values = [tenantId, JSON.stringify(told), retryMs.first, retryMs.most];
    await reached(db.query(sql.SETTLE, values));
  },

  backlog: async () => {
    const [row] = await reached(db.query(sql.BACKLOG, [tenantId]));
    return backlog.parse(row);
  },
});

const groupedByWallet = (rows: readonly Row[]): ReadonlyMap<unknown, readonly Row[]> => {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row['owed_by']) ?? [];
    groups.set(row['owed_by'], group);
    group.push(row);
  }
  return groups;
};

const place = z.object({
  owed_by: z.string().transform(clientId),
  carried: z.int(),
  number: z.int(),
});

/** Up to the first entry that is missing or can't be read: nothing behind it may overtake it. */
const owedBy = (tenantId: TenantId, rows: readonly Row[]): Owed => {
  const { carried, owed_by } = place.parse(rows[0]);
  const owed = { walletId: { tenantId, clientId: owed_by }, carriedSeq: carried };
  const entries: Entry[] = [];
  for (const row of rows) {
    const problem = readInto(entries, row);
    if (problem !== undefined) return { ...owed, entries, problem };
  }
  return { ...owed, entries };
};

const readInto = (entries: Entry[], row: Row): string | undefined => {
  const { number } = place.parse(row);
  if (row['seq'] === null) return `entry ${number} is missing in the ledger`;
  try {
    entries.push(entryFromRow(row));
    return undefined;
  } catch (error) {
    return `entry ${number} can't be read: ${whyUnreadable(error)}`;
  }
};

const backlog = z
  .object({
    lag: z.int(),
    wallets_behind: z.int(),
    waiting_seconds: z.int(),
    wallets_set_aside: z.int(),
    set_aside: z.array(
      z
        .object({
          client_id: z.string(),
          seq: z.int(),
          reason: z.string(),
          attempts: z.int(),
          retry_at: storedInstant,
        })
        .transform(({ client_id, retry_at, ...each }) => ({
          clientId: client_id,
          ...each,
          retryAt: retry_at,
        })),
    ),
    failure: z.string().nullable(),
  })
  .transform(
    ({ failure, lag, set_aside, waiting_seconds, wallets_behind, wallets_set_aside }): Backlog => ({
      lag,
      walletsBehind: wallets_behind,
      waitingSeconds: waiting_seconds,
      walletsSetAside: wallets_set_aside,
      setAside: set_aside,
      ...(failure !== null && { failure }),
    }),
  );
