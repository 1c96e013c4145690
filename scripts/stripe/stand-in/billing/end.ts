import { changed, type Env } from '../env.js';
import type { Subscription } from '../objects/objects.js';
import { collect, dropPending } from './collection.js';
import { issue } from './invoices.js';
import { leavePending, takePending, unusedTime } from './lines.js';

type Ending = {
  /** Credits what is left of the period. */
  readonly prorate?: boolean | undefined;
  /** Invoices at once what waits for the next invoice: there will be no other. */
  readonly invoiceNow?: boolean | undefined;
  readonly reason?: 'cancellation_requested' | 'payment_failed';
};

/** Ends a subscription now. */
export const endSubscription = (
  env: Env,
  subscription: Subscription,
  { invoiceNow, prorate, reason = 'cancellation_requested' }: Ending = {},
): Subscription => {
  const kept = dropPending(env, subscription);
  if (prorate && kept.status !== 'trialing') {
    leavePending(
      env,
      kept,
      kept.items.data.map((item) => unusedTime(env, item, env.now)),
    );
  }
  const ended = changed(
    env,
    'subscription',
    kept,
    {
      canceled_at: kept.canceled_at ?? env.now,
      cancellation_details: { comment: null, feedback: null, feedback_option: null, reason },
      ended_at: env.now,
      status: 'canceled',
    },
    'customer.subscription.deleted',
  );
  if (invoiceNow) invoicePending(env, ended);
  return ended;
};

const invoicePending = (env: Env, subscription: Subscription): void => {
  const lines = takePending(env, subscription);
  if (lines.length === 0) return;
  const { currency, customer } = subscription;
  const period = { start: env.now, end: env.now };
  const reason = 'subscription_update';
  collect(env, issue(env, { currency, customer, lines, period, reason, subscription }));
};

/** Ends it with the period that is paid for, or goes on after all. */
export const endingWithPeriod = (
  env: Env,
  subscription: Subscription,
  ends: boolean,
): Partial<Subscription> => {
  const [item] = subscription.items.data;
  return {
    cancel_at: ends ? (item?.current_period_end ?? null) : null,
    cancel_at_period_end: ends,
    canceled_at: ends ? env.now : null,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: ends ? 'cancellation_requested' : null,
    },
  };
};
