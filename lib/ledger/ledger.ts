import type { Catalog } from '../wallet/catalog.js';
import type { Command } from '../wallet/command.js';
import type { Refusal } from '../wallet/decision.js';
import type { TenantId, TraceId, WalletId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import type { Wallet } from '../wallet/wallet.js';
import type { Entry } from './entry.js';
import type { Hash } from './hash-chain.js';

/** A command on its way to a wallet. A dry run is decided like any other, at its place in the order, and not written. */
export type Submission = {
  readonly walletId: WalletId;
  readonly command: Command;
  readonly traceId: TraceId;
  readonly dryRun?: boolean;
};

/**
 * What became of a submission. `entry` is its own entry; what was due went before it. `replayed` carries the first
 * entry of that key. `prior`, on a reused key, is the entry that has it.
 */
export type Outcome =
  | { readonly outcome: 'committed'; readonly entry: Entry }
  | { readonly outcome: 'replayed'; readonly entry: Entry }
  | { readonly outcome: 'previewed'; readonly entry: Entry }
  | { readonly outcome: 'unchanged'; readonly wallet: Wallet | undefined }
  | { readonly outcome: 'refused'; readonly refusal: Refusal; readonly prior?: Entry };

/** A row as it lies in the storage, not yet believed. */
export type StoredRow = Readonly<Record<string, unknown>>;

/**
 * A row that a scan came by, and what is wrong with where and how it is stored. Without a `row` it does not belong there:
 * it is not the wallet's.
 */
export type ScannedRow = {
  readonly clientId: string;
  readonly row?: StoredRow;
  readonly problems: readonly string[];
};

/** A wallet as a ledger keeps it beside its entries. */
export type StoredWallet = { readonly wallet: Wallet; readonly headHash: Hash };

/** A wallet that a scan came by, or what is wrong with the way it is stored. */
export type ScannedWallet = { readonly clientId: string } & (
  | StoredWallet
  | { readonly problem: string }
);

/**
 * Where entries are kept. Each adapter calls the same `decide`; what differs is only how a batch is made atomic.
 * Every method throws `LedgerUnavailable` when the storage can't be reached.
 */
export interface Ledger {
  /**
   * Decides the submissions in their order against the stored wallets and writes what they append, all or nothing.
   * When it returns, what is `committed` is durable. One answer for each submission, in the same order.
   */
  commit(submissions: readonly Submission[], catalog: Catalog): Promise<readonly Outcome[]>;

  /**
   * A wallet as it is stored (undefined when nothing was ever written to it) and a page of its entries, newest first,
   * those with a number below `before` if that is given. Both are of the same moment.
   */
  read(
    walletId: WalletId,
    page: { readonly limit: number; readonly before?: number | undefined },
  ): Promise<{ readonly stored: StoredWallet | undefined; readonly entries: readonly Entry[] }>;

  /**
   * All entries of the tenant in their stored form, wallet by wallet, oldest first; read them with `entryFromRow`. In
   * pages, so that memory stays flat. Verification wants to see a row also when it can't be read.
   */
  scan(tenantId: TenantId): AsyncIterable<ScannedRow>;

  /** All stored wallets of the tenant, in the same order, also those that can't be read. */
  wallets(tenantId: TenantId): AsyncIterable<ScannedWallet>;

  /** Resolves when the storage answers. */
  health(): Promise<void>;

  close(): Promise<void>;
}

/** The storage could not be reached, or is too busy to take more. Nothing is known to be lost: the same key may be sent again. */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
  readonly retryAfterSeconds: number;

  constructor(message: string, options?: ErrorOptions & { readonly retryAfterSeconds?: number }) {
    super(message, options);
    this.retryAfterSeconds = options?.retryAfterSeconds ?? 1;
  }
}

/** Makes a UUID v7 for an entry of that time. Ids come in, as clocks do, so that a run can be repeated. */
export type NewEventId = (at: Instant) => string;
