import { BrokenLedger } from '../ledger/reports/broken-ledger.js';
import type { Movement } from '../ledger/reports/movements.js';
import type { EntryName } from '../wallet/entry-name.js';

/** Purchased credits that came together. */
type Lot = {
  /** What was credited, less what was taken back of it. */
  credits: number;
  /** Absent where nobody paid: adjustments and adoptions. */
  readonly paid?: { readonly amountMinor: number; readonly currency: string };
  /** Of what was paid, what has gone back. */
  returnedMinor: number;
};

/** Money in one currency, in minor units, and the credits that it stands for. */
export type Unused = { readonly credits: number; readonly amountMinor: number };

/** What is left of a wallet's purchased credits. */
export type Left = {
  readonly byCurrency: ReadonlyMap<string, Unused>;
  /** Credits that nobody paid for. */
  readonly unpaid: number;
  /** What the client owes, where credits that were spent were taken back. */
  readonly owed: number;
};

/**
 * The lots of one wallet in the order in which they came. The oldest is used first, so what was used in all says what is left of
 * each: as much as all lots together have more than the wallet holds. What is taken back for a payment shrinks its own lot;
 * where that was spent already, the use falls to the lots after it.
 */
export class Lots {
  readonly #lots: Lot[] = [];
  readonly #ofPayment = new Map<EntryName, Lot>();

  add(movement: Movement): void {
    const { kind, lotDelta } = movement;
    if (kind === 'topup') this.#buy(movement);
    if (kind === 'clawback' || kind === 'reinstatement') this.#return(movement);
    if (kind !== 'adjustment' && kind !== 'adoption') return;
    if (lotDelta > 0) this.#lots.push({ credits: lotDelta, returnedMinor: 0 });
    if (lotDelta < 0 && kind === 'adjustment') this.#correct(-lotDelta);
  }

  #buy({ clientId, lotDelta, money, payment, seq }: Movement): void {
    if (!money || !payment) throw new BrokenLedger(clientId, `top-up ${seq} names no payment`);
    const lot = { credits: lotDelta, paid: money, returnedMinor: 0 };
    this.#lots.push(lot);
    this.#ofPayment.set(payment, lot);
  }

  #return({ clientId, lotDelta, money, payment, seq }: Movement): void {
    const lot = payment && this.#ofPayment.get(payment);
    if (!lot?.paid || !money) throw new BrokenLedger(clientId, `entry ${seq} is of no payment`);
    lot.credits += lotDelta;
    lot.returnedMinor = Math.min(lot.paid.amountMinor, Math.max(0, money.amountMinor));
  }

  /** A correction downwards takes first what nobody paid for, the newest first: it undoes a gift before it earns money. */
  #correct(amount: number): void {
    let left = amount;
    for (const lot of this.#lots.toReversed()) {
      if (lot.paid) continue;
      const taken = Math.min(lot.credits, left);
      lot.credits -= taken;
      left -= taken;
    }
  }

  /** Of a payment, what was paid and what of it has gone back by now. */
  payment(name: EntryName | undefined): Lot | undefined {
    return name && this.#ofPayment.get(name);
  }

  /** What is left of the lots in a wallet that holds so many purchased credits. */
  left(purchased: number): Left {
    const all = this.#lots.reduce((sum, { credits }) => sum + credits, 0);
    let used = all - purchased;
    let unpaid = 0;
    const byCurrency = new Map<string, Unused>();
    for (const lot of this.#lots) {
      const usedOfLot = Math.min(lot.credits, used);
      used -= usedOfLot;
      const credits = lot.credits - usedOfLot;
      if (credits === 0) continue;
      if (!lot.paid) {
        unpaid += credits;
        continue;
      }
      const { currency } = lot.paid;
      const sum = byCurrency.get(currency) ?? { credits: 0, amountMinor: 0 };
      const amountMinor = sum.amountMinor + valueLeft(lot, usedOfLot);
      byCurrency.set(currency, { credits: sum.credits + credits, amountMinor });
    }
    return { byCurrency, unpaid, owed: Math.max(0, -purchased) };
  }
}

/**
 * What was paid and kept for the unused part of a lot: all of it less what the used part earned, rounded down. So what is
 * earned from use to use, and what is left, always make up what was kept. In big integers: credits times cents leave the range
 * in which a float is exact.
 */
const valueLeft = ({ credits, paid, returnedMinor }: Lot, used: number): number => {
  const kept = (paid?.amountMinor ?? 0) - returnedMinor;
  return kept - Number((BigInt(kept) * BigInt(used)) / BigInt(credits));
};
