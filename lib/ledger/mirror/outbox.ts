import type { WalletId } from '../../wallet/ids.js';
import type { Instant } from '../../wallet/instant.js';
import type { Entry } from '../entry.js';

/** What a wallet owes next: entries in the order of their numbers, and what is wrong with the next, if anything. */
export type Owed = {
  readonly walletId: WalletId;
  readonly carriedSeq: number;
  readonly entries: readonly Entry[];
  readonly problem?: string;
};

/** How many more of a wallet's entries have arrived, and up to which that is. With a problem it is set aside for a while. */
export type Settlement = {
  readonly walletId: WalletId;
  readonly arrived: number;
  readonly carriedSeq: number;
  readonly problem?: string;
};

/** A wallet that waits because of one of its entries; the others go on. */
export type SetAside = {
  readonly clientId: string;
  /** The first entry that the mirror lacks. */
  readonly seq: number;
  readonly reason: string;
  readonly attempts: number;
  readonly retryAt: Instant;
};

/** What the mirror lacks. */
export type Backlog = {
  /** Entries. */
  readonly lag: number;
  readonly walletsBehind: number;
  /** For how long the one that waits longest has not come further. */
  readonly waitingSeconds: number;
  readonly walletsSetAside: number;
  /** Some of them, those that failed most often first. */
  readonly setAside: readonly SetAside[];
  /** Why the mirror took nothing the last time. */
  readonly failure?: string;
};

/**
 * What a ledger owes to its mirror: written by the ledger in the transaction of the entries themselves, and settled here.
 * Every method throws LedgerUnavailable.
 */
export interface Outbox {
  /** Takes the right to carry, or keeps it for longer; false while somebody else has it. It ends by itself. */
  lease(holder: string): Promise<boolean>;

  /** Gives the right back; after a failure nobody gets it for a moment. */
  release(holder: string, failure: string | undefined): Promise<void>;

  /**
   * Puts entries that nobody put there into it, some wallets at a time: they were written before there was a mirror, or by
   * a process that knew of none. True when it has been through all wallets.
   */
  enlist(): Promise<boolean>;

  /** From now on everything counts: wallets are enlisted anew, and those that were set aside are due. */
  reconsider(): Promise<void>;

  /** So many entries that are due, fairly of all wallets: first the next one of each, then the second … */
  due(most: number): Promise<readonly Owed[]>;

  settle(settlements: readonly Settlement[]): Promise<void>;

  backlog(): Promise<Backlog>;
}
