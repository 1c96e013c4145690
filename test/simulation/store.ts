import type { decideInBatch } from '../../lib/ledger/decide-batch.js';
import type { Ledger, NewEventId } from '../../lib/ledger/ledger.js';
import type { Memory } from '../../lib/ledger/odoo/known-wallets.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import type { RegistryStore } from '../../lib/registry/registry.js';
import { tenantId } from '../../lib/wallet/ids.js';
import type { Transaction } from './storage.js';
import type { Move } from './tables.js';
import type { Document } from './terms.js';
import type { Owner } from './world.js';

export const TENANT = tenantId('tenant');

export const LEDGERS = ['locking', 'odoo'] as const;

/** What a history is played on: a storage that locks, as PostgreSQL does, or one that compares and swaps, as Odoo does. */
export type LedgerName = (typeof LEDGERS)[number];

/** The places where a planted bug gets in; without one, nothing is wrapped. */
export type Wraps = {
  readonly decide?: (honest: typeof decideInBatch) => typeof decideInBatch;
  /** On the storage that locks. */
  readonly transaction?: (honest: Transaction) => Transaction;
  /** On Odoo; the other one is that of somebody who may do anything there. */
  readonly odoo?: (honest: Odoo, administrator: Odoo) => Odoo;
};

/** Who is told of what becomes durable, at that moment. */
export type Witness = {
  readonly committed: (moves: readonly Move[]) => void;
  readonly published: (version: number, document: Document) => void;
  /** What a constraint had to prevent, also where nobody waits for an answer any more. */
  readonly violated: (problem: string) => void;
};

export type Connecting = {
  readonly newEventId: NewEventId;
  readonly wraps: Wraps;
  /** How much is kept in memory where anything is. */
  readonly memory: Memory;
};

/** Where all processes of a history keep the ledger and the registry. */
export type Store = {
  /** As one life of a process sees it. */
  readonly connect: (
    owner: Owner,
    how: Connecting,
  ) => { readonly ledger: Ledger; readonly registry: RegistryStore };
  /** That life is over; what it had sent may yet arrive. */
  readonly cut: (owner: Owner, how: { readonly delivers: boolean }) => void;
  /** Somebody publishes the next version, from outside. */
  readonly publish: (document: Document) => Promise<void>;
  /** As it is for somebody for whom nothing takes time. */
  readonly atRest: () => Pick<Ledger, 'scan' | 'wallets'>;
};
