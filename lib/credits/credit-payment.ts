import type { Entry } from '../ledger/entry.js';
import type { Outcome } from '../ledger/ledger.js';
import type { Payment } from '../payments/payments.js';
import { assertNever } from '../wallet/brand.js';
import type { TopUp } from '../wallet/command.js';
import { NONE } from '../wallet/credits.js';
import { packId, type TraceId } from '../wallet/ids.js';
import type { Credits } from './app.js';

/**
 * The entry that credits a payment: a new one, or the one that did before. `mismatch`: it is not what was ordered, and was
 * not credited; or it was, as something else than was ordered, and then there is that entry.
 */
export type Credited =
  | { readonly kind: 'new' | 'known'; readonly entry: Entry }
  | { readonly kind: 'mismatch'; readonly reason: string; readonly entry?: Entry };

export type Crediting = {
  /** Of the request that asks; an entry is under the trace of the order. */
  readonly traceId: TraceId;
  readonly dryRun?: boolean;
};

/**
 * Credits a payment, once. Of one that is not what was ordered the ledger is only asked what it has under its key: it may
 * have been credited before somebody edited it, or before the secret was given up that it was sealed with.
 */
export const creditPayment = async (
  app: Credits,
  payment: Payment,
  { dryRun = false, traceId }: Crediting,
): Promise<Credited> => {
  const { order, walletId } = payment;
  const command = topUpOf(app, payment);
  if ('mismatch' in order) {
    const outcome = await app.submit({ walletId, command, traceId, dryRun: true });
    const entry = outcome.outcome === 'refused' ? outcome.prior : undefined;
    return entry ? { kind: 'known', entry } : { kind: 'mismatch', reason: order.mismatch };
  }
  const outcome = await app.submit({ walletId, command, traceId: order.traceId, dryRun });
  switch (outcome.outcome) {
    case 'committed':
    case 'previewed':
      return { kind: 'new', entry: outcome.entry };
    case 'replayed':
      return { kind: 'known', entry: outcome.entry };
    case 'refused': {
      const { prior } = outcome;
      return { kind: 'mismatch', reason: reasonOf(outcome), ...(prior && { entry: prior }) };
    }
    case 'unchanged':
      throw new Error('a top-up is never without effect');
    default:
      return assertNever(outcome);
  }
};

/** What is not known to be ordered is worth nothing, and no entry that credits nothing is ever written. */
const topUpOf = ({ now }: Credits, { key, order, total }: Payment): TopUp => ({
  type: 'TopUp',
  key,
  at: now(),
  actor: { kind: 'stripe' },
  ...('mismatch' in order
    ? { packId: packId('unknown'), credits: NONE }
    : { packId: order.packId, credits: order.credits }),
  paid: total,
});

const reasonOf = ({ prior, refusal }: Extract<Outcome, { outcome: 'refused' }>): string => {
  const event = prior?.event;
  if (event?.type !== 'CreditsToppedUp') return `the ledger refuses it: ${refusal.code}`;
  const { credits, packId, paid } = event;
  return `the ledger has it as ${packId}: ${credits} credits for ${paid.amountMinor} ${paid.currency}`;
};
