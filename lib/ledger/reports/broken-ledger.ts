/** A report that does not rest on sound entries is none: it says which wallet to look at, and gives no sums. */
export class BrokenLedger extends Error {
  override readonly name = 'BrokenLedger';

  constructor(clientId: string, what: string) {
    super(`the wallet of ${clientId} can't be summed: ${what}; npm run ledger:verify says more`);
  }
}
