import { BrokenLedger } from '../ledger/reports/broken-ledger.js';
import type { Movement } from '../ledger/reports/movements.js';
import { NONE } from '../wallet/credits.js';
import type { EntryName } from '../wallet/entry-name.js';
import { Liabilities, type Liability } from './liability.js';
import { type Buckets, type Lines, noLines, post, withTotal } from './lines.js';
import { Lots } from './lots.js';

/** What a month comes to, of one wallet or of several. */
export type MonthSums = Buckets<Lines> & {
  readonly total: Lines;
  /** What the cap kept back, beside the lines: it never was in a wallet. */
  readonly keptBack: number;
  readonly liability: readonly Liability[];
  /** Purchased credits at the end that nobody paid for. */
  readonly unpaidCredits: number;
  /** Purchased credits that are owed by clients at the end. */
  readonly owedCredits: number;
  /** The entries of the month. */
  readonly entries: number;
};

/** The month of one wallet. */
export type ClientStatement = MonthSums & {
  readonly clientId: string;
  /** The numbers of the first and the last of them. */
  readonly span?: { readonly first: number; readonly last: number };
  /** What the ledger has of payments in the month. */
  readonly payments: readonly LedgerPayment[];
};

/** What the ledger has of a payment in a month, in minor units. */
export type LedgerPayment = {
  readonly payment: EntryName;
  readonly clientId: string;
  readonly currency: string;
  readonly bought: number;
  /** Negative where money that had gone back came again. */
  readonly returned: number;
};

/** Folds the movements of one wallet, oldest first, into its month. They are those that `Movements` promises. */
export class ClientMonth {
  readonly clientId: string;
  readonly #of: Buckets<Lines> = { granted: noLines(), purchased: noLines() };
  readonly #lots = new Lots();
  readonly #liabilities = new Liabilities();
  readonly #payments = new Map<EntryName, LedgerPayment>();
  #before: Pick<Movement, 'grantedAfter' | 'purchasedAfter' | 'seq'> = NOTHING;
  #span: { readonly first: number; readonly last: number } | undefined;
  #keptBack = 0;
  #hasBegun = false;

  constructor(clientId: string) {
    this.clientId = clientId;
  }

  add(movement: Movement): void {
    if (movement.isWithin) this.#post(movement);
    else this.#lots.add(movement);
    this.#before = movement;
  }

  /** Ends the month: nothing can be added any more. */
  end(): ClientStatement {
    if (!this.#hasBegun) this.#begin();
    const left = this.#lots.left(this.#before.purchasedAfter);
    this.#liabilities.close(left.byCurrency);
    this.#of.granted.closing = this.#before.grantedAfter;
    this.#of.purchased.closing = this.#before.purchasedAfter;
    return {
      clientId: this.clientId,
      ...withTotal(this.#of),
      keptBack: this.#keptBack,
      liability: this.#liabilities.all,
      unpaidCredits: left.unpaid,
      owedCredits: left.owed,
      entries: this.#span ? this.#span.last - this.#span.first + 1 : 0,
      ...(this.#span && { span: this.#span }),
      payments: [...this.#payments.values()],
    };
  }

  /** The balances before the month are those of the last entry before it. */
  #begin(): void {
    this.#hasBegun = true;
    this.#of.granted.opening = this.#before.grantedAfter;
    this.#of.purchased.opening = this.#before.purchasedAfter;
    this.#liabilities.open(this.#lots.left(this.#before.purchasedAfter).byCurrency);
  }

  #post(movement: Movement): void {
    if (!this.#hasBegun) this.#begin();
    const delta = {
      granted: movement.grantedAfter - this.#before.grantedAfter,
      purchased: movement.purchasedAfter - this.#before.purchasedAfter,
    };
    const { creditsDelta, keptBack, seq } = movement;
    if (seq !== this.#before.seq + 1 || delta.granted + delta.purchased !== creditsDelta) {
      throw new BrokenLedger(this.clientId, `entry ${seq} does not follow from the one before`);
    }
    post(this.#of, movement, delta);
    this.#pay(movement);
    this.#keptBack += keptBack;
    this.#span = { first: this.#span?.first ?? seq, last: seq };
  }

  #pay(movement: Movement): void {
    const { payment } = movement;
    const returnedBefore = this.#lots.payment(payment)?.returnedMinor ?? 0;
    this.#lots.add(movement);
    const lot = this.#lots.payment(payment);
    if (!payment || !lot?.paid) return;
    const { currency } = lot.paid;
    const bought = movement.kind === 'topup' ? lot.paid.amountMinor : 0;
    const returned = lot.returnedMinor - returnedBefore;
    this.#liabilities.bought(currency, bought);
    this.#liabilities.returned(currency, returned);
    const known = this.#payments.get(payment);
    this.#payments.set(payment, {
      payment,
      clientId: this.clientId,
      currency,
      bought: (known?.bought ?? 0) + bought,
      returned: (known?.returned ?? 0) + returned,
    });
  }
}

const NOTHING = { grantedAfter: NONE, purchasedAfter: NONE, seq: 0 };
