import type { Outcome } from '../ledger/ledger.js';
import type { Found, Payment, Payments } from '../payments/payments.js';
import type { Command } from '../wallet/command.js';
import { type Credits as Amount, credits, type Money } from '../wallet/credits.js';
import { type ClientId, idempotencyKey, type TraceId, type WalletId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import type { Credits } from './app.js';
import { creditPayment } from './credit-payment.js';
import { returnOf } from './settle-payment.js';

/**
 * What the provider and the ledger say differently of a payment. `not paid`: it is credited, and there is no such paid
 * checkout of the client's. `mismatch`: it is paid, and is not what was ordered, or what the ledger has it as.
 * `unreadable`: an entry.
 */
export type Difference = {
  readonly kind:
    | 'not credited'
    | 'not taken back'
    | 'taken back too much'
    | 'not paid'
    | 'mismatch'
    | 'unreadable';
  readonly clientId: string;
  readonly sessionId?: string;
  readonly openedAt?: Instant;
  readonly total?: Money;
  readonly returnedMinor?: number;
  /** What would have to come to the wallet, signed; absent where it is not known. */
  readonly lacking?: Amount;
  readonly reason?: string;
  /** What it is settled by; absent where somebody has to decide. */
  readonly payment?: Payment;
};

/** What a comparison works with. Its questions to the ledger are dry runs, and have its own trace. */
export type Comparing = {
  readonly app: Credits;
  readonly payments: Payments;
  readonly traceId: TraceId;
};

/** What the ledger lacks of a payment, if anything. It is asked what it would do: the rules are its own. */
export const comparePayment = async (
  { app, payments, traceId }: Comparing,
  payment: Payment,
): Promise<Difference | undefined> => {
  const { key, openedAt, status, total, walletId } = payment;
  if (status !== 'paid') return undefined;
  const credited = await creditPayment(app, payment, { traceId, dryRun: true });
  const returnedMinor = await payments.returnedOf(payment);
  const { clientId } = walletId;
  const facts = { clientId, sessionId: key, openedAt, total, returnedMinor };
  if (credited.kind === 'new') {
    return { kind: 'not credited', ...facts, lacking: credited.entry.creditsDelta, payment };
  }
  // What was never credited, and whose money went back in whole, is over.
  if (!credited.entry && returnedMinor >= total.amountMinor) return undefined;
  const command = returnOf(app, key, 'compared', returnedMinor);
  const lacking = deltaOf(await dryRun(app, walletId, command, traceId));
  const mendable = lacking && { lacking, payment };
  if (credited.kind === 'mismatch') {
    return { kind: 'mismatch', ...facts, ...mendable, reason: credited.reason };
  }
  if (!lacking) return undefined;
  return { kind: lacking < 0 ? 'not taken back' : 'taken back too much', ...facts, ...mendable };
};

/** An entry that is of a payment, by what it names. */
export type PaidEntry = { readonly clientId: ClientId; readonly sessionId: string };

/** Whether what was credited to a client was paid by that client. */
export const compareCredited = async (
  { app, traceId }: Comparing,
  { clientId, sessionId }: PaidEntry,
  found: Found,
): Promise<Difference | undefined> => {
  const reason = reasonNotPaid(clientId, found);
  if (reason === undefined) return undefined;
  const walletId = { tenantId: app.tenantId, clientId };
  // More than any payment: all of it is to be taken back.
  const everything = Number.MAX_SAFE_INTEGER;
  const command = returnOf(app, idempotencyKey(sessionId), 'compared', everything);
  const lacking = deltaOf(await dryRun(app, walletId, command, traceId));
  return {
    kind: 'not paid',
    clientId,
    sessionId,
    ...(lacking !== undefined && { lacking }),
    reason,
  };
};

const reasonNotPaid = (clientId: ClientId, found: Found): string | undefined => {
  if (found.outcome !== 'found') return 'Stripe knows no such checkout';
  const { status, walletId } = found.payment;
  if (walletId.clientId !== clientId) return `the checkout is of ${walletId.clientId}`;
  return status === 'paid' ? undefined : `the checkout is ${status}`;
};

const dryRun = (
  { submit }: Credits,
  walletId: WalletId,
  command: Command,
  traceId: TraceId,
): Promise<Outcome> => submit({ walletId, command, traceId, dryRun: true });

/** What an entry would add; undefined where the ledger knows no such payment. */
const deltaOf = (outcome: Outcome): Amount | undefined => {
  if (outcome.outcome === 'refused') return undefined;
  return outcome.outcome === 'previewed' ? outcome.entry.creditsDelta : credits(0);
};
