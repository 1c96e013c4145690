import type Stripe from 'stripe';
import { z } from 'zod';
import { changed, type Env } from '../env.js';
import {
  type Known,
  mergedMetadata,
  metadata,
  metadataChange,
  moments,
  page,
  positive,
  text,
} from '../form.js';
import { isWithin, listed, type Moments } from '../listing.js';
import type { Charge, Objects } from '../objects/objects.js';
import { type Operation, operation } from '../operation.js';
import { latestChargeOf } from '../payments.js';
import { refund } from '../refunds.js';
import { invalid, resourceMissing } from '../refusal.js';

type Movement = 'payment_intent' | 'charge' | 'refund' | 'dispute' | 'balance_transaction';

/** The object. @throws Refusal where there is none */
export const paymentObject = <K extends Movement>(env: Env, kind: K, id: string): Objects[K] => {
  const found = env.store.get(kind, id);
  if (!found) throw resourceMissing(kind, id, kind === 'payment_intent' ? 'intent' : 'id');
  return found;
};

const retrieving = (kind: Movement, path: string): Operation =>
  operation('GET', `${path}/:id`, {}, (env, _, id) => paymentObject(env, kind, id));

type Wanted = {
  readonly charge?: string | undefined;
  readonly created?: Moments;
  readonly customer?: string | undefined;
  readonly payment_intent?: string | undefined;
};

type Found = {
  readonly charge?: string | null;
  readonly created: number;
  readonly customer?: string | null;
  readonly payment_intent?: string | null;
};

const passes =
  (wanted: Wanted) =>
  (found: Found): boolean =>
    (['charge', 'customer', 'payment_intent'] as const).every(
      (member) => wanted[member] === undefined || wanted[member] === found[member],
    ) && isWithin(found.created, wanted.created);

const byDate = { ...page, created: moments.optional() };

const byCharge = {
  ...byDate,
  charge: text.optional(),
  payment_intent: text.optional(),
} satisfies Known<Stripe.RefundListParams & Stripe.DisputeListParams>;

const refundParams = {
  amount: positive.optional(),
  charge: text.optional(),
  metadata: metadata.optional(),
  payment_intent: text.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
} satisfies Known<Stripe.RefundCreateParams>;

/** The charge that a payment came in by. @throws Refusal where none succeeded */
export const chargeOfIntent = (env: Env, id: string): Charge => {
  const charge = latestChargeOf(env, paymentObject(env, 'payment_intent', id));
  if (charge?.status === 'succeeded') return charge;
  throw invalid(`This PaymentIntent (${id}) does not have a successful charge to refund.`);
};

const chargeToRefund = (env: Env, { charge, payment_intent: intent }: Wanted): Charge => {
  if (charge !== undefined) return paymentObject(env, 'charge', charge);
  if (intent !== undefined) return chargeOfIntent(env, intent);
  throw invalid(
    'One of the following params should be provided for this request: payment_intent or charge.',
  );
};

export const payments: readonly Operation[] = [
  operation('GET', '/v1/payment_intents', { ...byDate, customer: text.optional() }, (env, wanted) =>
    listed('/v1/payment_intents', env.store.all('payment_intent').filter(passes(wanted)), wanted),
  ),
  retrieving('payment_intent', '/v1/payment_intents'),
  operation(
    'GET',
    '/v1/charges',
    { ...byDate, customer: text.optional(), payment_intent: text.optional() },
    (env, wanted) => listed('/v1/charges', env.store.all('charge').filter(passes(wanted)), wanted),
  ),
  retrieving('charge', '/v1/charges'),
  retrieving('balance_transaction', '/v1/balance_transactions'),
  operation('POST', '/v1/refunds', refundParams, (env, wanted) =>
    refund(env, chargeToRefund(env, wanted), {
      ...wanted,
      metadata: mergedMetadata(null, wanted.metadata),
    }),
  ),
  operation('GET', '/v1/refunds', byCharge, (env, wanted) =>
    listed('/v1/refunds', env.store.all('refund').filter(passes(wanted)), wanted),
  ),
  retrieving('refund', '/v1/refunds'),
  operation(
    'POST',
    '/v1/refunds/:id',
    { metadata: metadataChange.optional() },
    (env, given, id) => {
      const before = paymentObject(env, 'refund', id);
      const pairs = mergedMetadata(before.metadata, given.metadata);
      const types = ['refund.updated', 'charge.refund.updated'];
      return changed(env, 'refund', before, { metadata: pairs }, ...types);
    },
  ),
  operation('GET', '/v1/disputes', byCharge, (env, wanted) =>
    listed('/v1/disputes', env.store.all('dispute').filter(passes(wanted)), wanted),
  ),
  retrieving('dispute', '/v1/disputes'),
];
