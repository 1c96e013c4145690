import { chained, GENESIS, type Hash } from '../../../lib/ledger/hash-chain.js';
import type { StoredSubscription } from './following.js';
import { monthAt, monthName } from './purse.js';

/** A row as it lies in the storage, as far as the laws look into it. */
export type Row = {
  readonly seq: number;
  readonly kind: string;
  readonly name: string;
  readonly idempotency_key: string;
  readonly ref?: string;
  readonly credits_delta: number;
  readonly shortfall: number;
  readonly balance_after: number;
  readonly granted_after: number;
  readonly purchased_after: number;
  readonly held_after: number;
  readonly registry_version: number;
  readonly action_id?: string;
  readonly created_at: string;
  readonly hash: Hash;
  readonly event: {
    readonly softCap?: number;
    readonly monthlyGrant?: number;
    readonly nominal?: number;
    readonly credits?: number;
    readonly months?: readonly { readonly month: string; readonly credits: number }[];
    readonly toPurchased?: number;
    readonly quantity?: number;
    readonly creditsPerUnit?: number;
    readonly expiresAt?: string;
    readonly to?: string;
    readonly subscription?: StoredSubscription | null;
    readonly fellDue?: { readonly at: string };
    readonly paid?: { readonly amountMinor: number };
    readonly returned?: { readonly amountMinor: number };
    readonly rows?: readonly number[];
    readonly sum?: number;
    readonly keptBack?: number;
    readonly overdrawn?: number;
  };
};

type Bound = { readonly row: Row; taken: number };

/** The laws of one wallet, told from its rows alone: they know nothing of who asked for what. */
export class Laws {
  #sum = 0;
  #head: Hash = GENESIS;
  #last: Row | undefined;
  #cap = 0;
  readonly #nominal = new Map<string, { granted: number; most: number; older: number }>();
  readonly #adopted = new Set<number>();
  #overdrawn = 0;
  readonly #bounds = new Map<string, Bound>();

  *broken(row: Row): Iterable<string> {
    yield* this.#chain(row);
    yield* this.#balances(row);
    yield* this.#months(row);
    yield* this.#references(row);
    yield* this.#adoptions(row);
    this.#last = row;
  }

  /** Law 8, and time. */
  *#chain(row: Row): Iterable<string> {
    const { hash, ...facts } = row;
    if (row.seq !== (this.#last?.seq ?? 0) + 1)
      yield `law 8: entry ${row.seq} has no entry before it`;
    if (hash !== chained(this.#head, facts))
      yield `law 8: the hash of entry ${row.seq} does not fit`;
    if ((row.kind === 'open') !== (row.seq === 1)) yield `entry ${row.seq} is of kind ${row.kind}`;
    if (this.#last && row.created_at < this.#last.created_at) yield 'time runs backwards';
    this.#head = hash;
  }

  /** Laws 1 and 5. */
  *#balances(row: Row): Iterable<string> {
    this.#sum += row.credits_delta;
    this.#cap = row.event.softCap ?? this.#cap;
    const [granted, purchased] = [row.granted_after, row.purchased_after];
    if (this.#sum !== row.balance_after) yield 'law 1: the deltas are not the balance';
    if (granted + purchased !== row.balance_after) yield 'law 1: the buckets are not the balance';
    if (granted < 0 || granted > this.#cap) yield `law 5: ${granted} granted under ${this.#cap}`;
    if (
      purchased < 0 &&
      purchased < (this.#last?.purchased_after ?? 0) &&
      row.kind !== 'clawback'
    ) {
      yield `law 5: a ${row.kind} pushed the purchased credits to ${purchased}`;
    }
    if (row.kind === 'debit' && row.credits_delta < 0 && row.balance_after < row.held_after) {
      const covered = this.#last && this.#last.balance_after >= row.held_after;
      if (covered) yield 'law 4: a debit took what holds had reserved';
    }
  }

  /** Law 6. */
  *#months({ created_at, event, kind }: Row): Iterable<string> {
    if (kind === 'adoption') return;
    const thisMonth = monthName(monthAt(Date.parse(created_at)));
    const month = event.fellDue?.at.slice(0, 7) ?? thisMonth;
    const of = kind === 'plan' ? [{ month, credits: event.nominal ?? 0 }] : event.months;
    for (const { credits, month } of of ?? []) {
      const known = this.#nominal.get(month) ?? { granted: 0, most: 0, older: 0 };
      known.granted += credits;
      known.most = Math.max(known.most, event.monthlyGrant ?? 0);
      this.#nominal.set(month, known);
      if (month > thisMonth) yield `law 6: ${month} was granted in ${thisMonth}`;
      if (known.granted > known.most) yield `law 6: ${known.granted} granted for ${month}`;
    }
  }

  /** A row counts once, and a month that older code granted is granted once. */
  *#adoptions({ credits_delta, event, kind }: Row): Iterable<string> {
    const { keptBack = 0, months = [], overdrawn = 0, rows = [], sum = 0 } = event;
    if (kind !== 'adoption') return;
    for (const row of rows) {
      if (this.#adopted.has(row)) yield `row ${row} is adopted twice`;
      this.#adopted.add(row);
    }
    if (credits_delta !== sum - keptBack + overdrawn - this.#overdrawn) yield 'a sum is not posted';
    this.#overdrawn = overdrawn;
    let kept = keptBack;
    for (const { credits, month } of months) {
      const known = this.#nominal.get(month) ?? { granted: 0, most: 0, older: 0 };
      known.older += credits;
      known.granted += credits - kept;
      known.most = Math.max(known.most, known.older);
      kept = 0;
      this.#nominal.set(month, known);
      if (known.granted > known.most) yield `law 6: ${known.granted} adopted for ${month}`;
    }
  }

  /** Law 3, and that nothing is given or taken back twice: what is about an entry stays within it. */
  *#references(row: Row): Iterable<string> {
    if (['debit', 'capture', 'topup', 'hold'].includes(row.kind)) {
      this.#bounds.set(row.name, { row, taken: 0 });
    }
    const bound = row.ref === undefined ? undefined : this.#bounds.get(row.ref);
    if (row.ref !== undefined && !bound) yield `${row.name} is about nothing that there is`;
    if (!bound) return;
    const { credits = 0, returned } = row.event;
    if (bound.row.kind === 'hold') {
      bound.taken += 1;
      if (bound.taken > 1) yield `${row.ref} is settled twice`;
    } else if (row.kind === 'reversal') {
      bound.taken += credits;
      if (bound.taken > -bound.row.credits_delta) yield `more is given back than ${row.ref} took`;
    } else if (returned) {
      bound.taken += row.kind === 'clawback' ? credits : -credits;
      const { credits: bought = 0, paid } = bound.row.event;
      const share = Math.min(1, returned.amountMinor / (paid?.amountMinor ?? 1));
      if (bound.taken !== Math.floor(bought * share))
        yield `law 3: ${row.ref} is not taken back right`;
    }
  }
}
