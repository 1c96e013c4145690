import { entryName } from '../wallet/entry-name.js';
import type { LedgerPayment } from './client-statement.js';

/** What the provider booked of one checkout in a month, in minor units. What went back is positive here. */
export type ProviderPayment = {
  readonly sessionId: string;
  readonly clientId: string;
  readonly currency: string;
  readonly paid: number;
  readonly refunded: number;
  readonly disputed: number;
};

/** A month's money in one currency, in minor units: what the provider booked, beside what the ledger credited for. */
export type CashSum = {
  readonly currency: string;
  readonly provider: {
    readonly paid: number;
    readonly refunded: number;
    readonly disputed: number;
    readonly net: number;
  };
  readonly ledger: { readonly bought: number; readonly returned: number; readonly net: number };
};

/** A payment of which provider and ledger do not say the same of this month. */
export type CashDifference = {
  readonly clientId: string;
  readonly sessionId: string;
  readonly currency: string;
  readonly provider: { readonly paid: number; readonly returned: number };
  readonly ledger: { readonly bought: number; readonly returned: number };
};

export type Cash = {
  readonly sums: readonly CashSum[];
  readonly differences: readonly CashDifference[];
};

/** Lays what both have of a month side by side, payment by payment. */
export class CashTie {
  readonly #rows = new Map<string, Row>();

  ledger({ bought, clientId, currency, payment, returned }: LedgerPayment): void {
    const row = this.#row(clientId, payment.slice(entryName('topup', '').length), currency);
    row.bought += bought;
    row.taken += returned;
  }

  provider({ clientId, currency, disputed, paid, refunded, sessionId }: ProviderPayment): void {
    const row = this.#row(clientId, sessionId, currency);
    row.paid += paid;
    row.refunded += refunded;
    row.disputed += disputed;
  }

  /** In the order of currencies, clients and checkouts. */
  get cash(): Cash {
    const rows = [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    const currencies = new Set(rows.map(({ currency }) => currency).sort());
    return {
      sums: [...currencies].map((of) =>
        sumOf(
          of,
          rows.filter(({ currency }) => currency === of),
        ),
      ),
      differences: rows.filter(differs).map(differenceIn),
    };
  }

  #row(clientId: string, sessionId: string, currency: string): Row {
    const key = `${clientId} ${sessionId} ${currency}`;
    const known = this.#rows.get(key);
    if (known) return known;
    const row = { clientId, sessionId, currency, ...NONE };
    this.#rows.set(key, row);
    return row;
  }
}

const NONE = { paid: 0, refunded: 0, disputed: 0, bought: 0, taken: 0 };

type Row = { readonly clientId: string; readonly sessionId: string; readonly currency: string } & {
  -readonly [Sum in keyof typeof NONE]: number;
};

const sumOf = (currency: string, rows: readonly Row[]): CashSum => {
  const sum = (of: keyof typeof NONE) => rows.reduce((total, row) => total + row[of], 0);
  const [paid, refunded, disputed] = [sum('paid'), sum('refunded'), sum('disputed')];
  const [bought, returned] = [sum('bought'), sum('taken')];
  return {
    currency,
    provider: { paid, refunded, disputed, net: paid - refunded - disputed },
    ledger: { bought, returned, net: bought - returned },
  };
};

const differs = ({ bought, disputed, paid, refunded, taken }: Row): boolean =>
  paid !== bought || refunded + disputed !== taken;

const differenceIn = (row: Row): CashDifference => {
  const { bought, clientId, currency, disputed, paid, refunded, sessionId, taken } = row;
  return {
    clientId,
    sessionId,
    currency,
    provider: { paid, returned: refunded + disputed },
    ledger: { bought, returned: taken },
  };
};
