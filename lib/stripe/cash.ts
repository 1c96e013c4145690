import type Stripe from 'stripe';
import type { CashMovement } from '../payments/cash.js';
import type { Period } from '../payments/period.js';
import { type Instant, instant } from '../wallet/instant.js';
import { foundIn, type Ours } from './find-payment.js';
import { begunFor, MOST_DAYS, PAGE } from './walk-period.js';

/**
 * What Stripe booked in a period, by the times of its own bookkeeping (balance transactions): these never change, whatever
 * becomes of a payment later. A refund that the bank fails is booked twice, once each way.
 */
export async function* cashBookedIn(
  stripe: Stripe,
  ours: Ours,
  period: Period,
): AsyncGenerator<CashMovement> {
  for await (const movement of booked(stripe, ours, period)) {
    if (movement.at >= period.from && movement.at < period.to) yield movement;
  }
}

async function* booked(stripe: Stripe, ours: Ours, period: Period): AsyncGenerator<CashMovement> {
  const sessions = stripe.checkout.sessions.list({
    created: begunFor(period, MOST_DAYS.checkout),
    status: 'complete',
    expand: ['data.line_items', 'data.payment_intent.latest_charge.balance_transaction'],
    limit: PAGE,
  });
  for await (const session of sessions) yield* paidBy(session, ours);
  const refunds = stripe.refunds.list({
    created: begunFor(period, MOST_DAYS.refund),
    expand: ['data.balance_transaction'],
    limit: PAGE,
  });
  for await (const refund of refunds) yield* refundedBy(stripe, refund);
  const disputes = stripe.disputes.list({
    created: begunFor(period, MOST_DAYS.dispute),
    limit: PAGE,
  });
  for await (const dispute of disputes) yield* disputedBy(dispute);
}

function* paidBy(session: Stripe.Checkout.Session, ours: Ours): Generator<CashMovement> {
  const intent = objectIn(session.payment_intent);
  const charge = objectIn(intent?.latest_charge);
  const transaction = objectIn(charge?.balance_transaction);
  if (!intent || !charge || !transaction) return;
  const money = { amountMinor: charge.amount, currency: charge.currency };
  const found = foundIn(session, ours);
  yield { kind: 'paid', at: bookedAt(transaction), money, intentId: intent.id, found };
}

async function* refundedBy(stripe: Stripe, refund: Stripe.Refund): AsyncGenerator<CashMovement> {
  const { amount, currency } = refund;
  const intentId = idOf(refund.payment_intent);
  if (intentId === undefined) return;
  const of = { kind: 'refunded', intentId } as const;
  const out = objectIn(refund.balance_transaction);
  if (out) yield { ...of, at: bookedAt(out), money: { amountMinor: -amount, currency } };
  const failure = idOf(refund.failure_balance_transaction);
  if (failure === undefined) return;
  const back = await stripe.balanceTransactions.retrieve(failure);
  yield { ...of, at: bookedAt(back), money: { amountMinor: amount, currency } };
}

/** Stripe books a dispute in the currency of the account's balance: where that is another one, what counts is the whole. */
function* disputedBy(dispute: Stripe.Dispute): Generator<CashMovement> {
  const { amount, balance_transactions, currency } = dispute;
  const intentId = idOf(dispute.payment_intent);
  if (intentId === undefined) return;
  for (const moved of balance_transactions) {
    const amountMinor =
      moved.currency === currency ? moved.amount : Math.sign(moved.amount) * amount;
    yield { kind: 'disputed', intentId, at: bookedAt(moved), money: { amountMinor, currency } };
  }
}

const bookedAt = ({ created }: Stripe.BalanceTransaction): Instant => instant(created * 1000);

/** What was expanded; an id that was not is nothing to go by. */
const objectIn = <Of extends object>(value: string | Of | null | undefined): Of | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;

const idOf = (value: string | { readonly id: string } | null | undefined): string | undefined =>
  (typeof value === 'string' ? value : value?.id) ?? undefined;
