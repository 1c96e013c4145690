import type Stripe from 'stripe';
import { z } from 'zod';
import { collect } from '../billing/collection.js';
import { endSubscription } from '../billing/end.js';
import { liveSubscription, subscriptionOf } from '../billing/find.js';
import { type Ordered, takePending } from '../billing/lines.js';
import { startSubscription } from '../billing/start.js';
import { changed, type Env } from '../env.js';
import {
  boolean,
  integer,
  type Known,
  mergedMetadata,
  metadata,
  moments,
  page,
  text,
  unsettable,
} from '../form.js';
import { isWithin, listed } from '../listing.js';
import type { Subscription } from '../objects/objects.js';
import { type Operation, operation } from '../operation.js';
import { lineParams, priceOfLine } from '../price-data.js';
import { cardDeclined, invalid } from '../refusal.js';
import { customerOf } from './customers.js';
import { changes, update } from './subscription-update.js';

const PATH = '/v1/subscriptions';

const DAY = 24 * 60 * 60;

const terms = {
  billing_cycle_anchor: integer.optional(),
  description: unsettable.optional(),
  metadata: metadata.optional(),
  proration_behavior: z.enum(['create_prorations', 'none']).default('create_prorations'),
  trial_end: integer.optional(),
  trial_period_days: integer.optional(),
};

const creation = {
  ...terms,
  customer: text,
  items: z.array(z.strictObject(lineParams)).min(1).max(20),
  payment_behavior: z
    .enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete'])
    .default('allow_incomplete'),
} satisfies Known<Stripe.SubscriptionCreateParams>;

const create = (env: Env, wanted: z.output<z.ZodObject<typeof creation>>): Subscription => {
  const { customer, items, payment_behavior: behavior } = wanted;
  const days = wanted.trial_period_days;
  const { invoice, subscription } = startSubscription(env, {
    customer: customerOf(env, customer, 'customer').id,
    ordered: items.map(
      (line, at): Ordered => ({
        price: priceOfLine(env, line, `items[${at}]`),
        quantity: line.quantity ?? 1,
      }),
    ),
    metadata: mergedMetadata(null, wanted.metadata),
    description: wanted.description ?? null,
    terms: {
      anchor: wanted.billing_cycle_anchor,
      prorate: wanted.proration_behavior !== 'none',
      trialEnd: wanted.trial_end ?? (days === undefined ? undefined : env.now + days * DAY),
    },
  });
  if (behavior === 'default_incomplete' && invoice.amount_due > 0) return subscription;
  const tried = collect(env, invoice);
  if (behavior === 'error_if_incomplete' && tried.status !== 'paid') throw cardDeclined();
  return subscriptionOf(env, subscription.id);
};

const filters = {
  ...page,
  created: moments.optional(),
  customer: text.optional(),
  price: text.optional(),
  status: z
    .enum([
      'active',
      'all',
      'canceled',
      'ended',
      'incomplete',
      'incomplete_expired',
      'past_due',
      'paused',
      'trialing',
      'unpaid',
    ])
    .optional(),
} satisfies Known<Stripe.SubscriptionListParams>;

/** Without a wish, all that are not canceled. */
const hasStatus = ({ status }: Subscription, wanted: string | undefined): boolean => {
  if (wanted === undefined) return status !== 'canceled';
  if (wanted === 'ended') return status === 'canceled' || status === 'incomplete_expired';
  return wanted === 'all' || wanted === status;
};

const cancellation = {
  invoice_now: boolean.optional(),
  prorate: boolean.optional(),
} satisfies Known<Stripe.SubscriptionCancelParams>;

export const subscriptions: readonly Operation[] = [
  operation('POST', PATH, creation, create),
  operation('GET', PATH, filters, (env, { created, customer, price, status, ...part }) => {
    const found = env.store
      .all('subscription')
      .filter((subscription) => hasStatus(subscription, status))
      .filter((subscription) => customer === undefined || subscription.customer === customer)
      .filter(
        ({ items }) => price === undefined || items.data.some((item) => item.price.id === price),
      )
      .filter((subscription) => isWithin(subscription.created, created));
    return listed(PATH, found, part);
  }),
  operation('GET', `${PATH}/:id`, {}, (env, _, id) => subscriptionOf(env, id)),
  operation('POST', `${PATH}/:id`, changes, update),
  operation('DELETE', `${PATH}/:id`, cancellation, (env, { invoice_now, prorate }, id) => {
    const subscription = liveSubscription(env, id);
    const ended = endSubscription(env, subscription, { invoiceNow: invoice_now, prorate });
    // What nobody will be asked to pay is not carried on.
    if (!invoice_now && !prorate) takePending(env, ended);
    return ended;
  }),
  operation('POST', `${PATH}/:id/resume`, {}, (env, _, id) => {
    const subscription = liveSubscription(env, id);
    if (subscription.status !== 'paused')
      throw invalid('Only a paused subscription can be resumed.');
    const type = 'customer.subscription.resumed';
    return changed(
      env,
      'subscription',
      subscription,
      { status: 'active' },
      'customer.subscription.updated',
      type,
    );
  }),
];
