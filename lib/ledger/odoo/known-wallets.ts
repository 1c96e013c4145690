import type { EntryName } from '../../wallet/entry-name.js';
import type { WalletId } from '../../wallet/ids.js';
import type { Entry } from '../entry.js';
import type { StoredWallet } from '../ledger.js';
import { walletRef } from './names.js';

/**
 * What this process last saw of a wallet. Entries never change, so they stay right; the head may be stale, which an
 * append on top of it finds out. Where all entries are at hand, so is every key that was ever used.
 */
export type KnownWallet = {
  readonly walletId: WalletId;
  /** Undefined when it had no entry. */
  readonly stored: StoredWallet | undefined;
  /** Odoo's id of its last row, and of its partner; 0 as long as there is none. */
  readonly headRow: number;
  readonly partner: number;
  readonly entries: ReadonlyMap<EntryName, Entry>;
};

export const isComplete = ({ entries, stored }: KnownWallet): boolean =>
  entries.size === (stored?.wallet.version ?? 0);

/** How much is kept in memory. */
export type Memory = {
  /** A wallet with more entries is kept with some of them, and asked for its keys. */
  readonly mostOfOne: number;
  /** Of all wallets; about 1.5 KB each. */
  readonly mostEntries: number;
};

const ROOMY: Memory = { mostOfOne: 1_000, mostEntries: 20_000 };
/** How often a wallet has to be read or written again, after another process wrote to it, to be trusted again. */
const WARY_FOR = 16;

type Wariness = { readonly times: number; readonly headRow: number | undefined };

/** What is known of wallets, those used last; bounded, because a function has little memory. */
export class KnownWallets {
  readonly #wallets = new Map<string, KnownWallet>();
  readonly #wary = new Map<string, Wariness>();
  readonly #memory: Memory;
  #entries = 0;

  constructor(memory: Memory = ROOMY) {
    this.#memory = memory;
  }

  get(walletId: WalletId): KnownWallet | undefined {
    return this.#wallets.get(walletRef(walletId));
  }

  /** Whether an append may go out on the strength of what is known. */
  trusts(walletId: WalletId): boolean {
    const ref = walletRef(walletId);
    return this.#wallets.has(ref) && !this.#wary.has(ref);
  }

  keep(known: KnownWallet): void {
    this.forget(known.walletId);
    this.#calm(walletRef(known.walletId));
    const kept = withinBounds(known, this.#memory);
    this.#wallets.set(walletRef(known.walletId), kept);
    this.#entries += kept.entries.size;
    for (const oldest of this.#wallets.values()) {
      if (this.#entries <= this.#memory.mostEntries) return;
      this.forget(oldest.walletId);
    }
  }

  forget(walletId: WalletId): void {
    const ref = walletRef(walletId);
    this.#entries -= this.#wallets.get(ref)?.entries.size ?? 0;
    this.#wallets.delete(ref);
  }

  #calm(ref: string): void {
    const wary = this.#wary.get(ref);
    if (wary && wary.times > 1) this.#wary.set(ref, { ...wary, times: wary.times - 1 });
    else this.#wary.delete(ref);
  }

  /**
   * Somebody else wrote to it, or an answer did not come: it has to be read before it is written again. Where that came to
   * the same head, and it happens once more, what is known is no help: rows that were deleted in Odoo may have left it
   * out of order.
   */
  distrust(walletId: WalletId): void {
    const ref = walletRef(walletId);
    const headRow = this.#wallets.get(ref)?.headRow;
    if (this.#wary.get(ref)?.headRow === headRow) this.forget(walletId);
    this.#wary.delete(ref);
    this.#wary.set(ref, { times: WARY_FOR, headRow });
    for (const oldest of this.#wary.keys()) {
      if (this.#wary.size <= this.#memory.mostEntries) return;
      this.#wary.delete(oldest);
    }
  }
}

const withinBounds = (known: KnownWallet, { mostOfOne }: Memory): KnownWallet =>
  known.entries.size <= mostOfOne
    ? known
    : { ...known, entries: new Map([...known.entries].slice(-Math.ceil(mostOfOne / 2))) };
