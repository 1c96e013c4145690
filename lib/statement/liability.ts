import type { Unused } from './lots.js';

/**
 * What is owed in credits for money that was paid, in minor units of one currency: opening + bought − returned − used = closing.
 * `used` is what was earned in the month; it is negative where more came back than was used.
 */
export type Liability = {
  readonly currency: string;
  readonly opening: number;
  readonly bought: number;
  readonly returned: number;
  readonly used: number;
  readonly closing: number;
  /** The credits that are still to be delivered for `closing`. */
  readonly credits: number;
};

/** The liability of several currencies, as it adds up. */
export class Liabilities {
  readonly #of = new Map<string, { -readonly [Member in keyof Liability]: Liability[Member] }>();

  open(unused: ReadonlyMap<string, Unused>): void {
    for (const [currency, { amountMinor }] of unused) {
      this.#in(currency).opening += amountMinor;
      this.#in(currency).used += amountMinor;
    }
  }

  bought(currency: string, amountMinor: number): void {
    this.#in(currency).bought += amountMinor;
    this.#in(currency).used += amountMinor;
  }

  returned(currency: string, amountMinor: number): void {
    this.#in(currency).returned += amountMinor;
    this.#in(currency).used -= amountMinor;
  }

  /** What is left was not used. */
  close(unused: ReadonlyMap<string, Unused>): void {
    for (const [currency, { amountMinor, credits }] of unused) {
      const of = this.#in(currency);
      of.closing += amountMinor;
      of.credits += credits;
      of.used -= amountMinor;
    }
  }

  add(more: readonly Liability[]): void {
    for (const { currency, ...sums } of more) {
      const of = this.#in(currency);
      for (const member of MEMBERS) of[member] += sums[member];
    }
  }

  /** In the order of currencies. */
  get all(): readonly Liability[] {
    return [...this.#of.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }

  #in(currency: string) {
    const known = this.#of.get(currency);
    if (known) return known;
    const none = { currency, opening: 0, bought: 0, returned: 0, used: 0, closing: 0, credits: 0 };
    this.#of.set(currency, none);
    return none;
  }
}

const MEMBERS = ['opening', 'bought', 'returned', 'used', 'closing', 'credits'] as const;
