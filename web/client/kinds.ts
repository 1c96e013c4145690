import type { Schemas } from '../api/api.js';
import type { Sending } from './calls.js';
import type { Flushed } from './charges.js';
import type { Guarded, GuardedAction, Worked } from './guard.js';
import type {
  CaptureRequest,
  DebitRequest,
  HoldRequest,
  Item,
  OwnItem,
  ReleaseRequest,
  ReverseRequest,
} from './request.js';
import type { Result } from './result.js';

type Own = { readonly clientId?: never };
type OfClient = { readonly clientId: string };

/** Where nothing is enforced, who has no token is charged nothing, and told so. */
type Demo = Schemas['Demo'];

export type StateRequest = { readonly tail?: number; readonly before?: number };
export type StatementRequest = {
  readonly month: string;
  readonly after?: number;
  readonly limit?: number;
};
export type PlanRequest = {
  readonly planId: string;
  readonly key?: string;
  readonly dryRun?: boolean;
};

type Common<Whose, Charged, Sendable> = {
  /** A month of the wallet: why each credit came and went. */
  readonly statement: (
    of: Whose & StatementRequest,
    sending?: Sending,
  ) => Promise<Result<Schemas['OwnStatement']>>;
  readonly debit: (request: Whose & DebitRequest, sending?: Sending) => Promise<Result<Charged>>;
  readonly hold: (request: Whose & HoldRequest, sending?: Sending) => Promise<Result<Charged>>;
  readonly capture: (
    request: Whose & CaptureRequest,
    sending?: Sending,
  ) => Promise<Result<Charged>>;
  /** Up to a hundred, in order; each has a result of its own. */
  readonly debits: (
    requests: Whose & { readonly items: readonly Sendable[] },
    sending?: Sending,
  ) => Promise<Result<readonly Result<Schemas['Debit']>[] | Exclude<Charged, Schemas['Debit']>>>;
  readonly changePlan: (
    request: Whose & PlanRequest,
    sending?: Sending,
  ) => Promise<Result<Schemas['PlanChange']>>;
  /** Plans, packs, and what each action costs. */
  readonly matrix: (
    of?: { readonly product?: string },
    sending?: Sending,
  ) => Promise<Result<Schemas['Matrix']>>;
};

/** What somebody can do who is signed in, with the wallet that is their own. */
export type UserClient = Common<Own, Schemas['Debit'] | Demo, OwnItem> & {
  /** The wallet as it stands, and its last entries. */
  readonly state: (of?: Own & StateRequest, sending?: Sending) => Promise<Result<Schemas['State']>>;
  /** Orders a pack: open `checkoutUrl` to pay. */
  readonly checkout: (
    request: { readonly packId: string; readonly key?: string },
    sending?: Sending,
  ) => Promise<Result<Schemas['Checkout']>>;
  /** On the way back from paying. */
  readonly confirmTopUp: (
    request: { readonly sessionId: string },
    sending?: Sending,
  ) => Promise<Result<Schemas['Confirmation']>>;
};

/** What a product's backend can do, with the wallets of those whom it names. */
export type ServiceClient = Common<OfClient, Schemas['Debit'], Item> & {
  /** The wallet as it stands, and its last entries. */
  readonly state: (
    of: OfClient & StateRequest,
    sending?: Sending,
  ) => Promise<Result<Schemas['State']>>;
  readonly release: (
    request: OfClient & ReleaseRequest,
    sending?: Sending,
  ) => Promise<Result<Schemas['Debit']>>;
  readonly reverse: (
    request: OfClient & ReverseRequest,
    sending?: Sending,
  ) => Promise<Result<Schemas['Debit']>>;
  /**
   * Holds, does the work, captures what it took, gives back what it did not. Work is done at most once; what it came to
   * is returned whatever happens to its charge. Rejects with the work's own error, or where the store fails before it.
   */
  readonly guard: <T>(
    action: GuardedAction,
    work: (given: { readonly key: string }) => Promise<Worked<T>>,
  ) => Promise<Guarded<T>>;
  /** Delivers the charges that could not be delivered when they were due. Call it at start, and every minute or so. */
  readonly flush: (sending?: Sending) => Promise<Flushed>;
};
