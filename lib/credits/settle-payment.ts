import type { Outcome } from '../ledger/ledger.js';
import type { Payment, Payments } from '../payments/payments.js';
import type { ReturnPayment, TopUp } from '../wallet/command.js';
import { type IdempotencyKey, idempotencyKey } from '../wallet/ids.js';
import type { Credits } from './app.js';

/** `mismatch`: the ledger has another payment under this key. */
export type Settled =
  | { readonly outcome: 'credited' | 'already credited' }
  | { readonly outcome: 'mismatch'; readonly reason: string };

/** More than a payment can have refunds and disputes, and a failure for each. */
const MOST_RETURNS = 1_000;

/**
 * Brings the ledger to what became of a paid checkout: credited once, less what has gone back to the payer. It may be
 * called at any time, any number of times, by several at once; whoever comes last leaves the same as if they were alone.
 */
export const settlePayment = async (
  app: Credits,
  payments: Payments,
  payment: Payment,
): Promise<Settled> => {
  const outcome = await submit(app, payment, topUpOf(app, payment));
  if (outcome.outcome === 'refused') {
    return { outcome: 'mismatch', reason: `the ledger refused it: ${outcome.refusal.code}` };
  }
  await settleReturns(app, payments, payment);
  return { outcome: outcome.outcome === 'committed' ? 'credited' : 'already credited' };
};

/** What credits a payment. */
export const topUpOf = (app: Credits, { key, order, total }: Payment): TopUp => ({
  type: 'TopUp',
  key,
  at: app.now(),
  actor: { kind: 'stripe' },
  packId: order.packId,
  credits: order.credits,
  paid: total,
});

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
 * Posts until there is nothing left to post. What was returned is asked for before each attempt, so that nobody who was
 * held up has the last word with what they once knew; attempts are numbered, so that no two post under one key.
 */
const settleReturns = async (app: Credits, payments: Payments, payment: Payment): Promise<void> => {
  for (let attempt = 1; attempt <= MOST_RETURNS; attempt += 1) {
    const returnedMinor = await payments.returnedOf(payment);
    const command = returnOf(app, payment.key, attempt, returnedMinor);
    const outcome = await submit(app, payment, command);
    if (outcome.outcome === 'unchanged') return;
    if (outcome.outcome === 'refused')
      throw new Error(`a return was refused: ${outcome.refusal.code}`);
  }
  throw new Error(`the returns of ${payment.key} come to no end`);
};

/** Under the trace of the request that ordered it, whoever brings the news first. */
const submit = (
  app: Credits,
  { order: { traceId, walletId } }: Payment,
  command: Parameters<Credits['submit']>[0]['command'],
): Promise<Outcome> => app.submit({ walletId, command, traceId });
