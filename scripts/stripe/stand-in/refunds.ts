import { changed, created, type Env, emit } from './env.js';
import { newId } from './ids.js';
import { money } from './money.js';
import type { Charge, Refund } from './objects/objects.js';
import { newBalanceTransaction } from './objects/payment.js';
import { invalid } from './refusal.js';

export type RefundStatus = 'succeeded' | 'pending';

type Wanted = {
  /** All that is left, if absent. */
  readonly amount?: number | undefined;
  readonly reason?: Refund['reason'] | undefined;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly status?: RefundStatus;
};

/** Gives back all or a part of a charge. @throws Refusal where there is not so much to give back */
export const refund = (env: Env, charge: Charge, wanted: Wanted): Refund => {
  const { metadata = {}, reason = null, status = 'succeeded' } = wanted;
  const amount = refundable(env, charge, wanted.amount);
  const id = newId('re');
  const made: Refund = {
    id,
    object: 'refund',
    amount,
    balance_transaction: move(env, charge, -amount, id),
    charge: charge.id,
    created: env.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      type: 'card',
      card: {
        reference_status: 'pending',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
    },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
    ...(status === 'pending' && { pending_reason: 'processing' as const }),
  };
  created(env, 'refund', made, 'refund.created');
  const refunded = charge.amount_refunded + amount;
  const sums = { amount_refunded: refunded, refunded: refunded === charge.amount };
  changed(env, 'charge', charge, sums, 'charge.refunded');
  return status === 'succeeded' ? told(env, made, referenced) : made;
};

/** The bank's number of the refund, which comes after it. */
const referenced: Partial<Refund> = {
  destination_details: {
    type: 'card',
    card: {
      reference: '74200000000000000000042',
      reference_status: 'available',
      reference_type: 'acquirer_reference_number',
      type: 'refund',
    },
  },
};

const told = (env: Env, refund: Refund, members: Partial<Refund>): Refund =>
  changed(env, 'refund', refund, members, 'refund.updated', 'charge.refund.updated');

const refundable = (env: Env, charge: Charge, wanted: number | undefined): number => {
  if (charge.status !== 'succeeded') {
    throw invalid(`Charge ${charge.id} has not succeeded: there is nothing to refund.`);
  }
  if (isChargedBack(env, charge)) {
    const code = 'charge_disputed';
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code });
  }
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    const code = 'charge_already_refunded';
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code });
  }
  const amount = wanted ?? left;
  if (amount > left) {
    const [asked, rest] = [amount, left].map((sum) => money(sum, charge.currency));
    throw invalid(
      `Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`,
      {
        param: 'amount',
      },
    );
  }
  return amount;
};

/** An inquiry does not stand in the way of a refund, nor does a dispute that was won. */
const isChargedBack = (env: Env, charge: Charge): boolean =>
  env.store
    .all('dispute')
    .some((dispute) => dispute.charge === charge.id && !dispute.is_charge_refundable);

const move = (env: Env, charge: Charge, amount: number, source: string): string => {
  const movement = newBalanceTransaction({
    id: newId('txn'),
    amount,
    currency: charge.currency,
    created: env.now,
    source,
    type: amount < 0 ? 'refund' : 'refund_failure',
    reporting_category: amount < 0 ? 'refund' : 'refund_failure',
    description: amount < 0 ? 'REFUND FOR PAYMENT' : 'REFUND FAILURE',
  });
  env.store.put('balance_transaction', movement);
  return movement.id;
};

/** A pending refund has arrived. */
export const succeedRefund = (env: Env, refund: Refund): Refund => {
  if (refund.status !== 'pending') throw invalid(`The refund ${refund.id} is not pending.`);
  const { pending_reason: _, ...waiting } = refund;
  return told(env, waiting, { status: 'succeeded', ...referenced });
};

/** The bank sends it back, even after it succeeded: the money is ours again, and the charge less refunded. */
export const failRefund = (env: Env, refund: Refund): Refund => {
  const charge = env.store.get('charge', refund.charge ?? '');
  if (!charge || refund.status === 'failed') {
    throw invalid(`The refund ${refund.id} has failed already.`);
  }
  const failure = move(env, charge, refund.amount, refund.id);
  const failed = told(env, refund, {
    failure_balance_transaction: failure,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  });
  emit(env, 'refund.failed', failed);
  const sums = { amount_refunded: charge.amount_refunded - refund.amount, refunded: false };
  changed(env, 'charge', charge, sums, 'charge.updated');
  return failed;
};
