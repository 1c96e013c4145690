import type { Entry } from '../ledger/entry.js';
import type { Payment, Payments } from '../payments/payments.js';
import type { ReturnPayment } from '../wallet/command.js';
import type { Credits as Amount } from '../wallet/credits.js';
import { type IdempotencyKey, idempotencyKey, type TraceId } from '../wallet/ids.js';
import type { Credits } from './app.js';
import { creditPayment } from './credit-payment.js';

/** `credits`: what it was credited with. `mismatch`: it is not what was ordered, or is in the ledger as something else. */
export type Settled =
  | { readonly outcome: 'credited' | 'already credited'; readonly credits: Amount }
  | { readonly outcome: 'mismatch'; readonly reason: string };

/** More than a payment can have refunds and disputes, and a failure for each. */
const MOST_RETURNS = 1_000;

/**
 * Brings the ledger to what became of a paid checkout: credited once, less what has gone back to the payer. It may be
 * called at any time, any number of times, by several at once; whoever comes last leaves the same as if they were alone.
 *
 * What goes back of a payment is counted by the entry that credited it, whatever its order says by then.
 */
export const settlePayment = async (
  app: Credits,
  payments: Payments,
  payment: Payment,
  traceId: TraceId,
): Promise<Settled> => {
  const credited = await creditPayment(app, payment, { traceId });
  const { entry, kind } = credited;
  const isReturned = entry !== undefined && (await settleReturns(app, payments, payment, entry));
  if (entry && (kind === 'new' || isReturned)) tell(app, entry, payment, traceId);
  return credited.kind === 'mismatch'
    ? { outcome: 'mismatch', reason: credited.reason }
    : {
        outcome: credited.kind === 'new' ? 'credited' : 'already credited',
        credits: credited.entry.creditsDelta,
      };
};

/** What brings a payment's credits to what has gone back of it. `step` tells those of one payment apart. */
export const returnOf = (
  app: Credits,
  paymentKey: IdempotencyKey,
  step: number | string,
  returnedMinor: number,
): ReturnPayment => ({
  type: 'ReturnPayment',
  key: idempotencyKey(`${paymentKey}:${step}`),
  at: app.now(),
  actor: { kind: 'stripe' },
  paymentKey,
  returnedMinor,
});

/**
 * Posts until there is nothing left to post, and answers whether there was anything. What was returned is asked for before
 * each attempt, so that nobody who was held up has the last word with what they once knew; attempts are numbered, so that
 * no two post under one key. The entries have the trace of the one that they are about.
 */
const settleReturns = async (
  app: Credits,
  payments: Payments,
  payment: Payment,
  { traceId }: Entry,
): Promise<boolean> => {
  const { key, walletId } = payment;
  let isReturned = false;
  for (let attempt = 1; attempt <= MOST_RETURNS; attempt += 1) {
    const command = returnOf(app, key, attempt, await payments.returnedOf(payment));
    const outcome = await app.submit({ walletId, command, traceId });
    if (outcome.outcome === 'unchanged') return isReturned;
    if (outcome.outcome === 'refused')
      throw new Error(`a return was refused: ${outcome.refusal.code}`);
    if (outcome.outcome === 'committed') isReturned = true;
  }
  throw new Error(`the returns of ${key} come to no end`);
};

/** The entries have the trace of the order: whoever knows only that of the news, or the session, finds it here. */
const tell = (
  { log }: Credits,
  { traceId: orderTraceId }: Entry,
  { key: sessionId, walletId: { clientId } }: Payment,
  traceId: TraceId,
): void =>
  log({
    level: 'info',
    message: 'a payment is settled',
    traceId,
    orderTraceId,
    sessionId,
    clientId,
  });
