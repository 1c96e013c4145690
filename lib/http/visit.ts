import type { Permission } from '../permission.js';
import type { ActionId, ClientId, ProductId } from '../wallet/ids.js';
import { Stopwatch } from './stopwatch.js';

/** Something that only operators do: the permission for it, and what the audit trail calls it, `registry.publish`. */
export type Duty = { readonly may: Permission; readonly doing: string };

/** What a request turned out to be about; taken down while it is answered, for the log and for the audit trail. */
export class Visit {
  /** Who called: `user`, `service:<name>`, `admin:<who>`, `stripe` … */
  principal = 'public';
  /** Whose wallet. */
  clientId?: ClientId;
  /** Set where an operator acts as one, permitted or not: the audit trail then has it. */
  duty?: Duty & { readonly who: string };
  product?: ProductId;
  actionId?: ActionId;
  /** What became of each command: `committed`, `replayed`, or the code of its refusal. */
  readonly outcomes: string[] = [];
  readonly whole: Stopwatch;
  /** Waiting for the ledger. */
  readonly ledger: Stopwatch;
  /** Waiting for the provider of payments. */
  readonly upstream: Stopwatch;

  constructor(elapsed?: () => number) {
    this.whole = new Stopwatch(elapsed);
    this.ledger = new Stopwatch(elapsed);
    this.upstream = new Stopwatch(elapsed);
  }
}
