import { changed, created, type Env } from './env.js';
import { newId } from './ids.js';
import { newDispute } from './objects/dispute.js';
import type { BalanceTransaction, Charge, Dispute } from './objects/objects.js';
import { newBalanceTransaction } from './objects/payment.js';
import { invalid } from './refusal.js';

/** What a bank keeps for a dispute, won or lost; in the smallest unit of the currency. */
const FEE = 2_000;

type Wanted = {
  /** The whole charge less what was refunded, if absent. */
  readonly amount?: number | undefined;
  /** Only asks: no money moves. */
  readonly inquiry?: boolean | undefined;
};

/** A customer's bank disputes a charge. @throws Refusal where it can't */
export const dispute = (env: Env, charge: Charge, { amount, inquiry = false }: Wanted): Dispute => {
  const disputed = amount ?? charge.amount - charge.amount_refunded;
  if (charge.status !== 'succeeded') throw invalid(`The charge ${charge.id} has not succeeded.`);
  if (disputed < 1 || disputed > charge.amount) {
    throw invalid(`Of ${charge.amount} charged, ${disputed} can't be disputed.`);
  }
  if (openDisputeOf(env, charge)) throw invalid(`The charge ${charge.id} is in dispute already.`);
  const opened = newDispute({
    id: newId('du'),
    amount: disputed,
    charge: charge.id,
    created: env.now,
    currency: charge.currency,
    payment_intent: charge.payment_intent,
    inquiry,
  });
  changed(env, 'charge', charge, { disputed: true }, 'charge.updated');
  const made = created(env, 'dispute', opened, 'charge.dispute.created');
  return inquiry ? made : withdraw(env, made);
};

/** The bank takes the money. */
const withdraw = (env: Env, dispute: Dispute): Dispute =>
  changed(
    env,
    'dispute',
    dispute,
    { balance_transactions: [move(env, dispute, -dispute.amount, FEE)] },
    'charge.dispute.funds_withdrawn',
  );

/** It is decided: who wins has the money. An inquiry just ends. @throws Refusal where it was decided */
export const closeDispute = (env: Env, dispute: Dispute, outcome: 'won' | 'lost'): Dispute => {
  if (!isOpen(dispute)) throw invalid(`The dispute ${dispute.id} is closed already.`);
  const isInquiry = dispute.status.startsWith('warning_');
  const status = isInquiry ? 'warning_closed' : outcome;
  const members = { status, is_charge_refundable: isInquiry || outcome === 'won' } as const;
  const closed = changed(
    env,
    'dispute',
    dispute,
    members,
    'charge.dispute.updated',
    'charge.dispute.closed',
  );
  return status === 'won' ? reinstate(env, closed) : closed;
};

const reinstate = (env: Env, dispute: Dispute): Dispute =>
  changed(
    env,
    'dispute',
    dispute,
    {
      balance_transactions: [
        ...dispute.balance_transactions,
        move(env, dispute, dispute.amount, 0),
      ],
    },
    'charge.dispute.funds_reinstated',
  );

const isOpen = ({ status }: Dispute): boolean =>
  status === 'needs_response' || status === 'warning_needs_response';

export const openDisputeOf = (env: Env, charge: Charge): Dispute | undefined =>
  env.store.all('dispute').find((dispute) => dispute.charge === charge.id && isOpen(dispute));

const move = (env: Env, dispute: Dispute, amount: number, fee: number): BalanceTransaction => {
  const movement: BalanceTransaction = {
    ...newBalanceTransaction({
      id: newId('txn'),
      amount,
      currency: dispute.currency,
      created: env.now,
      source: dispute.id,
      type: 'adjustment',
      reporting_category: amount < 0 ? 'dispute' : 'dispute_reversal',
      description: `Chargeback ${amount < 0 ? 'withdrawal' : 'reversal'} for ${dispute.charge}`,
    }),
    fee,
    net: amount - fee,
  };
  env.store.put('balance_transaction', movement);
  return movement;
};
