import { z } from 'zod';
import { collect } from '../billing/collection.js';
import { endSubscription } from '../billing/end.js';
import { subscriptionOf } from '../billing/find.js';
import { changed, type Env } from '../env.js';
import type { Invoice, Subscription } from '../objects/objects.js';
import { notFound, type TestEndpoint, testEndpoint } from './test-endpoint.js';

/** The newest invoice of a subscription that is to be paid. */
const openInvoiceOf = (env: Env, subscription: Subscription): Invoice => {
  const found = env.store
    .all('invoice')
    .findLast(
      ({ parent, status }) =>
        status === 'open' && parent?.subscription_details?.subscription === subscription.id,
    );
  if (!found) throw notFound(`The subscription ${subscription.id} has no open invoice.`);
  return found;
};

const EVENTS = {
  active: 'customer.subscription.resumed',
  past_due: 'customer.subscription.updated',
  paused: 'customer.subscription.paused',
  unpaid: 'customer.subscription.updated',
} as const;

export const testsOfBilling: readonly TestEndpoint[] = [
  testEndpoint(
    'invoice-pay',
    z.strictObject({ subscription: z.string() }),
    (env, { subscription }) =>
      // Whoever pays by hand has another card.
      collect(env, openInvoiceOf(env, subscriptionOf(env, subscription)), true),
  ),
  testEndpoint(
    'subscription-status',
    z.strictObject({
      subscription: z.string(),
      status: z.enum(['active', 'canceled', 'past_due', 'paused', 'unpaid']),
    }),
    (env, { status, subscription: id }) => {
      const subscription = subscriptionOf(env, id);
      if (subscription.ended_at !== null) throw notFound(`The subscription ${id} has ended.`, 409);
      if (status === 'canceled')
        return endSubscription(env, subscription, { reason: 'payment_failed' });
      const types = new Set(['customer.subscription.updated', EVENTS[status]]);
      return changed(env, 'subscription', subscription, { status }, ...types);
    },
  ),
];
