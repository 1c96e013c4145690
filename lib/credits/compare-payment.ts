import type { Outcome } from '../ledger/ledger.js';
import type { Found, Mismatch, Payment, Payments, Standing } from '../payments/payments.js';
import { assertNever } from '../wallet/brand.js';
import type { Command } from '../wallet/command.js';
import { type Credits as Amount, credits, type Money } from '../wallet/credits.js';
import { type ClientId, idempotencyKey, type TraceId, type WalletId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import type { Credits } from './app.js';
import { returnOf, topUpOf } from './settle-payment.js';

/**
 * What the provider and the ledger say differently of a payment. `not paid`: it is credited, and there is no such paid
 * checkout of the client's. `mismatch`: it is paid, and is not what was ordered. `unreadable`: an entry.
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

/** A checkout of ours, whether or not it is what was ordered. */
export type Checkout = Standing & { readonly sessionId: string; readonly walletId: WalletId };

/** Undefined where it is of others, or for a plan, whose subscription says what is paid. */
export const checkoutIn = (found: Found): Checkout | undefined => {
  switch (found.outcome) {
    case 'found': {
      const { key, order, ...standing } = found.payment;
      return { ...standing, sessionId: key, walletId: order.walletId };
    }
    case 'mismatch':
      return found;
    case 'plan':
    case 'not ours':
      return undefined;
    default:
      return assertNever(found);
  }
};

/** What the ledger lacks of a checkout, if anything. It is asked what it would do: the rules are its own. */
export const comparePayment = async (
  comparing: Comparing,
  found: Found,
): Promise<Difference | undefined> => {
  if (checkoutIn(found)?.status !== 'paid') return undefined;
  if (found.outcome === 'found') return compareOrdered(comparing, found.payment);
  return found.outcome === 'mismatch' ? compareMismatch(comparing, found) : undefined;
};

const compareOrdered = async (
  { app, payments, traceId }: Comparing,
  payment: Payment,
): Promise<Difference | undefined> => {
  const { key, openedAt, order, total } = payment;
  const { walletId } = order;
  const topUp = await dryRun(app, walletId, topUpOf(app, payment), traceId);
  const returnedMinor = await payments.returnedOf(payment);
  const { clientId } = walletId;
  const facts = { clientId, sessionId: key, openedAt, total, returnedMinor };
  if (topUp.outcome === 'refused') {
    return { kind: 'mismatch', ...facts, reason: creditedAs(topUp) };
  }
  if (topUp.outcome === 'previewed') {
    return { kind: 'not credited', ...facts, lacking: order.credits, payment };
  }
  const command = returnOf(app, key, 'compared', returnedMinor);
  const lacking = deltaOf(await dryRun(app, walletId, command, traceId));
  if (!lacking) return undefined;
  const kind = lacking < 0 ? 'not taken back' : 'taken back too much';
  return { kind, ...facts, lacking, payment };
};

/** One whose money went back in whole, and that was never credited, is over. */
const compareMismatch = async (
  { app, payments, traceId }: Comparing,
  mismatch: Mismatch,
): Promise<Difference | undefined> => {
  const { openedAt, reason, sessionId, total, walletId } = mismatch;
  const returnedMinor = await payments.returnedOf(mismatch);
  const command = returnOf(app, idempotencyKey(sessionId), 'compared', returnedMinor);
  const outcome = await dryRun(app, walletId, command, traceId);
  const isCredited = outcome.outcome !== 'refused';
  if (!isCredited && returnedMinor >= total.amountMinor) return undefined;
  const lacking = deltaOf(outcome);
  return {
    kind: 'mismatch',
    clientId: walletId.clientId,
    sessionId,
    openedAt,
    total,
    returnedMinor,
    ...(lacking && { lacking }),
    reason: isCredited ? `it was credited, and now ${reason}` : reason,
  };
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
  const checkout = checkoutIn(found);
  if (!checkout) return 'Stripe knows no such checkout';
  const { status, walletId } = checkout;
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

const creditedAs = ({ prior, refusal }: Extract<Outcome, { outcome: 'refused' }>): string => {
  const event = prior?.event;
  if (event?.type !== 'CreditsToppedUp') return `the ledger refuses it: ${refusal.code}`;
  const { credits, packId, paid } = event;
  return `the ledger has it as ${packId}: ${credits} credits for ${paid.amountMinor} ${paid.currency}`;
};
