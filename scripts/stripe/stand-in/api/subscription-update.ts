import type Stripe from 'stripe';
import { z } from 'zod';
import { endingWithPeriod } from '../billing/end.js';
import { liveSubscription } from '../billing/find.js';
import type { ItemChange } from '../billing/items.js';
import { type Change, updateSubscription } from '../billing/update.js';
import type { Env } from '../env.js';
import {
  boolean,
  integer,
  type Known,
  mergedMetadata,
  metadataChange,
  text,
  unsettable,
} from '../form.js';
import type { Subscription } from '../objects/objects.js';
import { lineParams, priceOfLine } from '../price-data.js';
import { invalid } from '../refusal.js';

/** With what a subscription can be changed. */
export const changes = {
  billing_cycle_anchor: z.strictObject({ type: z.enum(['now', 'unchanged']) }).optional(),
  cancel_at_period_end: boolean.optional(),
  description: unsettable.optional(),
  items: z
    .array(z.strictObject({ ...lineParams, deleted: boolean.optional(), id: text.optional() }))
    .default([]),
  metadata: metadataChange.optional(),
  payment_behavior: z
    .enum(['allow_incomplete', 'error_if_incomplete', 'pending_if_incomplete'])
    .default('allow_incomplete'),
  proration_behavior: z
    .enum(['create_prorations', 'none', 'always_invoice'])
    .default('create_prorations'),
  proration_date: integer.optional(),
  trial_end: z.literal('now').optional(),
} satisfies Known<Stripe.SubscriptionUpdateParams>;

type Changes = z.output<z.ZodObject<typeof changes>>;

export const update = (env: Env, wanted: Changes, id: string): Subscription => {
  const before = liveSubscription(env, id);
  refuseUnpayable(wanted);
  return updateSubscription(env, before, {
    items: wanted.items.map((item, at) => itemChange(env, item, at)),
    startOver: wanted.billing_cycle_anchor?.type === 'now' || wanted.trial_end === 'now',
    proration: wanted.proration_behavior,
    payment: wanted.payment_behavior,
    prorationDate: wanted.proration_date,
    members: membersAfter(env, before, wanted),
  } satisfies Change);
};

const itemChange = (env: Env, item: Changes['items'][number], at: number): ItemChange => {
  const names = item.price !== undefined || item.price_data !== undefined;
  const price = names ? priceOfLine(env, item, `items[${at}]`) : undefined;
  return { id: item.id, deleted: item.deleted, price, quantity: item.quantity };
};

/** Only what is charged for can wait for its payment. @throws Refusal */
const refuseUnpayable = (wanted: Changes): void => {
  if (wanted.payment_behavior !== 'pending_if_incomplete') return;
  const params = ['description', 'metadata'] as const;
  const param = params.find((name) => wanted[name] !== undefined);
  if (param) {
    throw invalid(
      `When payment_behavior is set to pending_if_incomplete, you can't pass ${param}.`,
      { param },
    );
  }
};

const membersAfter = (env: Env, before: Subscription, wanted: Changes): Partial<Subscription> => {
  const { cancel_at_period_end: ends, description } = wanted;
  return {
    ...(wanted.metadata !== undefined && {
      metadata: mergedMetadata(before.metadata, wanted.metadata),
    }),
    ...(description !== undefined && { description }),
    ...(ends !== undefined && endingWithPeriod(env, before, ends)),
  };
};
