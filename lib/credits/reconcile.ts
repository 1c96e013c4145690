import type { Entry } from '../ledger/entry.js';
import { entryFromRow } from '../ledger/entry-row.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Found, Payment } from '../payments/payments.js';
import type { Period } from '../payments/period.js';
import { entryName } from '../wallet/entry-name.js';
import type { ClientId } from '../wallet/ids.js';
import {
  type Comparing,
  compareCredited,
  comparePayment,
  type Difference,
  type PaidEntry,
} from './compare-payment.js';
import { inBatches } from './in-batches.js';
import { type Settled, settlePayment } from './settle-payment.js';

export type Reconciling = Comparing & {
  readonly ledger: Pick<Ledger, 'scan'>;
  readonly period: Period;
};

/** What was looked at, and what does not fit, oldest first. */
export type Reconciled = {
  readonly differences: readonly Difference[];
  readonly checkouts: number;
  /** Of others, on the same account. */
  readonly others: number;
  readonly entries: number;
};

/** Each is a few requests, of which Stripe takes 25 a second in test mode. */
const AT_A_TIME = 4;

/**
 * Compares the provider and the ledger, both ways: each payment of a period and each that something went back of, and
 * each entry of the period that is of a payment. Money moves meanwhile, so what does not fit is looked at once more in the
 * end. In mind are kept the ids of the payments, and nothing else of what fits.
 */
export const reconcile = async (reconciling: Reconciling): Promise<Reconciled> => {
  const walk = new Walk(reconciling);
  const suspects: Suspect[] = [];
  for await (const some of inBatches(walk.suspects(), AT_A_TIME)) {
    const differences = await Promise.all(some.map((suspect) => compare(reconciling, suspect)));
    suspects.push(...some.filter((_, at) => differences[at] !== undefined));
  }
  const differences: Difference[] = [];
  for (const suspect of suspects) {
    const found = await reconciling.payments.find(suspect.sessionId);
    const difference = await compare(reconciling, { ...suspect, found });
    if (difference) differences.push(difference);
  }
  differences.push(...walk.unreadable);
  const { checkouts, entries, others } = walk;
  return { differences: differences.toSorted(byTime), checkouts, others, entries };
};

/** One that was settled, or that the ledger refuses. */
export type Settlement = Settled & { readonly payment: Payment };

/** Does what a webhook would have done, payment by payment. What is left is for somebody to decide. */
export async function* settleDifferences(
  { app, payments, traceId }: Comparing,
  differences: readonly Difference[],
): AsyncGenerator<Settlement> {
  for (const { payment } of differences) {
    if (payment) yield { ...(await settlePayment(app, payments, payment, traceId)), payment };
  }
}

/** A payment to be looked at; with an entry, whether that one is of it. */
type Suspect = {
  readonly sessionId: string;
  readonly found: Found;
  readonly entry?: PaidEntry;
};

const compare = async (comparing: Comparing, { entry, found }: Suspect) => {
  if (entry) return compareCredited(comparing, entry, found);
  return found.outcome === 'found' ? comparePayment(comparing, found.payment) : undefined;
};

const byTime = (a: Difference, b: Difference): number =>
  `${a.openedAt ?? ''} ${a.clientId}`.localeCompare(`${b.openedAt ?? ''} ${b.clientId}`);

const NOT_OURS: Found = { outcome: 'not ours' };

/** One walk over everything of a period. Each payment comes up once. */
class Walk {
  readonly #reconciling: Reconciling;
  /** Whose they are, and by what else they are known. */
  readonly #payers = new Map<string, ClientId>();
  readonly #intents = new Set<string>();
  readonly unreadable: Difference[] = [];
  checkouts = 0;
  others = 0;
  entries = 0;

  constructor(reconciling: Reconciling) {
    this.#reconciling = reconciling;
  }

  async *suspects(): AsyncGenerator<Suspect> {
    const { payments, period } = this.#reconciling;
    for await (const found of payments.paidIn(period)) yield* this.#once(found);
    for await (const intentId of payments.returnedIn(period)) {
      if (this.#intents.has(intentId)) continue;
      this.#intents.add(intentId);
      const [sessionId] = await payments.sessionsOf(intentId);
      const found = sessionId === undefined ? NOT_OURS : await payments.find(sessionId);
      yield* this.#once(found);
    }
    for await (const entry of this.#entries()) {
      if (this.#payers.get(entry.sessionId) === entry.clientId) continue;
      const found = await payments.find(entry.sessionId);
      yield { sessionId: entry.sessionId, found, entry };
      if (found.outcome === 'found') yield* this.#once(found);
    }
  }

  *#once(found: Found): Generator<Suspect> {
    if (found.outcome !== 'found') {
      this.others += 1;
      return;
    }
    const { intentId, key, status, walletId } = found.payment;
    if (status !== 'paid' || this.#payers.has(key)) return;
    this.#payers.set(key, walletId.clientId);
    if (intentId !== undefined) this.#intents.add(intentId);
    this.checkouts += 1;
    yield { sessionId: key, found };
  }

  async *#entries(): AsyncGenerator<PaidEntry> {
    const { app, ledger, period } = this.#reconciling;
    for await (const { clientId, row } of ledger.scan(app.tenantId)) {
      if (!isOfPayment(row?.['kind'])) continue;
      const entry = readEntry(row);
      if (!entry) {
        this.unreadable.push({ kind: 'unreadable', clientId, reason: `entry ${row?.['seq']}` });
      } else if (entry.createdAt >= period.from && entry.createdAt < period.to) {
        this.entries += 1;
        yield { clientId: entry.clientId, sessionId: sessionOf(entry) };
      }
    }
  }
}

const isOfPayment = (kind: unknown): boolean =>
  kind === 'topup' || kind === 'clawback' || kind === 'reinstatement';

const readEntry = (row: unknown): Entry | undefined => {
  try {
    return entryFromRow(row);
  } catch {
    return undefined;
  }
};

/** A top-up has the session's id as its key, and what is taken back of it refers to the top-up. */
const sessionOf = ({ name, ref = name }: Entry): string => ref.slice(entryName('topup', '').length);
