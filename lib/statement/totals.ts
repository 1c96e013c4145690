import type { Movement } from '../ledger/reports/movements.js';
import { ClientMonth, type ClientStatement, type MonthSums } from './client-statement.js';
import { Liabilities } from './liability.js';
import { addLines, type Buckets, type Lines, noLines, withTotal } from './lines.js';

/** The months of all wallets together. */
export type Totals = MonthSums & { readonly clients: number };

/** Each wallet's month, one at a time: of the others nothing is kept. */
export async function* clientStatements(
  movements: AsyncIterable<Movement>,
): AsyncGenerator<ClientStatement> {
  let client: ClientMonth | undefined;
  for await (const movement of movements) {
    if (client && client.clientId !== movement.clientId) {
      yield client.end();
      client = undefined;
    }
    client ??= new ClientMonth(movement.clientId);
    client.add(movement);
  }
  if (client) yield client.end();
}

/** Adds up as the wallets come by. */
export class Sum {
  readonly #of: Buckets<Lines> = { granted: noLines(), purchased: noLines() };
  readonly #liabilities = new Liabilities();
  readonly #counts = { clients: 0, keptBack: 0, unpaidCredits: 0, owedCredits: 0, entries: 0 };

  add(client: ClientStatement): void {
    addLines(this.#of.granted, client.granted);
    addLines(this.#of.purchased, client.purchased);
    this.#liabilities.add(client.liability);
    this.#counts.clients += 1;
    this.#counts.keptBack += client.keptBack;
    this.#counts.unpaidCredits += client.unpaidCredits;
    this.#counts.owedCredits += client.owedCredits;
    this.#counts.entries += client.entries;
  }

  get totals(): Totals {
    return { ...withTotal(this.#of), ...this.#counts, liability: this.#liabilities.all };
  }
}
